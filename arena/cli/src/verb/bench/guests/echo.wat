;; Reads whatever there is, up to 64 KB, and answers with a line of 1 KB.
(import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 2)

;; Two iovecs: 64 KB at 0x10000 to read into, and 1 KB at 0x400 to write.
(data (i32.const 0x00) "\00\00\01\00\00\00\01\00")
(data (i32.const 0x08) "\00\04\00\00\00\04\00\00")

(func (export "_start")
  (memory.fill (i32.const 0x400) (i32.const 0x20) (i32.const 0x3ff))
  (i32.store8 (i32.const 0x7ff) (i32.const 0x0a))
  (loop $line
    (drop (call $fd_read (i32.const 0) (i32.const 0x00) (i32.const 1) (i32.const 0x10)))
    (drop (call $fd_write (i32.const 1) (i32.const 0x08) (i32.const 1) (i32.const 0x14)))
    (br_if $line (i32.load (i32.const 0x10)))))
