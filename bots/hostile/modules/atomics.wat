;; Uses atomic instructions on a memory that is not shared.
(module
  (memory (export "memory") 2)
  (func (export "_start") (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))))
