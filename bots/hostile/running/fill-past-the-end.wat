;; Fills one byte more than there is, which must not fill any.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (memory.fill (i32.const 1) (i32.const 1) (i32.const 131072))))
