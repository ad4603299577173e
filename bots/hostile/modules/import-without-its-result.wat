;; Imports `fd_read` as if it returned nothing.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func (param i32 i32 i32 i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
