;; Branches by the bits of a random stream of its own.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $x i32) (local $n i32)
    (local.set $x (i32.const 2463534242))
    (loop $again
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 13))))
      (local.set $x (i32.xor (local.get $x) (i32.shr_u (local.get $x) (i32.const 17))))
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 5))))
      (block $d (block $c (block $b (block $a
        (br_table $a $b $c $d (i32.and (local.get $x) (i32.const 3))))
        (br $again))
        (local.set $n (i32.add (local.get $n) (i32.const 1))) (br $again))
        (local.set $n (i32.mul (local.get $n) (i32.const 3))) (br $again))
      (br $again))))
