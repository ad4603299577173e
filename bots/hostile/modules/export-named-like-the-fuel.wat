;; Exports a global under the name in which the engine counts fuel.
(module
  (memory (export "memory") 2)
  (global (export "robodrome:fuel") (mut i64) (i64.const 0x7fffffffffffffff))
  (func (export "_start")))
