//! Runs a module on one back end, as it is or instrumented, with the two imports that instrumentation adds.

use sandbox::{Limits, admit};
use wasmer::sys::{Cranelift, EngineBuilder, Singlepass};
use wasmer::{
    Engine, Extern, Function, FunctionEnv, FunctionEnvMut, Global, Imports, Instance, Module, RuntimeError,
    Store, Value,
};

/// A compiler to run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Singlepass,
    Cranelift,
}

pub(crate) const BOTH: [On; 2] = [On::Singlepass, On::Cranelift];

impl On {
    fn engine(self) -> Engine {
        match self {
            On::Singlepass => EngineBuilder::new(Singlepass::default()).engine().into(),
            On::Cranelift => EngineBuilder::new(Cranelift::default()).engine().into(),
        }
    }
}

#[derive(Default)]
struct Host {
    fuel: Option<Global>,
    refill: i64,
    /// Fuel at each suspension.
    suspensions: Vec<i64>,
}

/// An instance with the host's side of the contract.
pub(crate) struct Guest {
    pub(crate) store: Store,
    pub(crate) instance: Instance,
    host: FunctionEnv<Host>,
}

/// What a run left behind, in a form that can be compared bit for bit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) result: Result<Vec<u64>, String>,
    pub(crate) fuel: Option<i64>,
    pub(crate) suspensions: Vec<i64>,
    pub(crate) memory: blake3::Hash,
    pub(crate) pages: u32,
}

impl Outcome {
    /// What the guest's own code can see of it.
    pub(crate) fn visible(&self) -> (&Result<Vec<u64>, String>, blake3::Hash, u32) {
        (&self.result, self.memory, self.pages)
    }
}

/// A module with `_start` and `memory`, from the fields of its text.
pub(crate) fn module(fields: &str) -> Vec<u8> {
    let memory = if fields.contains("(memory (export") { "" } else { "(memory (export \"memory\") 1 4)" };
    wat::parse_str(format!("(module {fields} {memory} (func (export \"_start\")))")).unwrap()
}

pub(crate) fn instrumented(wasm: &[u8]) -> Vec<u8> {
    let admitted = admit(wasm, &Limits::default()).unwrap_or_else(|reject| panic!("{reject}"));
    let features = wasmparser::WasmFeatures::WASM2 | wasmparser::WasmFeatures::EXTENDED_CONST;
    let mut validator = wasmparser::Validator::new_with_features(features);
    validator.validate_all(&admitted.wasm).expect("instrumentation keeps a module valid");
    admitted.wasm
}

impl Guest {
    /// Makes an instance with this much fuel, and as much again at each suspension.
    pub(crate) fn new(on: On, wasm: &[u8], fuel: i64, refill: i64) -> Guest {
        wasmer::sys::vm::set_stack_size(Limits::default().native_stack_bytes);
        let mut store = Store::new(on.engine());
        let module = Module::new(&store, wasm).expect("compiles");
        let host = FunctionEnv::new(&mut store, Host { refill, ..Host::default() });
        let mut imports = Imports::new();
        let out_of_fuel = Function::new_typed_with_env(&mut store, &host, out_of_fuel);
        let overflow = Function::new_typed(&mut store, || -> Result<(), RuntimeError> {
            Err(RuntimeError::new("stack overflow"))
        });
        let yield_ = Function::new_typed(&mut store, || 0i32);
        imports.define("wasi_snapshot_preview1", "sched_yield", yield_);
        imports.define("robodrome", "out_of_fuel", out_of_fuel);
        imports.define("robodrome", "stack_overflow", overflow);
        let instance = Instance::new(&mut store, &module, &imports).expect("instantiates");
        let mut guest = Guest { store, instance, host };
        if let Ok(global) = guest.instance.exports.get_global("robodrome:fuel").cloned() {
            global.set(&mut guest.store, Value::I64(fuel)).unwrap();
            guest.host.as_mut(&mut guest.store).fuel = Some(global);
        }
        guest
    }

    /// Calls an export.
    pub(crate) fn call(&mut self, name: &str, arguments: &[Value]) -> Outcome {
        let function = self.instance.exports.get_function(name).unwrap().clone();
        let result = function.call(&mut self.store, arguments);
        let result = match result {
            Ok(values) => Ok(values.iter().map(bits).collect()),
            Err(error) => Err(error.message()),
        };
        let memory = self.instance.exports.get_memory("memory").unwrap().view(&self.store);
        let pages = memory.size().0;
        let memory = blake3::hash(&memory.copy_to_vec().unwrap());
        let suspensions = self.host.as_ref(&self.store).suspensions.clone();
        Outcome { result, fuel: self.fuel(), suspensions, memory, pages }
    }

    pub(crate) fn fuel(&mut self) -> Option<i64> {
        self.host.as_ref(&self.store).fuel.clone().map(|fuel| fuel.get(&mut self.store).unwrap_i64())
    }

    pub(crate) fn depth(&mut self) -> i32 {
        self.instance.exports.get_global("robodrome:depth").unwrap().clone().get(&mut self.store).unwrap_i32()
    }

    pub(crate) fn exports(&self) -> Vec<String> {
        let functions =
            self.instance.exports.iter().filter(|(_, export)| matches!(export, Extern::Function(_)));
        functions.map(|(name, _)| name.clone()).collect()
    }
}

fn out_of_fuel(mut host: FunctionEnvMut<Host>) -> Result<(), RuntimeError> {
    let (host, mut store) = host.data_and_store_mut();
    let fuel = host.fuel.clone().expect("an instrumented module");
    let left = fuel.get(&mut store).unwrap_i64();
    assert!(left < 0, "suspended with {left} fuel");
    host.suspensions.push(left);
    if host.refill == 0 {
        return Err(RuntimeError::new("out of fuel"));
    }
    let mut next = left;
    while next < 0 {
        next += host.refill;
    }
    fuel.set(&mut store, Value::I64(next))
}

fn bits(value: &Value) -> u64 {
    match value {
        Value::I32(value) => u64::from(*value as u32),
        Value::I64(value) => *value as u64,
        Value::F32(value) => value.to_bits().into(),
        Value::F64(value) => value.to_bits(),
        _ => 0,
    }
}

/// Fuel that never runs out in a test.
pub(crate) const PLENTY: i64 = 1 << 50;

/// Runs one export of a module plain on both back ends and instrumented on both, and requires that the guest sees the
/// same everywhere and that fuel is the same on both. Returns what the instrumented one left.
pub(crate) fn agree(wasm: &[u8], name: &str, arguments: &[Value], refill: i64) -> Outcome {
    let plain = BOTH.map(|on| Guest::new(on, wasm, 0, 0).call(name, arguments));
    let metered = both(wasm, name, arguments, refill, refill);
    assert_eq!(plain[0].visible(), plain[1].visible(), "back ends differ without instrumentation");
    assert_eq!(plain[0].visible(), metered.visible(), "instrumentation changed what the guest sees");
    metered
}

/// Runs one export of an instrumented module on both back ends, which have to agree in everything.
pub(crate) fn both(wasm: &[u8], name: &str, arguments: &[Value], fuel: i64, refill: i64) -> Outcome {
    let wasm = instrumented(wasm);
    let [first, second] = BOTH.map(|on| Guest::new(on, &wasm, fuel, refill).call(name, arguments));
    assert_eq!(first, second, "back ends differ");
    first
}
