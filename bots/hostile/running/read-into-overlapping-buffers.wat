;; Reads into a thousand buffers that all are the same byte.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start") (local $i i32)
    (loop $list
      (i32.store offset=4096 (i32.shl (local.get $i) (i32.const 3)) (i32.const 512))
      (i32.store offset=4100 (i32.shl (local.get $i) (i32.const 3)) (i32.const 1))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $list (i32.lt_u (local.get $i) (i32.const 1024))))
    (loop $again
      (call $must (i32.eqz (call $fd_read (i32.const 0) (i32.const 4096) (i32.const 1024) (i32.const 8))))
      (br_if $again (i32.load (i32.const 8)))))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
