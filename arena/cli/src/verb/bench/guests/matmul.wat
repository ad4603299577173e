;; The product of two matrices of 200 x 200 floats: a short inner loop. They lie at 0x1000, 0x50000 and 0xa0000, row by
;; row, 1600 bytes a row. The result is the sum of the product's diagonal.
(func $fill (local $i i32)
  (loop $next
    (f64.store offset=0x1000 (i32.shl (local.get $i) (i32.const 3))
      (f64.convert_i32_u (i32.rem_u (local.get $i) (i32.const 13))))
    (f64.store offset=0x50000 (i32.shl (local.get $i) (i32.const 3))
      (f64.convert_i32_u (i32.rem_u (local.get $i) (i32.const 7))))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 40000)))))

;; A row, given by its place in the first matrix, times a column, given by its place in a row.
(func $dot (param $a i32) (param $b i32) (result f64) (local $end i32) (local $sum f64)
  (local.set $end (i32.add (local.get $a) (i32.const 1600)))
  (loop $next
    (local.set $sum
      (f64.add (local.get $sum)
        (f64.mul (f64.load offset=0x1000 (local.get $a)) (f64.load offset=0x50000 (local.get $b)))))
    (local.set $a (i32.add (local.get $a) (i32.const 8)))
    (local.set $b (i32.add (local.get $b) (i32.const 1600)))
    (br_if $next (i32.ne (local.get $a) (local.get $end))))
  (local.get $sum))

(func $work (result i64) (local $row i32) (local $column i32) (local $trace f64)
  (call $fill)
  (loop $rows
    (local.set $column (i32.const 0))
    (loop $columns
      (f64.store offset=0xa0000 (i32.add (local.get $row) (local.get $column))
        (call $dot (local.get $row) (local.get $column)))
      (local.set $column (i32.add (local.get $column) (i32.const 8)))
      (br_if $columns (i32.ne (local.get $column) (i32.const 1600))))
    (local.set $row (i32.add (local.get $row) (i32.const 1600)))
    (br_if $rows (i32.ne (local.get $row) (i32.const 320000))))
  ;; From one place of the diagonal to the next are a row and a column.
  (local.set $row (i32.const 0))
  (loop $next
    (local.set $trace (f64.add (local.get $trace) (f64.load offset=0xa0000 (local.get $row))))
    (local.set $row (i32.add (local.get $row) (i32.const 1608)))
    (br_if $next (i32.lt_u (local.get $row) (i32.const 320000))))
  (i64.trunc_f64_u (local.get $trace)))
