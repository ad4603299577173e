;; Converts infinity to an integer.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (drop (i64.trunc_f32_u (f32.const inf)))))
