;; Ends its process in its start section.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (start $leave)
  (func $leave (call $proc_exit (i32.const 7)))
  (func (export "_start") (unreachable)))
