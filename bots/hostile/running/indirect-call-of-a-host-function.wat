;; Reaches host functions through a table, `fd_write` with nonsense and `proc_exit` last.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (type $io (func (param i32 i32 i32 i32) (result i32)))
  (type $exit (func (param i32)))
  (table 2 funcref)
  (elem (i32.const 0) $fd_write $proc_exit)
  (func (export "_start")
    ;; 8 is EBADF.
    (call $must (i32.eq (i32.const 8) (call_indirect (type $io)
      (i32.const -1) (i32.const -1) (i32.const -1) (i32.const -1) (i32.const 0))))
    (call_indirect (type $exit) (i32.const 77) (i32.const 1)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
