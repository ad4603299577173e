;; Asks for a result that depends on the machine.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (return)
    ;; In dead code, where nothing else needs vectors.
    (f32x4.relaxed_madd) (drop)))
