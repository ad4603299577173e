;; Keeps null references of the host's kind in tables and locals, and compares them.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (table $t 10 externref)
  (func (export "_start") (local $r externref)
    (table.set $t (i32.const 3) (local.get $r))
    (call $must (ref.is_null (table.get $t (i32.const 3))))
    (call $must (i32.eq (table.grow $t (ref.null extern) (i32.const 1000)) (i32.const 10)))
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
