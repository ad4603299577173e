;; Asks for lengths whose price would overflow or be negative, and saves up for years.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (call $must (i32.eq (memory.grow (i32.const 0x7fffffff)) (i32.const -1)))
    (call $must (i32.eq (memory.grow (i32.const 0x80000000)) (i32.const -1)))
    (memory.copy (i32.const 0) (i32.const 0) (i32.const 0x80000000)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
