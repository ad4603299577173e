;; Goes round by a branch table with an edge back at every place, so that no single branch looks like a
;; loop.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $i i32)
    (loop $a
      (loop $b
        (loop $c
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_table $a $b $c $b $a (i32.and (local.get $i) (i32.const 7))))))))
