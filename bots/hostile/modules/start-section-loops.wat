;; Computes for ever in its start section, before fuel could be handed out.
(module
  (memory (export "memory") 2)
  (start $spin)
  (func $spin (loop $again (br $again)))
  (func (export "_start")))
