;; Branches to a label further out than its function.
(module
  (memory (export "memory") 2)
  (func (export "_start") (br 1)))
