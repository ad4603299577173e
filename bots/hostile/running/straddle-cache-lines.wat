;; Loads and stores across page ends, which takes a processor longer.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      (i64.store (i32.const 4092) (i64.add (i64.load (i32.const 4092)) (i64.const 1)))
      (i64.store (i32.const 65532) (i64.add (i64.load (i32.const 65532)) (i64.const 1)))
      (br $again))))
