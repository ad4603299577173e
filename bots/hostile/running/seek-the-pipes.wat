;; Seeks in pipes, asks where it is, and for folders that it was never given.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $fd_prestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_tell" (func $fd_tell (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pread" (func $fd_pread (param i32 i32 i32 i64 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    ;; 70 is ESPIPE, 8 is EBADF.
    (call $must (i32.eq (i32.const 70) (call $fd_seek (i32.const 0) (i64.const 0x7fffffffffffffff) (i32.const 2) (i32.const 8))))
    (call $must (i32.eq (i32.const 70) (call $fd_tell (i32.const 1) (i32.const -1))))
    (call $must (i32.eq (i32.const 8) (call $fd_prestat_get (i32.const 3) (i32.const 8))))
    (call $must (i32.eq (i32.const 52) (call $fd_pread (i32.const 0) (i32.const 0) (i32.const 1) (i64.const 0) (i32.const 8))))
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
