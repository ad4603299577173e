;; Copies a table onto itself, overlapping, in a loop.
(module
  (memory (export "memory") 2)
  (table $t 65536 funcref)
  (func (export "_start")
    (loop $again
      (table.copy $t $t (i32.const 1) (i32.const 0) (i32.const 65535))
      (br $again))))
