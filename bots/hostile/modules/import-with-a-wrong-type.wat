;; Imports `fd_read` with a type that would shift its arguments.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func (param i64 i64 i64 i64) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
