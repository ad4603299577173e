;; Sorts 100,000 numbers at 0x1000: branches that cannot be guessed, and recursion. The result is the middle number.
(func $fill (local $i i32) (local $x i32)
  (local.set $x (i32.const 12345))
  (loop $next
    (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.store offset=0x1000 (i32.shl (local.get $i) (i32.const 2)) (i32.shr_u (local.get $x) (i32.const 8)))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 100000)))))

;; Sorts what lies from one place to another, both included, places being multiples of 4.
(func $sort (param $low i32) (param $high i32) (local $i i32) (local $j i32) (local $pivot i32) (local $swap i32)
  (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
  (local.set $pivot
    (i32.load offset=0x1000
      (i32.and (i32.shr_u (i32.add (local.get $low) (local.get $high)) (i32.const 1)) (i32.const -4))))
  (local.set $i (local.get $low))
  (local.set $j (local.get $high))
  (loop $split
    (loop $up
      (if (i32.lt_u (i32.load offset=0x1000 (local.get $i)) (local.get $pivot))
        (then (local.set $i (i32.add (local.get $i) (i32.const 4))) (br $up))))
    (loop $down
      (if (i32.gt_u (i32.load offset=0x1000 (local.get $j)) (local.get $pivot))
        (then (local.set $j (i32.sub (local.get $j) (i32.const 4))) (br $down))))
    (if (i32.le_s (local.get $i) (local.get $j))
      (then
        (local.set $swap (i32.load offset=0x1000 (local.get $i)))
        (i32.store offset=0x1000 (local.get $i) (i32.load offset=0x1000 (local.get $j)))
        (i32.store offset=0x1000 (local.get $j) (local.get $swap))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (local.set $j (i32.sub (local.get $j) (i32.const 4)))
        (br_if $split (i32.le_s (local.get $i) (local.get $j))))))
  (call $sort (local.get $low) (local.get $j))
  (call $sort (local.get $i) (local.get $high)))

(func $work (result i64)
  (call $fill)
  (call $sort (i32.const 0) (i32.const 399996))
  (i64.load32_u offset=0x1000 (i32.const 200000)))
