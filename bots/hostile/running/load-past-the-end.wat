;; Loads eight bytes of which the last lies outside.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (drop (i64.load (i32.const 131065)))))
