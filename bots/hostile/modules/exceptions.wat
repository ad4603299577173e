;; Throws and catches.
(module
  (memory (export "memory") 2)
  (tag $e)
  (func (export "_start") (block $caught (try_table (catch $e $caught) (throw $e)))))
