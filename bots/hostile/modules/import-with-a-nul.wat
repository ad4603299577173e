;; Hides a known module behind a NUL, for hosts that compare C strings.
(module
  (import "wasi_snapshot_preview1\00" "fd_read" (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
