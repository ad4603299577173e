;; Spells `fd_read` with a Cyrillic letter.
(module
  (import "wasi_snapshot_preview1" "fd_r\d0\b5ad" (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
