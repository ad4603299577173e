;; Converts between floats and integers that need many instructions each.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $x i64)
    (loop $again
      (local.set $x (i64.add (i64.const 1) (i64.trunc_sat_f64_u (f64.convert_i64_u (i64.trunc_sat_f32_u (f32.convert_i64_u (local.get $x)))))))
      (br $again))))
