;; Lists buffers whose lengths add up to more than 32 bits hold.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 256)
  (func (export "_start") (local $i i32)
    (loop $list
      (i32.store offset=4096 (i32.shl (local.get $i) (i32.const 3)) (i32.const 0))
      (i32.store offset=4100 (i32.shl (local.get $i) (i32.const 3)) (i32.const 16777216))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $list (i32.lt_u (local.get $i) (i32.const 256))))
    ;; 256 times 16 MiB is 2^32. 28 is EINVAL.
    (call $must (i32.eq (i32.const 28) (call $fd_write (i32.const 1) (i32.const 4096) (i32.const 256) (i32.const 8))))
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
