;; Yields its turn to nobody, as often as it can.
(module
  (import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again (drop (call $sched_yield)) (br $again))))
