;; Names `_start` itself as its start section, so that it runs twice.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (global $runs (mut i32) (i32.const 0))
  (start $start)
  (func $start (export "_start")
    (global.set $runs (i32.add (global.get $runs) (i32.const 1)))
    (if (i32.eq (global.get $runs) (i32.const 2))
      (then (call $proc_exit (global.get $runs))))))
