;; Moves single table entries, each of which may be a call of the host.
(module
  (memory (export "memory") 2)
  (table $t 2 funcref)
  (elem declare func $f)
  (func $f)
  (func (export "_start")
    (table.set $t (i32.const 1) (ref.func $f))
    (loop $again
      (table.set $t (i32.const 0) (table.get $t (i32.const 1)))
      (br $again))))
