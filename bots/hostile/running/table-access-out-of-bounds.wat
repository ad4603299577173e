;; Reads the table entry after the last.
(module
  (memory (export "memory") 2)
  (table $t 2 funcref)
  (func (export "_start") (drop (table.get $t (i32.const 2)))))
