;; Imports from the snapshot before preview1, whose layouts differ.
(module
  (import "wasi_unstable" "fd_read" (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
