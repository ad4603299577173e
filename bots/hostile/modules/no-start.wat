;; Is a library: it exports nothing to run.
(module
  (memory (export "memory") 2)
  (func (export "run")))
