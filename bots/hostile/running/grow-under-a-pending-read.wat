;; Grows memory between two reads of one line, whose buffer lies in what is new.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start") (local $end i32)
    (loop $again
      (local.set $end (i32.mul (memory.size) (i32.const 65536)))
      (drop (memory.grow (i32.const 1)))
      ;; The last bytes before the new page, and into it.
      (i32.store (i32.const 0) (i32.sub (local.get $end) (i32.const 8)))
      (i32.store (i32.const 4) (i32.const 16))
      (call $must (i32.eqz (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))))
      (br_if $again (i32.and
        (i32.lt_u (memory.size) (i32.const 200))
        (i32.ne (i32.load (i32.const 8)) (i32.const 0)))))
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
