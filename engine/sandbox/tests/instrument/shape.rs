//! What an instrumented module looks like.

use sandbox::{Limits, admit};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

use crate::guest::{instrumented, module};

const SOURCE: &str = r#"
(import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
(table 2 funcref) (elem (i32.const 0) $init $yield)
(func $init (drop (call $yield)))
(func $named (export "named") (param i32) (result i32) (local.get 0))
(start $init)
(memory (export "memory") 2)"#;

#[test]
fn imports_exports_and_maxima() {
    let wasm = instrumented(&module(SOURCE));
    let (mut imports, mut exports, mut maxima, mut has_start) = (Vec::new(), Vec::new(), Vec::new(), false);
    for payload in Parser::new(0).parse_all(&wasm) {
        match payload.unwrap() {
            Payload::ImportSection(section) => {
                for import in section.into_imports().map(Result::unwrap) {
                    assert!(matches!(import.ty, TypeRef::Func(_)));
                    imports.push(format!("{}.{}", import.module, import.name));
                }
            }
            Payload::ExportSection(section) => {
                for export in section.into_iter().map(Result::unwrap) {
                    exports.push((export.name.to_owned(), export.kind));
                }
            }
            Payload::MemorySection(section) => {
                maxima.extend(section.into_iter().map(|memory| memory.unwrap().maximum))
            }
            Payload::TableSection(section) => {
                maxima.extend(section.into_iter().map(|table| table.unwrap().ty.maximum))
            }
            Payload::StartSection { .. } => has_start = true,
            _ => {}
        }
    }
    assert_eq!(
        imports,
        ["wasi_snapshot_preview1.sched_yield", "robodrome.out_of_fuel", "robodrome.stack_overflow"]
    );
    for (name, kind) in [
        ("robodrome:fuel", ExternalKind::Global),
        ("robodrome:depth", ExternalKind::Global),
        ("robodrome:start", ExternalKind::Func),
        ("_start", ExternalKind::Func),
        ("memory", ExternalKind::Memory),
    ] {
        assert!(exports.contains(&(name.to_owned(), kind)), "{name}");
    }
    assert_eq!(maxima, [Some(65_536), Some(256)]);
    assert!(!has_start);
}

#[test]
fn names_follow_their_functions_and_other_custom_sections_go() {
    let mut wasm = module(SOURCE);
    wasm.extend(b"\0\x07\x05debug!"); // a custom section called `debug`
    let wasm = instrumented(&wasm);
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(&wasm) {
        let Payload::CustomSection(section) = payload.unwrap() else { continue };
        let wasmparser::KnownCustom::Name(subsections) = section.as_known() else {
            panic!("{}", section.name())
        };
        for subsection in subsections {
            if let wasmparser::Name::Function(map) = subsection.unwrap() {
                names.extend(
                    map.into_iter().map(|naming| naming.map(|n| (n.index, n.name.to_owned())).unwrap()),
                );
            }
        }
    }
    let expected = [(0, "yield".to_owned()), (3, "init".to_owned()), (4, "named".to_owned())];
    assert_eq!(names, expected);
}

#[test]
fn larger_limits_are_honoured() {
    let limits = Limits { memory_pages: 1_024, ..Limits::default() };
    let wasm = module(r#"(memory (export "memory") 1000)"#);
    assert!(admit(&wasm, &Limits::default()).is_err());
    assert!(admit(&wasm, &limits).is_ok());
}

/// Whole text of a small function, so that a change of the pass shows.
#[test]
fn a_small_function_rewritten() {
    let fields = r#"(func $sum (export "sum") (param $n i32) (result i32) (local $s i32)
        (block $done
          (loop $next
            (br_if $done (i32.eqz (local.get $n)))
            (local.set $s (i32.add (local.get $s) (local.get $n)))
            (local.set $n (i32.sub (local.get $n) (i32.const 1)))
            (br $next)))
        (local.get $s))
      (func (export "twice") (param f64) (result f64)
        (drop (call $sum (i32.const 3)))
        (f64.mul (f64.add (local.get 0) (local.get 0)) (f64.const 2)))"#;
    insta::assert_snapshot!(text(&instrumented(&module(fields))));
}

/// The functions of a module, one instruction a line.
fn text(wasm: &[u8]) -> String {
    let mut text = String::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload.unwrap() else { continue };
        let locals: Vec<String> = body
            .get_locals_reader()
            .unwrap()
            .into_iter()
            .map(|group| group.map(|(count, ty)| format!("{count} x {ty}")).unwrap())
            .collect();
        text += &format!("func, locals: {}\n", locals.join(", "));
        let mut indent = 1;
        for op in body.get_operators_reader().unwrap() {
            let op = format!("{:?}", op.unwrap());
            indent -= usize::from(op == "End" || op == "Else");
            text += &format!("{}{op}\n", "  ".repeat(indent));
            let opens = ["Block", "Loop", "If", "Else"].iter().any(|word| op.starts_with(word));
            indent += usize::from(opens);
            if indent == 0 {
                indent = 1;
            }
        }
    }
    text
}
