;; Wants a global from the host, such as its fuel.
(module
  (import "wasi_snapshot_preview1" "robodrome:fuel" (global (mut i64)))
  (memory (export "memory") 2)
  (func (export "_start")))
