;; Chooses between references, floats and integers without a branch.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $i i32) (local $r funcref) (local $x f64)
    (loop $again
      (local.set $r (select (result funcref) (local.get $r) (ref.null func) (local.get $i)))
      (local.set $x (select (local.get $x) (f64.const 1) (local.get $i)))
      (local.set $i (select (i32.const 0) (i32.const 1) (local.get $i)))
      (br $again))))
