;; Has its input written over the list of buffers that says where it goes.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      ;; Four buffers: the first is the list itself.
      (i32.store (i32.const 16) (i32.const 16)) (i32.store (i32.const 20) (i32.const 32))
      (i32.store (i32.const 24) (i32.const 512)) (i32.store (i32.const 28) (i32.const 64))
      (i32.store (i32.const 32) (i32.const 16)) (i32.store (i32.const 36) (i32.const 32))
      (i32.store (i32.const 40) (i32.const 65536)) (i32.store (i32.const 44) (i32.const 65536))
      (call $must (i32.eqz (call $fd_read (i32.const 0) (i32.const 16) (i32.const 4) (i32.const 8))))
      (br_if $again (i32.load (i32.const 8)))))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
