//! Each limit: a module that uses all of it passes, one more is refused, and usage is reported.

use sandbox::{Limits, RejectCode as Code, admit};

use crate::source::{module, refused_under};

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) code: Code,
    /// Small, so that the modules are small too.
    pub(crate) limit: u64,
    /// A module that uses as much of the limit as it is told.
    pub(crate) build: fn(u64) -> Vec<u8>,
    pub(crate) words: &'static str,
}

fn repeat(count: u64, field: impl Fn(u64) -> String) -> String {
    (0..count).map(field).collect()
}

fn many(count: u64, field: &str) -> Vec<u8> {
    module(&field.repeat(count as usize))
}

/// A body with a branch weight of exactly `weight`, a multiple of 7: seven locals, and so many branches.
fn heavy(weight: u64) -> Vec<u8> {
    module(&format!(
        "(func $heavy (param i32 i32 i32 i32 i32 i32 i32) {})",
        "(br_if 0 (i32.const 0))".repeat(weight as usize / 7)
    ))
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |name, code, limit, build: fn(u64) -> Vec<u8>, words| Case { name, code, limit, build, words };
    vec![
        case("module_bytes", Code::TooLarge, 4_000, |n| padded(n, true), "the module"),
        case(
            "types",
            Code::TooManyTypes,
            20,
            |n| {
                module(&repeat(n - 1, |i| format!("(type (func (param {})))", "i32 ".repeat(1 + i as usize))))
            },
            "type section",
        ),
        case(
            "params",
            Code::TooManyParams,
            9,
            |n| module(&format!("(func (param {}))", "i32 ".repeat(n as usize))),
            "type ",
        ),
        case(
            "results",
            Code::TooManyResults,
            9,
            |n| module(&format!("(type (func (result {})))", "i32 ".repeat(n as usize))),
            "type ",
        ),
        case("functions", Code::TooManyFunctions, 30, |n| many(n - 1, "(func)"), "function section"),
        case(
            "imports",
            Code::TooManyImports,
            9,
            |n| many(n, r#"(import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))"#),
            "import section",
        ),
        case(
            "exports",
            Code::TooManyExports,
            20,
            |n| module(&repeat(n - 2, |i| format!("(func (export \"f{i}\"))"))),
            "export section",
        ),
        case(
            "globals",
            Code::TooManyGlobals,
            20,
            |n| many(n, "(global i32 (i32.const 0))"),
            "global section",
        ),
        case("tables", Code::TooManyTables, 5, |n| many(n, "(table 1 funcref)"), "table section"),
        case(
            "table_entries",
            Code::TableTooLarge,
            100,
            |n| module(&format!("(table {n} funcref)")),
            "table 0",
        ),
        case(
            "table_entries_total",
            Code::TooManyTableEntries,
            100,
            |n| module(&format!("(table 60 funcref) (table {} funcref)", n - 60)),
            "table section",
        ),
        case(
            "memory_pages",
            Code::MemoryTooLarge,
            10,
            |n| {
                crate::source::text(&format!(
                    "(module (memory (export \"memory\") {n}) (func (export \"_start\")))"
                ))
            },
            "memory 0",
        ),
        case(
            "data_segments",
            Code::TooManyDataSegments,
            10,
            |n| many(n, "(data (i32.const 0) \"x\")"),
            "data section",
        ),
        case(
            "element_segments",
            Code::TooManyElementSegments,
            10,
            |n| module(&format!("(table 1 funcref) (func $f) {}", "(elem func $f)".repeat(n as usize))),
            "element section",
        ),
        case(
            "elements",
            Code::TooManyElements,
            50,
            |n| {
                module(&format!(
                    "(table 1 funcref) (func $f) (elem func $f) (elem func {})",
                    "$f ".repeat(n as usize - 1)
                ))
            },
            "element section",
        ),
        case("custom_bytes", Code::CustomTooLarge, 100, |n| padded(n, false), "custom section `pad`"),
        case(
            "name_bytes",
            Code::NameTooLong,
            30,
            |n| module(&format!("(func (export \"{}\"))", "x".repeat(n as usize))),
            "the export `xx",
        ),
        case(
            "body_bytes",
            Code::BodyTooLarge,
            100,
            |n| module(&format!("(func {})", "nop ".repeat(n as usize - 2))),
            "offset 0x",
        ),
        case(
            "operators",
            Code::TooManyOperators,
            100,
            |n| module(&format!("(func $long {})", "nop ".repeat(n as usize - 2))),
            "function",
        ),
        case(
            "locals",
            Code::TooManyLocals,
            40,
            |n| module(&format!("(func $wide (param i32) (local {}))", "i32 ".repeat(n as usize - 1))),
            "function 0 `wide`",
        ),
        case(
            "locals_total",
            Code::TooManyLocalsInAll,
            40,
            |n| module(&format!("(func (local {})) (func (local i32))", "i32 ".repeat(n as usize - 1))),
            "function 1",
        ),
        case(
            "nesting",
            Code::NestedTooDeeply,
            20,
            |n| {
                module(&format!(
                    "(func $deep {} {})",
                    "(block ".repeat(n as usize - 1),
                    ")".repeat(n as usize - 1)
                ))
            },
            "function 0 `deep`",
        ),
        case(
            "operands",
            Code::OperandStackTooHigh,
            20,
            |n| {
                module(&format!(
                    "(func {} {})",
                    "(i32.const 0)".repeat(n as usize),
                    "(drop)".repeat(n as usize)
                ))
            },
            "function 0",
        ),
        case(
            "br_table_targets",
            Code::BranchTableTooLarge,
            20,
            |n| module(&format!("(func (br_table {} (i32.const 0)))", "0 ".repeat(n as usize))),
            "function 0",
        ),
        case(
            "branch_targets",
            Code::TooManyBranchTargets,
            20,
            |n| {
                module(&format!(
                    "(func (br_table 0 (i32.const 0))) (func (br_table {} (i32.const 0)))",
                    "0 ".repeat(n as usize - 1)
                ))
            },
            "function 1",
        ),
        case(
            "branch_weight",
            Code::BranchesTooHeavy,
            70,
            |n| heavy(n.next_multiple_of(7)),
            "function 0 `heavy`",
        ),
        case(
            "stack_units",
            Code::FrameTooLarge,
            100,
            |n| module(&format!("(func (local {}))", "i32 ".repeat(n as usize - 8))),
            "function 0",
        ),
    ]
}

/// A module with a custom section: in all, or that section, of exactly `bytes`.
fn padded(bytes: u64, whole: bool) -> Vec<u8> {
    let mut wasm = module("");
    let fixed = if whole { wasm.len() as u64 + 1 + 5 + 4 } else { 0 };
    let size = bytes - fixed + 4;
    wasm.push(0);
    for byte in 0..5 {
        wasm.push((size >> (7 * byte)) as u8 & 0x7f | if byte < 4 { 0x80 } else { 0 });
    }
    wasm.extend(b"\x03pad");
    wasm.resize(wasm.len() + size as usize - 4, b'x');
    wasm
}

fn with(name: &str, limit: u64) -> Limits {
    let mut limits = Limits::default();
    let Limits {
        module_bytes,
        types,
        params,
        results,
        functions,
        imports,
        exports,
        globals,
        tables,
        table_entries,
        table_entries_total,
        memory_pages,
        data_segments,
        element_segments,
        elements,
        custom_bytes,
        name_bytes,
        body_bytes,
        operators,
        locals,
        locals_total,
        nesting,
        operands,
        br_table_targets,
        branch_targets,
        branch_weight,
        stack_units,
        ..
    } = &mut limits;
    let field = match name {
        "module_bytes" => module_bytes,
        "types" => types,
        "params" => params,
        "results" => results,
        "functions" => functions,
        "imports" => imports,
        "exports" => exports,
        "globals" => globals,
        "tables" => tables,
        "table_entries" => table_entries,
        "table_entries_total" => table_entries_total,
        "memory_pages" => memory_pages,
        "data_segments" => data_segments,
        "element_segments" => element_segments,
        "elements" => elements,
        "custom_bytes" => custom_bytes,
        "name_bytes" => name_bytes,
        "body_bytes" => body_bytes,
        "operators" => operators,
        "locals" => locals,
        "locals_total" => locals_total,
        "nesting" => nesting,
        "operands" => operands,
        "br_table_targets" => br_table_targets,
        "branch_targets" => branch_targets,
        "branch_weight" => branch_weight,
        "stack_units" => stack_units,
        _ => panic!("no limit {name}"),
    };
    *field = limit;
    limits
}

#[test]
fn each_limit_holds_exactly() {
    for Case { name, code, limit, build, words } in cases() {
        let limits = with(name, limit);
        let admitted = admit(&build(limit), &limits).unwrap_or_else(|reject| panic!("{name}: {reject}"));
        let used = admitted.usage.entries().into_iter().find(|(entry, _)| *entry == name).unwrap().1;
        assert_eq!((used.used, used.limit), (limit, limit), "{name}");
        refused_under(&limits, &build(limit + 1), code, words);
        refused_under(&limits, &build(limit + 1), code, &format!("at most {limit}"));
    }
}

#[test]
fn every_limit_of_modules_is_tested() {
    let tested: Vec<_> = cases().into_iter().map(|case| (case.name, Some(case.code))).collect();
    let modules = Limits::ALL.iter().filter(|info| info.code.is_some());
    assert_eq!(tested, modules.map(|info| (info.name, info.code)).collect::<Vec<_>>());
}

/// Shapes that would cost a compiler minutes or gigabytes are refused within the default limits.
#[test]
fn hostile_shapes() {
    let limits = Limits::default();
    let cases: [(&str, Vec<u8>, Code); 9] = [
        ("100,000 functions", many(100_000, "(func)"), Code::TooManyFunctions),
        (
            "1,000 parameters",
            module(&format!("(func (param {}))", "i32 ".repeat(1_000))),
            Code::TooManyParams,
        ),
        ("50,000 locals", module(&format!("(func (local {}))", "i32 ".repeat(50_000))), Code::TooManyLocals),
        (
            "many functions of 4,000 locals",
            many(600, &format!("(func (local {}))", "i32 ".repeat(4_000))),
            Code::TooManyLocalsInAll,
        ),
        (
            "100,000 nested blocks",
            module(&format!("(func {} {})", "block ".repeat(100_000), "end ".repeat(100_000))),
            Code::NestedTooDeeply,
        ),
        (
            "branches that carry thousands of locals",
            module(&format!(
                "(func (local {}) (loop {}))",
                "i32 ".repeat(4_000),
                "(br_if 0 (local.get 0))".repeat(20_000)
            )),
            Code::BranchesTooHeavy,
        ),
        (
            "a million br_table targets",
            many(40, &format!("(func (br_table {} (i32.const 0)))", "0 ".repeat(30_000))),
            Code::TooManyBranchTargets,
        ),
        ("a table of four billion", module("(table 4294967295 funcref)"), Code::TableTooLarge),
        (
            "a huge operand stack",
            module(&format!("(func {} unreachable)", "i32.const 0 ".repeat(100_000))),
            Code::OperandStackTooHigh,
        ),
    ];
    for (name, wasm, code) in cases {
        let start = std::time::Instant::now();
        refused_under(&limits, &wasm, code, "");
        assert!(start.elapsed().as_secs() < 5, "{name} took {:?}", start.elapsed());
    }
}
