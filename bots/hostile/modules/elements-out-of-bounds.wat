;; Initialises table entries that are not there.
(module
  (memory (export "memory") 2)
  (table 2 funcref)
  (elem (i32.const 1) $f $f)
  (func $f)
  (func (export "_start")))
