;; Exports an imported host function as `_start`.
(module
  (import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
  (memory (export "memory") 2)
  (export "_start" (func $sched_yield)))
