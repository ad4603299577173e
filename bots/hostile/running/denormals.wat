;; Multiplies numbers so small that processors help themselves with microcode.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $x f64)
    (local.set $x (f64.const 0x0.0000000000fffp-1022))
    (loop $again
      (local.set $x (f64.mul (f64.mul (f64.mul (f64.mul (local.get $x) (f64.const 0.5)) (f64.const 2)) (f64.const 0.5)) (f64.const 2)))
      (br $again))))
