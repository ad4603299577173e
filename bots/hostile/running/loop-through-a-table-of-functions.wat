;; Goes round by functions that call each other through a table.
(module
  (memory (export "memory") 2)
  (type $step (func))
  (table 2 funcref)
  (elem (i32.const 0) $even $odd)
  (global $at (mut i32) (i32.const 0))
  (func $even (global.set $at (i32.const 1)))
  (func $odd (global.set $at (i32.const 0)))
  (func (export "_start")
    (loop $again
      (call_indirect (type $step) (global.get $at))
      (br $again))))
