;; Closes all three pipes and goes on as if nothing had happened.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (call $must (i32.eqz (call $fd_close (i32.const 0))))
    (call $must (i32.eqz (call $fd_close (i32.const 1))))
    (call $must (i32.eqz (call $fd_close (i32.const 2))))
    ;; 8 is EBADF.
    (call $must (i32.eq (i32.const 8) (call $fd_close (i32.const 0))))
    (loop $again
      (call $must (i32.eq (i32.const 8) (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))))
      (call $must (i32.eq (i32.const 8) (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
