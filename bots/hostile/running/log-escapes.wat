;; Logs what would take over a terminal: NUL, ANSI escapes, bidi marks, invalid UTF-8.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "\00\1b[2J\1b]0;owned\07\e2\80\ae\c2\9b31m\ff\fe\r\0a\08\7f")
  (func (export "_start")
    (loop $again
      (call $log (i32.const 1024) (i32.const 32))
      (br_if $again (call $wait))))
  ;; Reads what there is, or ends the turn; 0 at the end of the input.
  (func $wait (result i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.load (i32.const 8)))
  (func $log (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))))
