//! Modules with too much of something, or as much as is allowed.

use super::{module, number, player};

type Family = wat::Result<Vec<Vec<u8>>>;

/// One module with these fields.
fn one(fields: &str) -> Family {
    Ok(vec![module(fields)?])
}

/// A field for each number.
fn fields(count: usize, field: impl Fn(usize) -> String) -> String {
    (0..count).map(field).collect()
}

pub(super) fn types() -> Family {
    one(&"(type (func))".repeat(100_000))
}

pub(super) fn functions() -> Family {
    one(&"(func)".repeat(100_000))
}

pub(super) fn imports() -> Family {
    let import = r#"(import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))"#;
    Ok(vec![wat::parse_str(format!(
        r#"(module {} (memory (export "memory") 1) (func (export "_start")))"#,
        import.repeat(257)
    ))?])
}

pub(super) fn exports() -> Family {
    one(&format!("(func $f) {}", fields(5_000, |i| format!("(export \"f{i}\" (func $f))"))))
}

pub(super) fn globals() -> Family {
    one(&"(global i64 (i64.const 0))".repeat(5_000))
}

pub(super) fn parameters() -> Family {
    one(&format!("(func (param {}))", "i32 ".repeat(1_000)))
}

pub(super) fn results() -> Family {
    one(&format!("(func (result {}) unreachable)", "i32 ".repeat(1_000)))
}

pub(super) fn locals() -> Family {
    let many = |count| format!("(func (local {}))", "i64 ".repeat(count));
    Ok(vec![module(&many(50_000))?, module(&many(9_900).repeat(10))?])
}

pub(super) fn locals_in_many_functions() -> Family {
    one(&format!("(func (local {}))", "i64 ".repeat(4_000)).repeat(600))
}

pub(super) fn body() -> Family {
    one(&format!("(func {})", "nop ".repeat(2 << 20)))
}

pub(super) fn data_segments() -> Family {
    one(&"(data \"x\")".repeat(70_000))
}

pub(super) fn many_data_segments() -> Family {
    Ok(vec![player(&fields(65_000, |i| format!("(data (i32.const {i}) \"x\")")), "")?])
}

pub(super) fn element_segments() -> Family {
    one(&"(elem func)".repeat(2_000))
}

pub(super) fn elements() -> Family {
    let segment = format!("(elem func {})", "$f ".repeat(30_000));
    one(&format!("(func $f) {}", segment.repeat(10)))
}

pub(super) fn name() -> Family {
    one(&format!("(func (export \"{}\"))", "n".repeat(5_000)))
}

pub(super) fn custom_section() -> Family {
    custom(3 << 20)
}

pub(super) fn custom_section_over_the_limit() -> Family {
    custom(25 << 20)
}

/// A good module with a custom section of this size.
fn custom(bytes: usize) -> Family {
    Ok(vec![[player("", "")?, super::custom_section("junk", &vec![0xa5; bytes])].concat()])
}

pub(super) fn many_custom_sections() -> Family {
    Ok(vec![[player("", "")?, super::custom_section("", &[]).repeat(100_000)].concat()])
}

/// Names for functions that are there and that are not, many of them for the same one.
pub(super) fn name_section() -> Family {
    const NAMES: u64 = 100_000;
    let mut names = number(NAMES);
    for i in 0..NAMES {
        names.extend(number(i % 5));
        names.extend([3, b'b', b'o', b'b']);
    }
    let section = [&[1], &number(names.len() as u64)[..], &names].concat();
    Ok(vec![[player("", "")?, super::custom_section("name", &section)].concat()])
}

pub(super) fn module_over_the_limit() -> Family {
    let mut module = player("", "")?;
    let limit = sandbox::Limits::default().module_bytes as usize;
    module.resize(limit + 1, 0);
    Ok(vec![module])
}
