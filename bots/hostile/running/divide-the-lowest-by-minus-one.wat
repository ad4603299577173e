;; Divides the lowest number by -1, whose result does not fit.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (drop (i64.div_s (i64.const 0x8000000000000000) (i64.const -1)))))
