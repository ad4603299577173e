;; Hands over 1024 subscriptions at a time, and answers over questions.
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $again
      ;; 28 is EINVAL: none, and more than the host takes.
      (call $must (i32.eq (i32.const 28) (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 0) (i32.const 8))))
      (call $must (i32.eq (i32.const 28) (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const -1) (i32.const 8))))
      ;; 1024 questions of zeros are all about clock 0; the answers overwrite them.
      (memory.fill (i32.const 1024) (i32.const 0) (i32.const 60000))
      (call $must (i32.eqz (call $poll_oneoff (i32.const 1024) (i32.const 1024) (i32.const 1024) (i32.const 8))))
      (br $again)))
  (func $must (param $holds i32)
    (if (i32.eqz (local.get $holds)) (then (unreachable)))))
