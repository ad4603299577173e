;; Imports a function without a name from a module without a name.
(module
  (import "" "" (func))
  (memory (export "memory") 2)
  (func (export "_start")))
