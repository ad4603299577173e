;; Initialises memory at the highest address, so that the end overflows.
(module
  (memory (export "memory") 2)
  (data (i32.const -1) "xx")
  (func (export "_start")))
