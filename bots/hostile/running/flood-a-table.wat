;; Fills a table of 65,536 entries in a loop.
(module
  (memory (export "memory") 2)
  (table $t 65536 funcref)
  (elem declare func $f)
  (func $f)
  (func (export "_start")
    (loop $again
      (table.fill $t (i32.const 0) (ref.func $f) (i32.const 65536))
      (br $again))))
