;; Exports a function as `memory`.
(module
  (memory 1)
  (func (export "memory"))
  (func (export "_start")))
