;; Recurses through three functions of different sizes.
(module
  (memory (export "memory") 2)
  (func $a (param i32) (result i32) (i32.add (call $b (local.get 0) (i64.const 1)) (i32.const 1)))
  (func $b (param i32 i64) (result i32) (local f64 f64 f64) (i32.add (call $c (f32.const 0) (local.get 0)) (i32.const 1)))
  (func $c (param f32 i32) (result i32) (i32.add (call $a (local.get 1)) (i32.const 1)))
  (func (export "_start") (drop (call $a (i32.const 0)))))
