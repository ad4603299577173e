;; Spreads one good order over the ticks, nine bytes in each, and ends the line in another.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "{\22orders\22:[{\22do\22:\22spawn\22,\22to\22:\22s\22}]}\0a")
  (func (export "_start") (local $at i32)
    (drop (call $wait))
    (loop $again
      (call $say (i32.add (i32.const 1024) (local.get $at)) (i32.const 9))
      (local.set $at (i32.add (local.get $at) (i32.const 9)))
      (drop (call $wait))
      (br_if $again (i32.lt_u (local.get $at) (i32.const 36))))
    (call $say (i32.const 1060) (i32.const 1))
    (call $play_on))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8)))
  (func $say (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  ;; Behaves from here on: reads every line to the end of the input.
  (func $play_on
    (loop $again (br_if $again (call $wait)))))
