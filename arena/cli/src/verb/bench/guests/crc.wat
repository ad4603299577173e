;; CRC-32 of a million bytes at 0x1000, with a table at 0x800: one long chain of loads and shifts.
(func $make_table (local $byte i32) (local $bit i32) (local $crc i32)
  (loop $bytes
    (local.set $crc (local.get $byte))
    (local.set $bit (i32.const 8))
    (loop $bits
      (local.set $crc
        (i32.xor
          (i32.shr_u (local.get $crc) (i32.const 1))
          (i32.and
            (i32.const 0xedb88320)
            (i32.sub (i32.const 0) (i32.and (local.get $crc) (i32.const 1))))))
      (local.set $bit (i32.sub (local.get $bit) (i32.const 1)))
      (br_if $bits (local.get $bit)))
    (i32.store offset=0x800 (i32.shl (local.get $byte) (i32.const 2)) (local.get $crc))
    (local.set $byte (i32.add (local.get $byte) (i32.const 1)))
    (br_if $bytes (i32.ne (local.get $byte) (i32.const 256)))))

(func $fill (local $i i32)
  (loop $next
    (i32.store8 offset=0x1000 (local.get $i) (i32.mul (local.get $i) (i32.const 31)))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.ne (local.get $i) (i32.const 1000000)))))

(func $work (result i64) (local $i i32) (local $crc i32)
  (call $make_table)
  (call $fill)
  (local.set $crc (i32.const -1))
  (loop $next
    (local.set $crc
      (i32.xor
        (i32.shr_u (local.get $crc) (i32.const 8))
        (i32.load offset=0x800
          (i32.shl
            (i32.and (i32.xor (local.get $crc) (i32.load8_u offset=0x1000 (local.get $i))) (i32.const 255))
            (i32.const 2)))))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.ne (local.get $i) (i32.const 1000000))))
  (i64.extend_i32_u (i32.xor (local.get $crc) (i32.const -1))))
