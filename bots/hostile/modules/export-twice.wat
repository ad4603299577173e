;; Exports `_start` twice, as two functions.
(module
  (memory (export "memory") 2)
  (func (export "_start"))
  (func (export "_start") (unreachable)))
