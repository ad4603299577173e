;; Asks for the dearest single instruction when it has one unit of fuel left.
(module
  (memory (export "memory") 256)
  (table $t 65536 funcref)
  (func (export "_start")
    (loop $again
      (memory.copy (i32.const 0) (i32.const 1) (i32.const 16777215))
      (table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 65535))
      (drop (memory.grow (i32.const 65535)))
      (br $again))))
