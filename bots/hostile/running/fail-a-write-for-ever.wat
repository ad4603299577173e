;; Has a write with a thousand buffers fail at the last one, as often as it can.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (i32.store (i32.const 12280) (i32.const -1))
    (i32.store (i32.const 12284) (i32.const 1))
    (loop $again
      ;; 21 is EFAULT.
      (call $must (i32.eq (i32.const 21) (call $fd_write (i32.const 1) (i32.const 4096) (i32.const 1024) (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
