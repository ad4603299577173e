;; Exports a `_start` that leaves something behind.
(module
  (memory (export "memory") 2)
  (func (export "_start") (result i64) (i64.const 1)))
