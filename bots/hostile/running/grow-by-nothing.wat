;; Grows memory by no page in a loop.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again (drop (memory.grow (i32.const 0))) (br $again))))
