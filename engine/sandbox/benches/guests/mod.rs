//! Small guests that stand for what bots spend their time on. Each exports `run: [i32] -> [i64]`.

/// A guest, and how large an argument makes it run for about half a millisecond: short enough that in
/// some round nothing disturbs it.
pub(crate) struct Source {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static str,
    pub(crate) size: i32,
}

pub(crate) const GUESTS: &[Source] = &[
    Source { name: "fib", fields: FIB, size: 20 },
    Source { name: "sieve", fields: SIEVE, size: 20_000 },
    Source { name: "matmul", fields: MATMUL, size: 40 },
    Source { name: "sort", fields: SORT, size: 4_000 },
    Source { name: "interpreter", fields: INTERPRETER, size: 20_000 },
    Source { name: "nbody", fields: NBODY, size: 8_000 },
    Source { name: "hash", fields: HASH, size: 100_000 },
    Source { name: "scan", fields: SCAN, size: 8 },
];

/// Nothing but calls.
const FIB: &str = r#"
(func $fib (param $n i32) (result i64)
  (if (result i64) (i32.lt_u (local.get $n) (i32.const 2))
    (then (i64.extend_i32_u (local.get $n)))
    (else (i64.add (call $fib (i32.sub (local.get $n) (i32.const 1)))
                   (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
(func (export "run") (param $n i32) (result i64) (call $fib (local.get $n)))"#;

/// Tight loops over bytes.
const SIEVE: &str = r#"
(func (export "run") (param $n i32) (result i64) (local $i i32) (local $j i32) (local $count i64)
  (local.set $i (i32.const 0))
  (loop $clear
    (i32.store8 (local.get $i) (i32.const 0))
    (br_if $clear (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (local.set $i (i32.const 2))
  (loop $outer
    (if (i32.eqz (i32.load8_u (local.get $i)))
      (then
        (local.set $count (i64.add (local.get $count) (i64.const 1)))
        (local.set $j (i32.shl (local.get $i) (i32.const 1)))
        (block $done
          (loop $strike
            (br_if $done (i32.ge_u (local.get $j) (local.get $n)))
            (i32.store8 (local.get $j) (i32.const 1))
            (local.set $j (i32.add (local.get $j) (local.get $i)))
            (br $strike)))))
    (br_if $outer (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (local.get $count))"#;

/// Float arithmetic in a short inner loop.
const MATMUL: &str = r#"
(func $at (param $base i32) (param $n i32) (param $i i32) (param $j i32) (result i32)
  (i32.add (local.get $base) (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n)) (local.get $j)) (i32.const 3))))
(func (export "run") (param $n i32) (result i64)
  (local $i i32) (local $j i32) (local $k i32) (local $sum f64) (local $a i32) (local $b i32) (local $c i32) (local $row i32)
  (local.set $row (i32.shl (local.get $n) (i32.const 3)))
  (local.set $b (i32.mul (local.get $row) (local.get $n)))
  (local.set $c (i32.shl (local.get $b) (i32.const 1)))
  (local.set $i (i32.const 0))
  (loop $fill
    (f64.store (i32.shl (local.get $i) (i32.const 3)) (f64.convert_i32_u (i32.rem_u (local.get $i) (i32.const 13))))
    (f64.store (i32.add (local.get $b) (i32.shl (local.get $i) (i32.const 3))) (f64.convert_i32_u (i32.rem_u (local.get $i) (i32.const 7))))
    (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.mul (local.get $n) (local.get $n)))))
  (local.set $i (i32.const 0))
  (loop $rows
    (local.set $j (i32.const 0))
    (loop $columns
      (local.set $sum (f64.const 0))
      (local.set $a (i32.mul (local.get $i) (local.get $row)))
      (local.set $k (i32.add (local.get $b) (i32.shl (local.get $j) (i32.const 3))))
      (loop $dot
        (local.set $sum (f64.add (local.get $sum) (f64.mul (f64.load (local.get $a)) (f64.load (local.get $k)))))
        (local.set $k (i32.add (local.get $k) (local.get $row)))
        (br_if $dot (i32.ne (local.tee $a (i32.add (local.get $a) (i32.const 8)))
                            (i32.mul (i32.add (local.get $i) (i32.const 1)) (local.get $row)))))
      (f64.store (call $at (local.get $c) (local.get $n) (local.get $i) (local.get $j)) (local.get $sum))
      (br_if $columns (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
    (br_if $rows (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (i64.reinterpret_f64 (local.get $sum)))
(memory (export "memory") 64)"#;

/// Branches and recursion: quicksort of pseudo-random numbers.
const SORT: &str = r#"
(func $sort (param $low i32) (param $high i32) (local $i i32) (local $j i32) (local $pivot i32) (local $swap i32)
  (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
  (local.set $pivot (i32.load (i32.and (i32.shr_u (i32.add (local.get $low) (local.get $high)) (i32.const 1)) (i32.const -4))))
  (local.set $i (local.get $low))
  (local.set $j (local.get $high))
  (block $split
    (loop $again
      (loop $up
        (if (i32.lt_u (i32.load (local.get $i)) (local.get $pivot))
          (then (local.set $i (i32.add (local.get $i) (i32.const 4))) (br $up))))
      (loop $down
        (if (i32.gt_u (i32.load (local.get $j)) (local.get $pivot))
          (then (local.set $j (i32.sub (local.get $j) (i32.const 4))) (br $down))))
      (br_if $split (i32.gt_s (local.get $i) (local.get $j)))
      (local.set $swap (i32.load (local.get $i)))
      (i32.store (local.get $i) (i32.load (local.get $j)))
      (i32.store (local.get $j) (local.get $swap))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (local.set $j (i32.sub (local.get $j) (i32.const 4)))
      (br_if $again (i32.le_s (local.get $i) (local.get $j)))))
  (call $sort (local.get $low) (local.get $j))
  (call $sort (local.get $i) (local.get $high)))
(func (export "run") (param $n i32) (result i64) (local $i i32) (local $x i32)
  (local.set $x (i32.const 12345))
  (loop $fill
    (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.store (i32.shl (local.get $i) (i32.const 2)) (i32.shr_u (local.get $x) (i32.const 8)))
    (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (call $sort (i32.const 0) (i32.shl (i32.sub (local.get $n) (i32.const 1)) (i32.const 2)))
  (i64.load32_u (i32.shl (i32.div_u (local.get $n) (i32.const 2)) (i32.const 2))))
(memory (export "memory") 4)"#;

/// The heart of every scripting language: a table-driven loop over instructions.
const INTERPRETER: &str = r#"
(data (i32.const 0) "\00\01\02\03\01\04\02\00\05\01\03\06\07")
(func $mix (param $x i64) (result i64) (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
(func (export "run") (param $n i32) (result i64) (local $pc i32) (local $acc i64) (local $x i64)
  (local.set $x (i64.const 88172645463325252))
  (loop $next
    (block $halt (block $op6 (block $op5 (block $op4 (block $op3 (block $op2 (block $op1 (block $op0
      (br_table $op0 $op1 $op2 $op3 $op4 $op5 $op6 $halt (i32.load8_u (local.get $pc))))
      (local.set $acc (i64.add (local.get $acc) (local.get $x))) (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (local.set $x (i64.mul (local.get $x) (i64.const 6364136223846793005))) (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (local.set $acc (call $mix (local.get $acc))) (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (i64.store (i32.const 64) (local.get $acc)) (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (local.set $x (i64.add (i64.load (i32.const 64)) (i64.const 1442695040888963407))) (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (if (i64.lt_s (local.get $acc) (i64.const 0)) (then (local.set $acc (i64.sub (i64.const 0) (local.get $acc)))))
      (local.set $pc (i32.add (local.get $pc) (i32.const 1))) (br $next))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (local.set $pc (select (i32.const 0) (i32.const 12) (i32.gt_s (local.get $n) (i32.const 0)))) (br $next)))
  (local.get $acc))"#;

/// Float arithmetic with square roots, state in memory: three bodies.
const NBODY: &str = r#"
(data (i32.const 0) "\00\00\00\00\00\00\f0\3f")
(func $pull (param $a i32) (param $b i32) (local $dx f64) (local $dy f64) (local $d f64) (local $m f64)
  (local.set $dx (f64.sub (f64.load (local.get $a)) (f64.load (local.get $b))))
  (local.set $dy (f64.sub (f64.load offset=8 (local.get $a)) (f64.load offset=8 (local.get $b))))
  (local.set $d (f64.add (f64.add (f64.mul (local.get $dx) (local.get $dx)) (f64.mul (local.get $dy) (local.get $dy))) (f64.const 0.01)))
  (local.set $m (f64.div (f64.const 0.001) (f64.mul (local.get $d) (f64.sqrt (local.get $d)))))
  (f64.store offset=16 (local.get $a) (f64.sub (f64.load offset=16 (local.get $a)) (f64.mul (local.get $dx) (local.get $m))))
  (f64.store offset=24 (local.get $a) (f64.sub (f64.load offset=24 (local.get $a)) (f64.mul (local.get $dy) (local.get $m))))
  (f64.store offset=16 (local.get $b) (f64.add (f64.load offset=16 (local.get $b)) (f64.mul (local.get $dx) (local.get $m))))
  (f64.store offset=24 (local.get $b) (f64.add (f64.load offset=24 (local.get $b)) (f64.mul (local.get $dy) (local.get $m)))))
(func $move (param $a i32)
  (f64.store (local.get $a) (f64.add (f64.load (local.get $a)) (f64.mul (f64.load offset=16 (local.get $a)) (f64.const 0.01))))
  (f64.store offset=8 (local.get $a) (f64.add (f64.load offset=8 (local.get $a)) (f64.mul (f64.load offset=24 (local.get $a)) (f64.const 0.01)))))
(func (export "run") (param $n i32) (result i64)
  (f64.store (i32.const 0) (f64.const 1)) (f64.store (i32.const 8) (f64.const 0))
  (f64.store (i32.const 32) (f64.const -1)) (f64.store (i32.const 40) (f64.const 0.5))
  (f64.store (i32.const 64) (f64.const 0)) (f64.store (i32.const 72) (f64.const -1))
  (loop $step
    (call $pull (i32.const 0) (i32.const 32)) (call $pull (i32.const 0) (i32.const 64)) (call $pull (i32.const 32) (i32.const 64))
    (call $move (i32.const 0)) (call $move (i32.const 32)) (call $move (i32.const 64))
    (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (i64.reinterpret_f64 (f64.load (i32.const 0))))"#;

/// Integer arithmetic in one straight loop: FNV and a finaliser.
const HASH: &str = r#"
(func (export "run") (param $n i32) (result i64) (local $h i64) (local $i i32)
  (local.set $h (i64.const -3750763034362895579))
  (loop $byte
    (local.set $h (i64.mul (i64.xor (local.get $h) (i64.load8_u (i32.and (local.get $i) (i32.const 65535)))) (i64.const 1099511628211)))
    (local.set $h (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))))
    (i64.store8 (i32.and (i32.add (local.get $i) (i32.const 7)) (i32.const 65535)) (local.get $h))
    (br_if $byte (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (local.get $h))"#;

/// What parsing JSON looks like: one pass over bytes with many branches and small calls through a table.
const SCAN: &str = r#"
(type $step (func (param i64 i32) (result i64)))
(table funcref (elem $digit $space $other))
(func $digit (type $step) (i64.add (i64.mul (local.get 0) (i64.const 10)) (i64.extend_i32_u (local.get 1))))
(func $space (type $step) (local.get 0))
(func $other (type $step) (i64.xor (i64.rotl (local.get 0) (i64.const 5)) (i64.extend_i32_u (local.get 1))))
(func $pass (param $length i32) (result i64) (local $at i32) (local $c i32) (local $value i64) (local $depth i32)
  (loop $byte
    (local.set $c (i32.load8_u (local.get $at)))
    (block $done
      (if (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10))
        (then (local.set $value (call_indirect (type $step) (local.get $value) (i32.sub (local.get $c) (i32.const 48)) (i32.const 0))) (br $done)))
      (if (i32.eq (local.get $c) (i32.const 32))
        (then (local.set $value (call_indirect (type $step) (local.get $value) (local.get $c) (i32.const 1))) (br $done)))
      (if (i32.eq (local.get $c) (i32.const 91)) (then (local.set $depth (i32.add (local.get $depth) (i32.const 1))) (br $done)))
      (if (i32.eq (local.get $c) (i32.const 93)) (then (local.set $depth (i32.sub (local.get $depth) (i32.const 1))) (br $done)))
      (local.set $value (call_indirect (type $step) (local.get $value) (local.get $c) (i32.const 2))))
    (br_if $byte (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $length))))
  (i64.add (local.get $value) (i64.extend_i32_s (local.get $depth))))
(func (export "run") (param $n i32) (result i64) (local $i i32) (local $sum i64)
  (loop $fill
    (i32.store8 (local.get $i) (i32.add (i32.const 32) (i32.rem_u (i32.mul (local.get $i) (i32.const 31)) (i32.const 64))))
    (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8192))))
  (loop $again
    (local.set $sum (i64.add (local.get $sum) (call $pass (i32.const 8192))))
    (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (local.get $sum))"#;
