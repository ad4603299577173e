;; Recurses through a table, where nobody can tell who is called.
(module
  (memory (export "memory") 2)
  (type $f (func))
  (table 1 funcref)
  (elem (i32.const 0) $deeper)
  (func $deeper (type $f) (call_indirect (type $f) (i32.const 0)))
  (func (export "_start") (call $deeper)))
