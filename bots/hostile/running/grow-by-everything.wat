;; Asks for 65,535 pages again and again.
(module
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      (call $must (i32.eq (memory.grow (i32.const 65535)) (i32.const -1)))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
