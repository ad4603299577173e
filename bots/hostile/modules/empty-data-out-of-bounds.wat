;; Initialises no bytes beyond the end.
(module
  (memory (export "memory") 1)
  (data (i32.const 65537) "")
  (func (export "_start")))
