;; Throws and catches in the way of older compilers.
(module
  (memory (export "memory") 2)
  (tag $e)
  (func (export "_start") try throw $e catch $e end))
