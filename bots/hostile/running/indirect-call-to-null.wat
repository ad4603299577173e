;; Calls through an empty table entry.
(module
  (memory (export "memory") 2)
  (type $f (func))
  (table 2 funcref)
  (func (export "_start") (call_indirect (type $f) (i32.const 1))))
