;; Calls short functions through a table, which are charged to nobody.
(module
  (memory (export "memory") 2)
  (type $f (func (param i64) (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $divide)
  ;; As dear as a function may be that indirect callers get for nothing.
  (func $divide (type $f)
    (i64.div_u (i64.div_u (i64.const -1) (i64.or (local.get 0) (i64.const 1))) (i64.const 3)))
  (func (export "_start") (local $x i64)
    (loop $again
      (local.set $x (call_indirect (type $f) (local.get $x) (i32.const 0)))
      (br $again))))
