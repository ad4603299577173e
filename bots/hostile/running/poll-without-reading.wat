;; Asks for ever whether there is something to read, and never reads it.
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  ;; One subscription to stdin being readable: type 1 at 8, descriptor 0 at 16.
  (data (i32.const 1032) "\01")
  (func (export "_start")
    (loop $again
      (call $must (i32.eqz (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
