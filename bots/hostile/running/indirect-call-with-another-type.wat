;; Calls a function through another type, so that it would read what was never pushed.
(module
  (memory (export "memory") 2)
  (type $f (func (param i64 i64) (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $g)
  (func $g (param i32))
  (func (export "_start") (drop (call_indirect (type $f) (i64.const 1) (i64.const 2) (i32.const 0)))))
