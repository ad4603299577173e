;; Computes for ever in nested loops that leave each other in turn.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $i i32)
    (loop $outer
      (loop $middle
        (loop $inner
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $outer (i32.eqz (i32.rem_u (local.get $i) (i32.const 7))))
          (br_if $middle (i32.eqz (i32.rem_u (local.get $i) (i32.const 5))))
          (br $inner))))))
