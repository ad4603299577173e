;; Initialises memory from an active segment, which was used up at the start.
(module
  (memory (export "memory") 2)
  (data $d (i32.const 1024) "used")
  (func (export "_start") (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))))
