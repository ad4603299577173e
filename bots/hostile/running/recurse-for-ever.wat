;; Recurses without end.
(module
  (memory (export "memory") 2)
  (func $deeper (call $deeper))
  (func (export "_start") (call $deeper)))
