//! Modules that wasm-smith makes of the bytes of an input.

use std::sync::OnceLock;

use arbitrary::{Arbitrary, Unstructured};
use sandbox::PREVIEW1;
use wasm_smith::{Config, Module};

use super::conversions::canonical;
use crate::pick::Pick;

/// Turns of a loop and calls of functions after which a module ends by itself.
const PATIENCE: u32 = 2_000;

/// What wasm-smith may use so that every module is admitted, and quickly compiled.
fn tame() -> Config {
    Config {
        allow_start_export: false,
        max_memories: 0,             // but for the one that is exported
        max_memory32_bytes: 4 << 16, // for offsets that hit it now and then
        max_tables: 3,
        max_table_elements: 100,
        table_max_size_required: true, // without one, a table that is clamped grows less
        max_funcs: 10,
        max_globals: 12,
        max_instructions: 300,
        max_nesting_depth: 40,
        max_type_size: 20,
        simd_enabled: false,
        relaxed_simd_enabled: false,
        threads_enabled: false,
        memory64_enabled: false,
        exceptions_enabled: false,
        gc_enabled: false,
        tail_call_enabled: false,
        wide_arithmetic_enabled: false,
        compact_imports_enabled: false,
        ..Config::default()
    }
}

/// A module whose every function and global is exported, that calls the host for nothing but `sched_yield`. It makes its
/// own NaNs canonical, so that it means the same without instrumentation.
pub(crate) fn plain(u: &mut Unstructured<'_>) -> Option<Vec<u8>> {
    static IMPORTS: OnceLock<Vec<u8>> = OnceLock::new();
    static EXPORTS: OnceLock<Vec<u8>> = OnceLock::new();
    let imports = r#"(module (import "wasi_snapshot_preview1" "sched_yield" (func (result i32))))"#;
    let exports = r#"(module (memory (export "memory") 1 4) (func (export "_start")))"#;
    let config = Config {
        available_imports: Some(IMPORTS.get_or_init(|| wat::parse_str(imports).unwrap()).clone()),
        exports: Some(EXPORTS.get_or_init(|| wat::parse_str(exports).unwrap()).clone()),
        export_everything: true,
        canonicalize_nans: true,
        disallow_traps: u.rarely(3),
        max_imports: 1,
        ..tame()
    };
    finished(config, u).map(|wasm| canonical(&wasm))
}

/// A module with a `_start` that calls whatever it likes of preview1, with whatever arguments. `timeless` leaves out what
/// shows when a turn began. The imports are those of [`imports`], in that order.
pub(crate) fn bot(u: &mut Unstructured<'_>, timeless: bool) -> Option<Vec<u8>> {
    static SHAPES: [OnceLock<Vec<u8>>; 2] = [OnceLock::new(), OnceLock::new()];
    let shape = SHAPES[usize::from(timeless)].get_or_init(|| {
        let imports: String = imports(timeless).map(import_text).collect();
        let exports = r#"(memory (export "memory") 1 4) (func (export "_start"))"#;
        wat::parse_str(format!("(module {imports} {exports})")).unwrap()
    });
    let config = Config {
        module_shape: Some(shape.clone()),
        allow_start_export: true,
        disallow_traps: u.rarely(2),
        ..tame()
    };
    finished(config, u)
}

/// What a bot imports; `fd_write` comes first.
fn imports(timeless: bool) -> impl Iterator<Item = &'static str> {
    let always =
        ["fd_write", "random_get", "args_get", "args_sizes_get", "fd_fdstat_get", "sched_yield", "proc_exit"];
    let timed = ["fd_read", "clock_time_get", "poll_oneoff", "fd_close"];
    always.into_iter().chain(timed.into_iter().filter(move |_| !timeless))
}

fn import_text(name: &str) -> String {
    let signature = PREVIEW1.iter().find(|signature| signature.name == name).unwrap();
    let list = |word, types: &[wasmparser::ValType]| -> String {
        types.iter().map(|ty| format!("({word} {ty}) ")).collect()
    };
    let (params, results) = (list("param", signature.params), list("result", signature.results));
    format!("(import \"wasi_snapshot_preview1\" \"{name}\" (func {params}{results}))")
}

/// The bytes of a module that ends by itself.
fn finished(config: Config, u: &mut Unstructured<'_>) -> Option<Vec<u8>> {
    let mut module = Module::new(config, u).ok()?;
    module.ensure_termination(PATIENCE).expect("every function was generated");
    Some(module.to_bytes())
}

/// A module that may use anything that wasm-smith knows, and is mostly to be refused.
pub(crate) fn wild(u: &mut Unstructured<'_>) -> Option<Vec<u8>> {
    static EXPORTS: OnceLock<Vec<u8>> = OnceLock::new();
    let exports =
        || wat::parse_str(r#"(module (memory (export "memory") 1) (func (export "_start")))"#).unwrap();
    let mut config = Config::arbitrary(u).ok()?;
    config.generate_custom_sections = u.rarely(4);
    config.wide_arithmetic_enabled = u.rarely(8);
    config.custom_page_sizes_enabled = u.rarely(8);
    if u.below(4) > 0 {
        config.exports = Some(EXPORTS.get_or_init(exports).clone());
        config.max_imports = 0;
    }
    Module::new(config, u).ok().map(|module| module.to_bytes())
}
