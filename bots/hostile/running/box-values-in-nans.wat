;; Keeps pointers in the payloads of NaNs, as script engines do, and adds to them.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start") (local $box f64)
    (local.set $box (f64.reinterpret_i64 (i64.const 0x7ff80000deadbeef)))
    ;; Moving one keeps it.
    (f64.store (i32.const 512) (local.get $box))
    (call $must (i64.eq (i64.load (i32.const 512)) (i64.const 0x7ff80000deadbeef)))
    ;; Computing with one makes it the one canonical NaN.
    (call $must (i64.eq
      (i64.reinterpret_f64 (f64.add (local.get $box) (f64.const 1)))
      (i64.const 0x7ff8000000000000)))
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
