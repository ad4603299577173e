;; Begins with a table of 2^32 - 1 entries.
(module
  (memory (export "memory") 2)
  (table 0xffffffff funcref)
  (func (export "_start")))
