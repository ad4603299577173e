;; The 31st Fibonacci number, by definition: nothing but calls.
(func $fib (param $n i32) (result i64)
  (if (result i64) (i32.lt_u (local.get $n) (i32.const 2))
    (then (i64.extend_i32_u (local.get $n)))
    (else
      (i64.add
        (call $fib (i32.sub (local.get $n) (i32.const 1)))
        (call $fib (i32.sub (local.get $n) (i32.const 2)))))))

(func $work (result i64)
  (call $fib (i32.const 31)))
