;; Hides a type error behind an `unreachable`.
(module
  (memory (export "memory") 2)
  (func (export "_start") unreachable (i32.const 0) i64.eqz drop))
