;; Keeps its input waiting for the whole match while it counts.
(module
  (memory (export "memory") 2)
  (global $n (mut i64) (i64.const 0))
  (func (export "_start")
    (loop $again (global.set $n (i64.add (global.get $n) (i64.const 1))) (br $again))))
