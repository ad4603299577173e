;; Chases addresses in a short function that it calls through a table, which is charged to nobody.
(module
  (memory (export "memory") 256)
  (type $chase (func (param i32) (result i32)))
  (table 1 funcref)
  (elem (i32.const 0) $two)
  (func $two (type $chase) (i32.load (i32.load (local.get 0))))
  (func (export "_start") (local $at i32) (local $i i32)
    ;; A full cycle over 2^18 lines of 64 bytes: x -> 5 x + 12345 has no shorter one.
    (loop $build
      (i32.store
        (i32.shl (local.get $i) (i32.const 6))
        (i32.shl
          (i32.and
            (i32.add (i32.mul (local.get $i) (i32.const 5)) (i32.const 12345))
            (i32.const 0x3ffff))
          (i32.const 6)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $build (i32.lt_u (local.get $i) (i32.const 0x40000))))
    (loop $again
      (local.set $at (call_indirect (type $chase) (local.get $at) (i32.const 0)))
      (br $again))))
