;; Asks about its pipes and has the answer written past the end of memory.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_get" (func $fd_filestat_get (param i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    ;; 21 is EFAULT.
    (call $must (i32.eq (i32.const 21) (call $fd_fdstat_get (i32.const 0) (i32.const 131060))))
    (call $must (i32.eq (i32.const 21) (call $fd_filestat_get (i32.const 1) (i32.const -1))))
    (call $must (i32.eq (i32.const 21) (call $args_sizes_get (i32.const -1) (i32.const 8))))
    (call $must (i32.eq (i32.const 21) (call $args_get (i32.const 8) (i32.const 131071))))
    (call $must (i32.eq (i32.const 21) (call $environ_sizes_get (i32.const 8) (i32.const -2))))
    (call $must (i32.eq (i32.const 21) (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 131068))))
    (call $play_on))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable))))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8)))
  ;; Behaves from here on: reads every line to the end of the input.
  (func $play_on
    (loop $again (br_if $again (call $wait)))))
