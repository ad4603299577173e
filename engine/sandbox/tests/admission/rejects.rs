//! One module for each code that is not a limit or a feature, and a list of all codes that are tested.

use sandbox::{RejectCode, RejectCode as Code};

use crate::source::{module, passes, refused, text};

/// Module, code, and words of the detail.
fn cases() -> Vec<(Vec<u8>, Code, &'static str)> {
    let memory = r#"(memory (export "memory") 1)"#;
    let start = r#"(func (export "_start"))"#;
    let wasi =
        |name: &str, ty: &str| module(&format!(r#"(import "wasi_snapshot_preview1" "{name}" (func {ty}))"#));
    let with = |fields: &str| text(&format!("(module {fields} {start} {memory})"));
    vec![
        (b"".to_vec(), Code::NotWasm, "empty"),
        (b"(module)".to_vec(), Code::NotWasm, "(module)"),
        (b"PK\x03\x04zip".to_vec(), Code::NotWasm, "a zip archive"),
        (text("(component)"), Code::IsComponent, "layer 1"),
        (b"\0asm\x02\0\0\0".to_vec(), Code::WrongVersion, "version 2"),
        (b"\0asm\x01".to_vec(), Code::Truncated, "5 bytes"),
        (b"\0asm\x01\0\0\0\x01\xff\xff\xff\x7f".to_vec(), Code::Truncated, "unexpected end"),
        (module("(func (result i32))"), Code::Invalid, "type mismatch"),
        (b"\0asm\x01\0\0\0\x7f\x00".to_vec(), Code::Invalid, "section"),
        (with(r#"(import "env" "memory" (memory 1))"#), Code::NeedsMultiMemory, "multi"),
        (
            module(r#"(import "env" "t" (table 1 funcref))"#),
            Code::ImportNotFunction,
            "`env` `t`: it is a table",
        ),
        (module(r#"(import "env" "g" (global i32))"#), Code::ImportNotFunction, "global"),
        (
            text(&format!(
                r#"(module (import "env" "memory" (memory 1)) (export "memory" (memory 0)) {start})"#
            )),
            Code::ImportNotFunction,
            "memory",
        ),
        (module(r#"(import "env" "abort" (func))"#), Code::UnknownImportModule, "`env` `abort`"),
        (module(r#"(import "wasi_unstable" "fd_read" (func))"#), Code::UnknownImportModule, "wasi_unstable"),
        (wasi("thread_spawn", "(param i32) (result i32)"), Code::UnknownImport, "thread_spawn"),
        (wasi("proc_exit", ""), Code::WrongImportType, "found [] -> [], expected [i32] -> []"),
        (wasi("fd_seek", "(param i32 i32 i32 i32) (result i32)"), Code::WrongImportType, "fd_seek"),
        (module(r#"(import "robodrome" "out_of_fuel" (func))"#), Code::ReservedName, "robodrome"),
        (module(r#"(func (export "robodrome:fuel"))"#), Code::ReservedName, "robodrome:fuel"),
        (text(&format!("(module {memory})")), Code::NoStart, "exports `memory`"),
        (text(&format!(r#"(module {memory} (func (export "_initialize")))"#)), Code::NoStart, "_initialize"),
        (
            text(&format!(r#"(module {memory} (func (export "_start") (param i32)))"#)),
            Code::WrongStartType,
            "[i32]",
        ),
        (
            text(&format!(r#"(module {memory} (global (export "_start") i32 (i32.const 1)))"#)),
            Code::WrongStartType,
            "Global",
        ),
        (text(&format!("(module {start})")), Code::NoMemory, "nothing"),
        (text(&format!("(module {start} (memory 1))")), Code::NoMemory, "nothing"),
        (text(&format!(r#"(module {start} (memory (export "mem") 1))"#)), Code::NoMemory, "nothing"),
        (text(&format!(r#"(module {start} (func (export "memory")))"#)), Code::NoMemory, "Func"),
    ]
}

#[test]
fn each_rule_refuses() {
    for (wasm, code, words) in cases() {
        refused(&wasm, code, words);
    }
}

#[test]
fn every_code_is_tested() {
    let mut tested: Vec<RejectCode> = cases().into_iter().map(|(_, code, _)| code).collect();
    tested.extend(crate::features::cases().into_iter().map(|(_, code)| code));
    tested.extend(crate::limits::cases().into_iter().map(|case| case.code));
    // The one rule for scripts, which are not admitted here: `engine/battle/tests/scripts.rs` breaks it.
    tested.push(Code::ScriptTooLarge);
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !tested.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn words_are_distinct_and_explanations_name_a_remedy() {
    let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(
            code.word()
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        );
        assert!(code.explanation().len() > 40 && code.explanation().ends_with('.'), "{code}");
    }
}

#[test]
fn all_of_preview1_may_be_imported() {
    let mut fields = String::new();
    for signature in sandbox::PREVIEW1 {
        let list =
            |types: &[wasmparser::ValType]| types.iter().map(|ty| format!("{ty} ")).collect::<String>();
        let (params, results) = (list(signature.params), list(signature.results));
        fields += &format!(
            "(import \"wasi_snapshot_preview1\" \"{}\" (func (param {params}) (result {results})))\n",
            signature.name
        );
    }
    passes(&module(&fields));
}

#[test]
fn a_name_is_quoted_safely_and_briefly() {
    let name = "x\u{1b}[31m\u{202e}".to_owned() + &"y".repeat(3_000);
    let text = name.replace('\u{1b}', r"\1b").replace('\u{202e}', r"\u{202e}");
    let wasm = module(&format!(r#"(import "env" "{text}" (func))"#));
    let reject = sandbox::admit(&wasm, &sandbox::Limits::default()).unwrap_err();
    assert!(
        reject.detail.len() < 300 && !reject.detail.contains('\u{1b}') && !reject.detail.contains('\u{202e}')
    );
}

/// The validator's own words quote names as they are, and a name may be any text.
#[test]
fn what_a_name_does_to_a_terminal_is_escaped() {
    let twice = r#"(export "a\1b[2J" (func 0)) (export "a\1b[2J" (func 0))"#;
    refused(&module(twice), Code::Invalid, r"`a\u{1b}[2J` already defined (at offset 0x");
}
