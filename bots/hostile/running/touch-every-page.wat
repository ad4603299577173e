;; Touches each page of 16 MiB in turn, so that the host must find them.
(module
  (memory (export "memory") 256)
  (func (export "_start") (local $at i32)
    (loop $again
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 4096)) (i32.const 0xffffff)))
      (br $again))))
