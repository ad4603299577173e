;; Traps in its start section.
(module
  (memory (export "memory") 2)
  (start $trap)
  (func $trap (unreachable))
  (func (export "_start")))
