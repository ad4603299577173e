;; Initialises a global from one that comes after it.
(module
  (memory (export "memory") 2)
  (global i32 (global.get 1))
  (global i32 (i32.const 1))
  (func (export "_start")))
