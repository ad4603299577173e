;; Goes round through blocks and drops, whose price is nothing.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      (block (block (block (block (block (nop))))))
      (drop (i32.const 0)) (nop) (nop) (nop)
      (br $again))))
