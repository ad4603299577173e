;; Writes the global that the instrumentation puts behind the last one.
(module
  (memory (export "memory") 2)
  (func (export "_start") (global.set 0 (i64.const 0x7fffffffffffffff))))
