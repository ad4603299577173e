;; Multiplies vectors.
(module
  (memory (export "memory") 2)
  (func (export "_start") (drop (i32x4.mul (v128.const i32x4 1 2 3 4) (v128.const i32x4 5 6 7 8)))))
