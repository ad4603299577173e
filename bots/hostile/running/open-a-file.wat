;; Opens files outside of a folder that it does not have.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_unlink_file" (func $path_unlink_file (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "../../../../etc/passwd")
  (func $try (param $fd i32)
    ;; 52 is ENOSYS.
    (call $must (i32.eq (i32.const 52) (call $path_open
      (local.get $fd) (i32.const 1) (i32.const 1024) (i32.const 22) (i32.const 9)
      (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 8)))))
  (func (export "_start")
    (call $try (i32.const 0)) (call $try (i32.const 3)) (call $try (i32.const -1))
    (call $must (i32.eq (i32.const 52) (call $path_unlink_file (i32.const 3) (i32.const 1024) (i32.const 22))))
    (call $must (i32.eq (i32.const 52) (call $fd_readdir (i32.const 3) (i32.const 0) (i32.const 64) (i64.const 0) (i32.const 8))))
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
