;; Drops what it never pushed.
(module
  (memory (export "memory") 2)
  (func (export "_start") drop))
