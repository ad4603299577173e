;; Loads at an address and an offset whose sum does not fit 32 bits.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (drop (i32.load offset=4294967295 (i32.const -1)))))
