;; Begins with one page more than a bot may have.
(module
  (memory (export "memory") 257)
  (func (export "_start")))
