;; Fills with a length that is negative when read as signed: it has to pay for that before it is
;; refused.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (memory.fill (i32.const 0) (i32.const 1) (i32.const -1))))
