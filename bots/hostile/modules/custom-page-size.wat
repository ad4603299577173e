;; Has pages of one byte.
(module
  (memory (export "memory") 100 (pagesize 1))
  (func (export "_start")))
