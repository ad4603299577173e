;; Lists the same megabyte 1024 times in one call, a gigabyte in all.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 256)
  (func (export "_start") (local $i i32)
    (loop $list
      (i32.store offset=4096 (i32.shl (local.get $i) (i32.const 3)) (i32.const 65536))
      (i32.store offset=4100 (i32.shl (local.get $i) (i32.const 3)) (i32.const 1048576))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $list (i32.lt_u (local.get $i) (i32.const 1024))))
    (loop $again
      (call $must (i32.eqz (call $fd_write (i32.const 1) (i32.const 4096) (i32.const 1024) (i32.const 8))))
      ;; A call takes a megabyte at most, as a pipe may.
      (call $must (i32.le_u (i32.load (i32.const 8)) (i32.const 1048576)))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
