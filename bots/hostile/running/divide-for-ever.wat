;; Divides 64-bit numbers and takes square roots, the slowest instructions that there are.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $x i64) (local $y f64)
    (loop $again
      (local.set $x (i64.div_s (i64.const 0x7fffffffffffffff) (i64.or (local.get $x) (i64.const 3))))
      (local.set $y (f64.sqrt (f64.div (f64.add (local.get $y) (f64.const 1e300)) (f64.const 3))))
      (br $again))))
