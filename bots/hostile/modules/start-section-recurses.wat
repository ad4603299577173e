;; Recurses without end in its start section.
(module
  (memory (export "memory") 2)
  (start $deeper)
  (func $deeper (call $deeper))
  (func (export "_start")))
