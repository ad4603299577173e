;; Exports a function under the name of the rewritten start section, to be run twice.
(module
  (memory (export "memory") 2)
  (func (export "robodrome:start") (unreachable))
  (func (export "_start")))
