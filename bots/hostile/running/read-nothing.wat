;; Reads into no room, as often as it can, without ever waiting.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      (i32.store (i32.const 0) (i32.const 1024))
      (i32.store (i32.const 4) (i32.const 0))
      (call $must (i32.eqz (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))))
      (call $must (i32.eqz (i32.load (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
