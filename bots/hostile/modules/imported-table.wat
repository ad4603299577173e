;; Wants its table from the host.
(module
  (import "wasi_snapshot_preview1" "table" (table 1 funcref))
  (memory (export "memory") 2)
  (func (export "_start")))
