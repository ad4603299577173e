;; Hides a vector in a global.
(module
  (memory (export "memory") 2)
  (global v128 (v128.const i64x2 0 0))
  (func (export "_start")))
