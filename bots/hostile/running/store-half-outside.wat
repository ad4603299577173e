;; Stores across the end of memory, and would leave half of it behind.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (i64.store (i32.const 131068) (i64.const -1))))
