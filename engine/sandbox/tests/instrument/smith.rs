//! The laws of the pass on generated modules.

use arbitrary::Unstructured;
use proptest::prelude::*;
use wasm_smith::{Config, Module};

use crate::guest::{BOTH, Guest, Outcome, PLENTY, instrumented};

pub(crate) fn config() -> Config {
    Config {
        exports: Some(
            wat::parse_str(r#"(module (memory (export "memory") 1 32) (func (export "_start")))"#).unwrap(),
        ),
        available_imports: Some(wat::parse_str("(module)").unwrap()),
        export_everything: true,
        allow_start_export: false,
        canonicalize_nans: true,
        max_memories: 0, // but for the one that is exported; its maximum keeps the plain guest from growing further than a clamped one may
        max_memory32_bytes: 4 << 16,
        max_tables: 3,
        max_table_elements: 100,
        max_funcs: 12,
        max_instructions: 400,
        max_nesting_depth: 60,
        max_type_size: 20,
        max_imports: 0,
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

/// Calls every export that takes nothing, or zeros, and notes what each left.
pub(crate) fn run(guest: &mut Guest) -> Vec<Outcome> {
    let mut names = guest.exports();
    names.retain(|name| !name.starts_with("robodrome:"));
    names.sort();
    let mut outcomes = Vec::new();
    for name in names {
        let ty = guest.instance.exports.get_function(&name).unwrap().ty(&guest.store);
        let zeros: Option<Vec<wasmer::Value>> = ty.params().iter().map(zero).collect();
        if let Some(zeros) = zeros {
            outcomes.push(guest.call(&name, &zeros));
        }
    }
    outcomes
}

fn zero(ty: &wasmer::Type) -> Option<wasmer::Value> {
    match ty {
        wasmer::Type::I32 => Some(wasmer::Value::I32(0)),
        wasmer::Type::I64 => Some(wasmer::Value::I64(0)),
        wasmer::Type::F32 => Some(wasmer::Value::F32(0.0)),
        wasmer::Type::F64 => Some(wasmer::Value::F64(0.0)),
        _ => None,
    }
}

/// Whether every active segment fits, so that the module can be instantiated at all.
pub(crate) fn instantiates(wasm: &[u8]) -> bool {
    let mut store = wasmer::Store::default();
    wasmer::Module::new(&store, wasm)
        .is_ok_and(|module| wasmer::Instance::new(&mut store, &module, &wasmer::Imports::new()).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_modules_mean_the_same(seed in proptest::collection::vec(any::<u8>(), 500..6_000)) {
        let Ok(mut module) = Module::new(config(), &mut Unstructured::new(&seed)) else { return Ok(()) };
        module.ensure_termination(3_000).unwrap();
        let wasm = module.to_bytes();
        let metered = instrumented(&wasm);
        if !instantiates(&wasm) {
            return Ok(());
        }
        let [first, second] = BOTH.map(|on| run(&mut Guest::new(on, &metered, PLENTY, PLENTY)));
        prop_assert_eq!(&first, &second, "back ends differ");
        let pieces = BOTH.map(|on| run(&mut Guest::new(on, &metered, 0, 50)));
        prop_assert_eq!(&pieces[0], &pieces[1], "back ends suspend differently");
        let plain = run(&mut Guest::new(BOTH[1], &wasm, 0, 0));
        for ((whole, piece), plain) in first.iter().zip(&pieces[0]).zip(&plain) {
            if whole.result == Err("stack overflow".into()) {
                break; // the plain guest has another stack
            }
            prop_assert_eq!(whole.visible(), piece.visible());
            prop_assert_eq!(whole.visible(), plain.visible());
        }
    }
}
