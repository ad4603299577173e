//! What instrumentation costs: each guest as it is and instrumented, on both back ends, and the geometric mean of the
//! ratios. `cargo bench -p robodrome-sandbox --bench metering`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints its findings, on guests of its own"
)]

mod guests;

use std::time::Instant;

use guests::{GUESTS, Source};
use sandbox::{Limits, admit};
use wasmer::sys::{Cranelift, EngineBuilder, Singlepass};
use wasmer::{Engine, Function, Imports, Instance, Module, Store, TypedFunction, Value};

const ROUNDS: usize = 400;

fn main() {
    for name in ["cranelift", "singlepass"] {
        let ratios: Vec<f64> = GUESTS.iter().map(|guest| ratio(name, guest)).collect();
        let mean = (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
        println!("{name:<11} geometric mean {mean:.3}\n");
    }
}

fn engine(name: &str) -> Engine {
    match name {
        "cranelift" => EngineBuilder::new(Cranelift::default()).engine().into(),
        _ => EngineBuilder::new(Singlepass::default()).engine().into(),
    }
}

/// The best of several alternating rounds, so that a busy machine disturbs both alike.
fn ratio(name: &str, guest: &Source) -> f64 {
    let memory = if guest.fields.contains("(memory (export") { "" } else { "(memory (export \"memory\") 1)" };
    let plain =
        wat::parse_str(format!("(module {} {memory} (func (export \"_start\")))", guest.fields)).unwrap();
    let metered = admit(&plain, &Limits::default()).unwrap().wasm;
    let mut plain = Runner::new(name, &plain);
    let mut metered = Runner::new(name, &metered);
    let (mut best_plain, mut best_metered) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let (plain_result, plain_s) = plain.run(guest.size);
        let (metered_result, metered_s) = metered.run(guest.size);
        assert_eq!(plain_result, metered_result, "{}", guest.name);
        best_plain = best_plain.min(plain_s);
        best_metered = best_metered.min(metered_s);
    }
    let ratio = best_metered / best_plain;
    println!(
        "{name:<11} {:<12} {:>8.3} ms {:>8.3} ms  ratio {ratio:.3}",
        guest.name,
        best_plain * 1e3,
        best_metered * 1e3
    );
    ratio
}

struct Runner {
    store: Store,
    run: TypedFunction<i32, i64>,
}

impl Runner {
    fn new(name: &str, wasm: &[u8]) -> Runner {
        let mut store = Store::new(engine(name));
        let module = Module::new(&store, wasm).unwrap();
        let mut imports = Imports::new();
        imports.define("robodrome", "out_of_fuel", Function::new_typed(&mut store, || {}));
        imports.define("robodrome", "stack_overflow", Function::new_typed(&mut store, || {}));
        let instance = Instance::new(&mut store, &module, &imports).unwrap();
        if let Ok(fuel) = instance.exports.get_global("robodrome:fuel") {
            fuel.set(&mut store, Value::I64(i64::MAX)).unwrap();
        }
        let run = instance.exports.get_typed_function(&store, "run").unwrap();
        Runner { store, run }
    }

    fn run(&mut self, size: i32) -> (i64, f64) {
        let start = Instant::now();
        let result = self.run.call(&mut self.store, size).unwrap();
        (result, start.elapsed().as_secs_f64())
    }
}
