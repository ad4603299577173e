;; Looks for a clock that runs while it computes.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (memory (export "memory") 2)
  (global $before (mut i64) (i64.const 0))
  (func $now (param $clock i32) (result i64)
    (call $must (i32.eqz (call $clock_time_get (local.get $clock) (i64.const 0) (i32.const 512))))
    (i64.load (i32.const 512)))
  (func (export "_start") (local $i i32)
    (loop $again
      (global.set $before (call $now (i32.const 0)))
      (local.set $i (i32.const 0))
      (loop $burn
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $burn (i32.lt_u (local.get $i) (i32.const 10000))))
      (call $must (i64.eq (global.get $before) (call $now (i32.const 0))))
      (call $must (i64.eq (global.get $before) (call $now (i32.const 1))))
      (call $must (i64.eq (global.get $before) (call $now (i32.const 3))))
      ;; 28 is EINVAL.
      (call $must (i32.eq (i32.const 28) (call $clock_time_get (i32.const 4) (i64.const 0) (i32.const 8))))
      (br_if $again (call $wait))))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable))))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8))))
