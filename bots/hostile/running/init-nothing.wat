;; Initialises no bytes and no entries, as often as it can.
(module
  (memory (export "memory") 2)
  (table $t 2 funcref)
  (elem $e func $f)
  (data $d "data")
  (func $f)
  (func (export "_start")
    (loop $again
      (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 0))
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))
      (br $again))))
