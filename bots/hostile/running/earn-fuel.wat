;; Computes with the lowest and highest 64-bit numbers where the engine keeps its count of fuel.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (global $mine (mut i64) (i64.const 0x8000000000000000))
  (func $spend (param i64) (result i64)
    (global.set $mine (i64.sub (global.get $mine) (local.get 0)))
    (global.get $mine))
  (func (export "_start")
    ;; Overflows from the lowest to the highest, and back.
    (call $must (i64.eq (call $spend (i64.const 1)) (i64.const 0x7fffffffffffffff)))
    (call $must (i64.eq (call $spend (i64.const -1)) (i64.const 0x8000000000000000)))
    (call $must (i64.eq (call $spend (i64.const 0x8000000000000000)) (i64.const 0)))
    (call $play_on))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable))))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8)))
  ;; Behaves from here on: reads every line to the end of the input.
  (func $play_on
    (loop $again (br_if $again (call $wait)))))
