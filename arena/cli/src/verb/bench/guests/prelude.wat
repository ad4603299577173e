;; What the guests share. `_start` reads a line with a digit, does `$work` so many times, writes the sum of its results
;; as a line of 16 hexadecimal digits, and reads the next line. Memory below 0x100 is used here.
(import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 32)

;; Two iovecs: 32 bytes at 0x40 to read into, and 17 bytes at 0x80 to write.
(data (i32.const 0x00) "\40\00\00\00\20\00\00\00")
(data (i32.const 0x08) "\80\00\00\00\11\00\00\00")
(data (i32.const 0x20) "0123456789abcdef")
(data (i32.const 0x90) "\n")

(func $say (param $n i64) (local $i i32)
  (local.set $i (i32.const 16))
  (loop $digit
    (local.set $i (i32.sub (local.get $i) (i32.const 1)))
    (i32.store8 offset=0x80 (local.get $i)
      (i32.load8_u offset=0x20 (i32.and (i32.wrap_i64 (local.get $n)) (i32.const 15))))
    (local.set $n (i64.shr_u (local.get $n) (i64.const 4)))
    (br_if $digit (local.get $i)))
  (drop (call $fd_write (i32.const 1) (i32.const 0x08) (i32.const 1) (i32.const 0x18))))

(func (export "_start") (local $times i32) (local $sum i64)
  (loop $line
    (drop (call $fd_read (i32.const 0) (i32.const 0x00) (i32.const 1) (i32.const 0x18)))
    ;; No bytes are the end of the file.
    (if (i32.load (i32.const 0x18))
      (then
        (local.set $times (i32.sub (i32.load8_u (i32.const 0x40)) (i32.const 0x30)))
        (local.set $sum (i64.const 0))
        (loop $again
          (local.set $sum (i64.add (local.get $sum) (call $work)))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (br_if $again (local.get $times)))
        (call $say (local.get $sum))
        (br $line)))))
