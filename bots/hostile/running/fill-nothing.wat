;; Fills no bytes, as often as it can.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)) (br $again))))
