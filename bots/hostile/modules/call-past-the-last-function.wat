;; Calls the function that the instrumentation would put behind the last one.
(module
  (memory (export "memory") 2)
  (func (export "_start") (call 3)))
