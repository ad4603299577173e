;; Waits for a clock that will not get there in a hundred years.
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  ;; One subscription: clock 1 at 16, timeout at 24.
  (data (i32.const 1040) "\01\00\00\00\00\00\00\00\00\00\b9\cd\5f\68\cd\2b")
  (func (export "_start")
    (loop $again
      (call $must (i32.eqz (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 8))))
      (call $must (i32.eq (i32.load (i32.const 8)) (i32.const 1)))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
