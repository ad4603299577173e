;; Calls through the table entry at 2^32 - 1.
(module
  (memory (export "memory") 2)
  (type $f (func))
  (table 2 funcref)
  (func (export "_start") (call_indirect (type $f) (i32.const -1))))
