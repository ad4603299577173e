;; Fills 16 MiB in a loop, a single instruction each time.
(module
  (memory (export "memory") 256)
  (func (export "_start")
    (loop $again
      (memory.fill (i32.const 0) (i32.const 170) (i32.const 16777216))
      (br $again))))
