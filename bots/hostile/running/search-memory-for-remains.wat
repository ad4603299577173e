;; Looks through all of its memory, a word of each line of a cache, for what another match left there.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 256)
  (func (export "_start") (local $at i32) (local $seen i64)
    (loop $again
      ;; Another word in each of eight lines.
      (local.set $seen (i64.or (local.get $seen)
        (i64.load (i32.add (local.get $at) (i32.and (i32.shr_u (local.get $at) (i32.const 3)) (i32.const 56))))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $again (i32.lt_u (local.get $at) (i32.const 16777216))))
    (call $must (i64.eqz (local.get $seen)))
    ;; Soils all of it, for the next one to find.
    (memory.fill (i32.const 0) (i32.const 0x5a) (i32.const 16777216))
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
