;; Takes all memory a page at a time, then goes on asking.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again (drop (memory.grow (i32.const 1))) (br $again))))
