//! Modules that are admitted, small and with a bit of everything: what damage is done to.

use std::sync::OnceLock;

/// A bot that reads and writes, with a table, globals, segments of both kinds, a start function and a name section.
const BUSY: &str = r#"(module $busy
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (type $binary (func (param i32 i32) (result i32)))
    (memory (export "memory") 1 4)
    (table $ops 3 10 funcref)
    (global $count (mut i64) (i64.const -1))
    (global $base i32 (i32.const 0x1000))
    (elem (i32.const 0) $add $div)
    (elem $passive func $add)
    (elem declare func $div)
    (data (i32.const 0) "\10\00\00\00\00\10\00\00")
    (data $later "hello")
    (start $init)
    (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
    (func $div (type $binary) (i32.div_s (local.get 0) (local.get 1)))
    (func $init (global.set $count (i64.const 0)) (memory.init $later (i32.const 64) (i32.const 0) (i32.const 5)))
    (func $mean (param f64 f32) (result f64) (local i32 i64)
        (f64.div (f64.add (local.get 0) (f64.promote_f32 (local.get 1))) (f64.const 2)))
    (func $pick (param $n i32) (result i32)
        (block $c (block $b (block $a (br_table $a $b $c (local.get $n))) (return (i32.const 1))) (return (i32.const 2)))
        (call_indirect $ops (type $binary) (local.get $n) (i32.const 2) (i32.rem_u (local.get $n) (i32.const 2))))
    (func $two (result i32 i64) (i32.const 1) (global.get $count))
    (func (export "_start") (local $i i32)
        (drop (call $mean (f64.const nan) (f32.const 1.5)))
        (loop $again
            (i32.store (i32.const 4) (i32.const 4096))
            (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            (if (i32.eqz (i32.load (i32.const 8))) (then (call $exit (i32.const 3))))
            (i32.store (i32.const 4) (i32.load (i32.const 8)))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (local.set $i (i32.add (local.get $i) (call $pick (local.get $i))))
            (memory.fill (i32.const 0x8000) (local.get $i) (i32.const 100))
            (drop (memory.grow (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (i32.const 1000))))))"#;

/// The smallest module that is a bot.
const BARE: &str = r#"(module (memory (export "memory") 1) (func (export "_start")))"#;

/// Sources of the modules.
const SOURCES: [&str; 2] = [BUSY, BARE];

/// The modules, as bytes.
pub(crate) fn modules() -> &'static [Vec<u8>] {
    static ALL: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    ALL.get_or_init(|| SOURCES.iter().map(|source| wat::parse_str(source).unwrap()).collect())
}
