;; Reads every line from far down its stack, another call deeper for each.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func $deeper (param $depth i32)
    (if (i32.eqz (local.get $depth)) (then (br_if 1 (i32.eqz (call $wait)))))
    (call $deeper (select
      (i32.sub (local.get $depth) (i32.const 1)) (i32.const 0)
      (i32.gt_s (local.get $depth) (i32.const 0)))))
  (func (export "_start") (call $deeper (i32.const 5000)))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8))))
