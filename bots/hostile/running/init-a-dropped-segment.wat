;; Initialises memory from a segment that it has dropped.
(module
  (memory (export "memory") 2)
  (data $d "gone")
  (func (export "_start")
    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 4))
    (data.drop $d)
    ;; Nothing of nothing is allowed.
    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))
    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))))
