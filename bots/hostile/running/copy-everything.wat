;; Copies 8 MiB onto itself, overlapping, in a loop.
(module
  (memory (export "memory") 256)
  (func (export "_start")
    (loop $again
      (memory.copy (i32.const 1) (i32.const 0) (i32.const 16777215))
      (br $again))))
