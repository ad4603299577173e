//! A bot in a few instructions: it answers every line with the same text, and logs the same text.

/// Its module. After `turns` answers it does `end`, which is WebAssembly text.
pub(crate) fn talker(answer: &str, log: &str, turns: u32, end: &str) -> Vec<u8> {
    let data = |text: &str| text.bytes().map(|byte| format!("\\{byte:02x}")).collect::<String>();
    let (answer_length, log_length) = (answer.len(), log.len());
    let text = format!(
        r#"(module
        (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 4)
        (data (i32.const 1024) "{}")
        (data (i32.const 8192) "{}")
        (global $turns (mut i32) (i32.const 0))
        (func $say (param $to i32) (param $at i32) (param $length i32)
            (i32.store (i32.const 0) (local.get $at))
            (i32.store (i32.const 4) (local.get $length))
            (drop (call $write (local.get $to) (i32.const 0) (i32.const 1) (i32.const 8))))
        (func (export "_start") (local $last i32)
            (loop $again
                (i32.store (i32.const 0) (i32.const 65536))
                (i32.store (i32.const 4) (i32.const 65536))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (if (i32.eqz (i32.load (i32.const 8))) (then (return)))
                ;; A line may come in pieces: only its end is answered.
                (local.set $last (i32.load8_u (i32.add (i32.const 65535) (i32.load (i32.const 8)))))
                (br_if $again (i32.ne (local.get $last) (i32.const 10)))
                (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
                (if (i32.gt_u (global.get $turns) (i32.const {turns})) (then {end}))
                ;; The start line takes no orders.
                (if (i32.gt_u (global.get $turns) (i32.const 1))
                    (then (call $say (i32.const 1) (i32.const 1024) (i32.const {answer_length}))))
                (call $say (i32.const 2) (i32.const 8192) (i32.const {log_length}))
                (br $again))))"#,
        data(answer),
        data(log),
    );
    wat::parse_str(text).unwrap()
}
