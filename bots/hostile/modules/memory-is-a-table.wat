;; Exports a table as `memory`.
(module
  (memory 1)
  (table (export "memory") 1 funcref)
  (func (export "_start")))
