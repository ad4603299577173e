;; Imports what only the instrumentation may import, to refuel itself.
(module
  (import "robodrome" "out_of_fuel" (func))
  (memory (export "memory") 2)
  (func (export "_start")))
