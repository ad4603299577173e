;; Converts the floats next to what an integer holds, on either side.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (call $must (i32.eq (i32.trunc_f64_s (f64.const 2147483647.9)) (i32.const 2147483647)))
    (call $must (i32.eq (i32.trunc_f64_s (f64.const -2147483648.9)) (i32.const -2147483648)))
    (call $must (i64.eq (i64.trunc_f64_u (f64.const 18446744073709549568)) (i64.const -2048)))
    (call $must (i32.eqz (i32.trunc_f32_u (f32.const -0.99))))
    (drop (i32.trunc_f64_s (f64.const 2147483648))))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
