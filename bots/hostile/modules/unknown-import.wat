;; Imports a function that preview1 does not have.
(module
  (import "wasi_snapshot_preview1" "fd_launch" (func (param i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
