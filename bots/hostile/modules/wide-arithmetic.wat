;; Adds numbers of 128 bits.
(module
  (memory (export "memory") 2)
  (func (export "_start") (drop (drop (i64.add128 (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4))))))
