;; Has a memory and keeps it to itself.
(module
  (memory (export "heap") 1)
  (func (export "_start")))
