;; Is in the middle of a host call that it cannot pay when the match ends.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (memory (export "memory") 256)
  (func (export "_start")
    (loop $again
      (drop (call $random_get (i32.const 1024) (i32.const 16000000)))
      (br $again))))
