;; A bot for tests of matches that take some ten seconds: it spends all of its fuel on steps that take long, here and there in
;; memory; it tells its author a secret again and again; and it gives no order.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 64)
  (data (i32.const 16) "\20\00\00\00\1d\00\00\00")
  (data (i32.const 32) "what only my author may know\n")
  (func (export "_start") (local $left i32) (local $at i32)
    (loop $ever
      (drop (call $write (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 24)))
      (local.set $left (i32.const 2000000))
      (loop $step
        (local.set $at
          (i32.or (i32.const 64) (i32.and (i32.const 0x3ffffc)
            (i32.add (i32.load (local.get $at)) (i32.mul (local.get $at) (i32.const 1103515245))))))
        (i32.store (local.get $at) (local.get $left))
        (br_if $step (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
      (br $ever))))
