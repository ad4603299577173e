//! Runs a module, as it is or instrumented, in an instance of its own with the two imports that instrumentation adds: so
//! that one can be compared with the other, and with what is left when it traps.

use sandbox::Limits;
use wasmer::sys::{Cranelift, EngineBuilder, Singlepass};
use wasmer::{
    Engine, Extern, Function, FunctionEnv, FunctionEnvMut, Global, Imports, Instance, Module, RuntimeError,
    Store, Type, Value,
};

/// A compiler to run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Singlepass,
    Cranelift,
}

/// Fuel that a guest begins with, and gets at each suspension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fuel {
    pub(crate) start: i64,
    pub(crate) refill: i64,
}

/// Most functions that are called in an instance.
const CALLS: usize = 12;

/// What the guest's own code could see after a call, in a form that can be compared bit for bit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Name of the function that was called.
    pub(crate) function: String,
    /// Bits of its results, or the trap.
    pub(crate) result: Result<Vec<u64>, String>,
    globals: Vec<(String, u64)>,
    memory: blake3::Hash,
    pages: u32,
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// After each call.
    pub(crate) seen: Vec<Seen>,
    /// Fuel spent, where the module is instrumented.
    pub(crate) spent: i64,
    /// How often it was suspended.
    pub(crate) suspensions: usize,
}

/// What a trap says when the instrumentation's count of the stack ends a guest.
pub(crate) const STACK_OVERFLOW: &str = "stack overflow";

#[derive(Default)]
struct Host {
    fuel: Option<Global>,
    refill: i64,
    granted: i64,
    suspensions: usize,
}

/// A module, compiled.
pub(crate) struct Compiled {
    engine: Engine,
    module: Module,
}

impl Compiled {
    pub(crate) fn new(on: On, wasm: &[u8]) -> Compiled {
        wasmer::sys::vm::set_stack_size(Limits::default().native_stack_bytes);
        let engine: Engine = match on {
            On::Singlepass => EngineBuilder::new(Singlepass::default()).engine().into(),
            On::Cranelift => EngineBuilder::new(Cranelift::default()).engine().into(),
        };
        let module = Module::new(&engine, wasm).expect("a valid module compiles");
        Compiled { engine, module }
    }

    /// Calls every function that takes only numbers, with zeros. `None` where no instance can be made, because a segment
    /// does not fit.
    pub(crate) fn run(&self, fuel: Fuel) -> Option<Run> {
        let mut store = Store::new(self.engine.clone());
        let host = FunctionEnv::new(&mut store, Host { refill: fuel.refill, ..Host::default() });
        let imports = imports(&mut store, &host);
        let instance = Instance::new(&mut store, &self.module, &imports).ok()?;
        let counter = instance.exports.get_global("robodrome:fuel").ok().cloned();
        if let Some(counter) = &counter {
            counter.set(&mut store, Value::I64(fuel.start)).unwrap();
            host.as_mut(&mut store).fuel = Some(counter.clone());
        }
        let mut names: Vec<String> =
            instance.exports.iter().functions().map(|(name, _)| name.clone()).collect();
        names.retain(|name| !name.starts_with("robodrome:"));
        names.sort_unstable();
        let seen = names.iter().take(CALLS).filter_map(|name| call(&mut store, &instance, name)).collect();
        let left = counter.map_or(0, |counter| counter.get(&mut store).unwrap_i64());
        let host = host.as_ref(&store);
        Some(Run { seen, spent: fuel.start + host.granted - left, suspensions: host.suspensions })
    }
}

fn imports(store: &mut Store, host: &FunctionEnv<Host>) -> Imports {
    let out_of_fuel = Function::new_typed_with_env(store, host, out_of_fuel);
    let overflow =
        Function::new_typed(store, || -> Result<(), RuntimeError> { Err(RuntimeError::new(STACK_OVERFLOW)) });
    let sched_yield = Function::new_typed(store, || 0i32);
    let mut imports = Imports::new();
    imports.define("wasi_snapshot_preview1", "sched_yield", sched_yield);
    imports.define("robodrome", "out_of_fuel", out_of_fuel);
    imports.define("robodrome", "stack_overflow", overflow);
    imports
}

fn out_of_fuel(mut env: FunctionEnvMut<'_, Host>) {
    let (host, mut store) = env.data_and_store_mut();
    let fuel = host.fuel.clone().expect("an instrumented module");
    let left = fuel.get(&mut store).unwrap_i64();
    assert!(left < 0, "suspended with {left} fuel");
    let grants = left.unsigned_abs().div_ceil(host.refill.unsigned_abs()) as i64;
    host.granted += grants * host.refill;
    host.suspensions += 1;
    fuel.set(&mut store, Value::I64(left + grants * host.refill)).unwrap();
}

fn call(store: &mut Store, instance: &Instance, name: &str) -> Option<Seen> {
    let function = instance.exports.get_function(name).unwrap();
    let zeros: Option<Vec<Value>> = function.ty(store).params().iter().map(zero).collect();
    let result = function.call(store, &zeros?);
    let globals = instance.exports.iter().filter_map(|(name, export)| match export {
        Extern::Global(global) if !name.starts_with("robodrome:") => Some((name.clone(), global.clone())),
        _ => None,
    });
    let globals: Vec<_> = globals.collect();
    let memory = instance.exports.get_memory("memory").unwrap().view(store);
    Some(Seen {
        function: name.to_owned(),
        result: result.map(|values| values.iter().map(bits).collect()).map_err(|trap| trap.message()),
        pages: memory.size().0,
        memory: blake3::hash(&memory.copy_to_vec().unwrap()),
        globals: globals.into_iter().map(|(name, global)| (name, bits(&global.get(store)))).collect(),
    })
}

fn zero(ty: &Type) -> Option<Value> {
    match ty {
        Type::I32 => Some(Value::I32(0)),
        Type::I64 => Some(Value::I64(0)),
        Type::F32 => Some(Value::F32(0.0)),
        Type::F64 => Some(Value::F64(0.0)),
        _ => None,
    }
}

/// The bits of a number; references look all alike.
fn bits(value: &Value) -> u64 {
    match value {
        Value::I32(value) => u64::from(*value as u32),
        Value::I64(value) => *value as u64,
        Value::F32(value) => value.to_bits().into(),
        Value::F64(value) => value.to_bits(),
        _ => 0,
    }
}
