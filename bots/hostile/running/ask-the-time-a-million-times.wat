;; Asks for the time as often as it can.
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      (call $must (i32.eqz (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
