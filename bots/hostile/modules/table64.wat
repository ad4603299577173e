;; Wants a table with 64-bit numbers.
(module
  (memory (export "memory") 2)
  (table i64 1 funcref)
  (func (export "_start")))
