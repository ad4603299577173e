;; Recurses slowly, so that its fuel runs out at every depth before its stack does.
(module
  (memory (export "memory") 2)
  (func $deeper (param $i i32)
    (loop $burn
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $burn (i32.lt_u (local.get $i) (i32.const 400))))
    (call $deeper (i32.const 0)))
  (func $unwind (param $depth i32)
    (if (local.get $depth) (then (call $unwind (i32.sub (local.get $depth) (i32.const 1))))))
  (func (export "_start") (local $i i32)
    ;; Down and up again for ever, never deep enough to be stopped.
    (loop $again (call $unwind (i32.const 5000)) (br $again))))
