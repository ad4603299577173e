;; Ends its process from far down its stack.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (func $deeper (param $depth i32)
    (if (i32.eqz (local.get $depth)) (then (call $proc_exit (i32.const 3))))
    (call $deeper (i32.sub (local.get $depth) (i32.const 1))))
  (func (export "_start") (call $deeper (i32.const 10000))))
