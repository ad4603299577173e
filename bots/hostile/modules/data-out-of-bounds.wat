;; Initialises memory that is not there.
(module
  (memory (export "memory") 1)
  (data (i32.const 65530) "past the end")
  (func (export "_start")))
