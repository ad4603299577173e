;; Begins with one entry more than a table may have.
(module
  (memory (export "memory") 2)
  (table 65537 funcref)
  (func (export "_start")))
