;; Initialises a table from elements that it has dropped.
(module
  (memory (export "memory") 2)
  (table $t 4 funcref)
  (elem $e func $f $f)
  (func $f)
  (func (export "_start")
    (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 2))
    (elem.drop $e)
    (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))))
