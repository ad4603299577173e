;; The heart of every scripting language: a loop that fetches an instruction and branches on it. An instruction is four
;; bytes: what to do, and the numbers of three registers (or a small number, or a place to jump to). Registers lie at
;; 0x400. The program counts the steps of the Collatz sequences that begin at the numbers up to 4000.
(data (i32.const 0x200)
  "\01\03\01\00"  ;;  0: set  r3 = 1
  "\01\04\03\00"  ;;  1: set  r4 = 3
  "\01\02\00\00"  ;;  2: set  r2 = 0            the steps
  "\01\00\fa\00"  ;;  3: set  r0 = 250
  "\01\05\10\00"  ;;  4: set  r5 = 16
  "\03\00\00\05"  ;;  5: mul  r0 = r0 * r5      where a sequence begins
  "\02\01\00\07"  ;;  6: add  r1 = r0 + r7      r7 is 0
  "\07\05\01\03"  ;;  7: sub  r5 = r1 - r3
  "\06\05\0a\00"  ;;  8: jump to 10 if r5
  "\06\03\12\00"  ;;  9: jump to 18 if r3       always
  "\02\02\02\03"  ;; 10: add  r2 = r2 + r3
  "\05\05\01\03"  ;; 11: and  r5 = r1 & r3
  "\06\05\0f\00"  ;; 12: jump to 15 if r5
  "\04\01\01\03"  ;; 13: shr  r1 = r1 >> r3
  "\06\03\07\00"  ;; 14: jump to 7 if r3
  "\03\01\01\04"  ;; 15: mul  r1 = r1 * r4
  "\02\01\01\03"  ;; 16: add  r1 = r1 + r3
  "\06\03\07\00"  ;; 17: jump to 7 if r3
  "\07\00\00\03"  ;; 18: sub  r0 = r0 - r3
  "\06\00\06\00"  ;; 19: jump to 6 if r0
  "\00\00\00\00") ;; 20: halt

(func $work (result i64) (local $pc i32) (local $code i32) (local $a i32) (local $b i32) (local $c i32)
  (loop $next
    (local.set $code (i32.load offset=0x200 (i32.shl (local.get $pc) (i32.const 2))))
    (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
    ;; Where the registers lie: four times their numbers.
    (local.set $a (i32.and (i32.shr_u (local.get $code) (i32.const 6)) (i32.const 0x3fc)))
    (local.set $b (i32.and (i32.shr_u (local.get $code) (i32.const 14)) (i32.const 0x3fc)))
    (local.set $c (i32.and (i32.shr_u (local.get $code) (i32.const 22)) (i32.const 0x3fc)))
    (block $halt
      (block $sub
        (block $jump
          (block $and
            (block $shr
              (block $mul
                (block $add
                  (block $set
                    (br_table $halt $set $add $mul $shr $and $jump $sub (i32.and (local.get $code) (i32.const 7))))
                  (i32.store offset=0x400 (local.get $a) (i32.shr_u (local.get $b) (i32.const 2)))
                  (br $next))
                (i32.store offset=0x400 (local.get $a)
                  (i32.add (i32.load offset=0x400 (local.get $b)) (i32.load offset=0x400 (local.get $c))))
                (br $next))
              (i32.store offset=0x400 (local.get $a)
                (i32.mul (i32.load offset=0x400 (local.get $b)) (i32.load offset=0x400 (local.get $c))))
              (br $next))
            (i32.store offset=0x400 (local.get $a)
              (i32.shr_u (i32.load offset=0x400 (local.get $b)) (i32.load offset=0x400 (local.get $c))))
            (br $next))
          (i32.store offset=0x400 (local.get $a)
            (i32.and (i32.load offset=0x400 (local.get $b)) (i32.load offset=0x400 (local.get $c))))
          (br $next))
        (if (i32.load offset=0x400 (local.get $a))
          (then (local.set $pc (i32.shr_u (local.get $b) (i32.const 2)))))
        (br $next))
      (i32.store offset=0x400 (local.get $a)
        (i32.sub (i32.load offset=0x400 (local.get $b)) (i32.load offset=0x400 (local.get $c))))
      (br $next)))
  (i64.load32_u (i32.const 0x408)))
