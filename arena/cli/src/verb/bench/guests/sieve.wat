;; Primes below 1,500,000, by the sieve of Eratosthenes: tight loops over bytes. A byte at 0x1000 + n is 1 if n is crossed out.
(func $work (result i64) (local $n i32) (local $multiple i32) (local $count i64)
  (memory.fill (i32.const 0x1000) (i32.const 0) (i32.const 1500000))
  (local.set $n (i32.const 2))
  (loop $next
    (if (i32.eqz (i32.load8_u offset=0x1000 (local.get $n)))
      (then
        (local.set $count (i64.add (local.get $count) (i64.const 1)))
        (local.set $multiple (i32.shl (local.get $n) (i32.const 1)))
        (block $crossed
          (loop $cross
            (br_if $crossed (i32.ge_u (local.get $multiple) (i32.const 1500000)))
            (i32.store8 offset=0x1000 (local.get $multiple) (i32.const 1))
            (local.set $multiple (i32.add (local.get $multiple) (local.get $n)))
            (br $cross)))))
    (local.set $n (i32.add (local.get $n) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $n) (i32.const 1500000))))
  (local.get $count))
