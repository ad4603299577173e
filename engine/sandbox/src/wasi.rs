//! `wasi_snapshot_preview1`, ours: only what a program that talks through pipes needs, and the same on every machine.
//!
//! One file a group of functions. Everything that is not implemented here answers [`Errno::Nosys`].

mod args;
mod clock;
mod fd;
mod memory;
mod pipe;
mod poll;
mod process;
mod random;
pub(crate) mod signatures;

use wasmer::{Function, FunctionEnv, FunctionEnvMut, FunctionType, Imports, Module, Store, Type, Value};
use wasmer_wasix_types::wasi::Errno;
use wasmparser::ValType;

pub(crate) use self::memory::GuestMemory;
use self::signatures::{MODULE, Signature};
use crate::cost::COSTS;
use crate::player::{Call, Guest, Halt};

/// Import module of what the instrumentation calls.
const ENGINE: &str = "robodrome";

/// How a host call ends when it does not succeed.
pub(crate) enum Stop {
    /// It tells the guest why, and the guest goes on.
    Errno(Errno),
    /// The guest runs no more.
    Halt(Halt),
}

impl From<Errno> for Stop {
    fn from(errno: Errno) -> Stop {
        Stop::Errno(errno)
    }
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Stop {
        Stop::Halt(halt)
    }
}

/// The functions that a module imports. Admission let in only names that are known here.
pub(crate) fn link(store: &mut Store, env: &FunctionEnv<Guest>, module: &Module) -> Imports {
    let mut imports = Imports::new();
    for import in module.imports() {
        let function = match import.module() {
            ENGINE => engine_function(store, env, import.name()),
            MODULE => implemented(store, env, import.name())
                .or_else(|| signatures::find(import.name()).map(|signature| absent(store, env, signature))),
            _ => None,
        };
        // One that is left out fails the instance with an error that names it.
        if let Some(function) = function {
            imports.define(import.module(), import.name(), function);
        }
    }
    imports
}

/// What the instrumentation calls.
fn engine_function(store: &mut Store, env: &FunctionEnv<Guest>, name: &str) -> Option<Function> {
    match name {
        "out_of_fuel" => {
            Some(Function::new_typed_with_env(store, env, |mut env: FunctionEnvMut<'_, Guest>| {
                Call::new(&mut env).out_of_fuel()
            }))
        }
        "stack_overflow" => Some(Function::new_typed_with_env(
            store,
            env,
            |_: FunctionEnvMut<'_, Guest>| -> Result<(), Halt> {
                Err(Halt::Fault(protocol::Fault::StackOverflow))
            },
        )),
        _ => None,
    }
}

macro_rules! implemented {
    ($( $group:ident :: $name:ident ( $($arg:ident: $ty:ty),* ); )+) => {
        /// The function of that name, if there is more to it than an errno.
        fn implemented(store: &mut Store, env: &FunctionEnv<Guest>, name: &str) -> Option<Function> {
            match name {
                $( stringify!($name) => Some(Function::new_typed_with_env(
                    store,
                    env,
                    |mut env: FunctionEnvMut<'_, Guest>, $($arg: $ty),*| {
                        answer(&mut env, |call| $group::$name(call, $($arg),*))
                    },
                )), )+
                // The one function without a result.
                "proc_exit" => Some(Function::new_typed_with_env(
                    store,
                    env,
                    |mut env: FunctionEnvMut<'_, Guest>, code: u32| process::proc_exit(&mut Call::new(&mut env), code),
                )),
                _ => None,
            }
        }

        /// Names of the functions that are more than an errno.
        #[cfg(test)]
        const IMPLEMENTED: &[&str] = &[ $( stringify!($name), )+ "proc_exit" ];
    };
}

implemented! {
    args::args_get(argv: u32, text: u32);
    args::args_sizes_get(count: u32, size: u32);
    args::environ_get(pointers: u32, text: u32);
    args::environ_sizes_get(count: u32, size: u32);
    clock::clock_res_get(id: u32, resolution: u32);
    clock::clock_time_get(id: u32, precision: u64, time: u32);
    fd::fd_close(fd: u32);
    fd::fd_fdstat_get(fd: u32, stat: u32);
    fd::fd_fdstat_set_flags(fd: u32, flags: u32);
    fd::fd_filestat_get(fd: u32, stat: u32);
    fd::fd_prestat_get(fd: u32, prestat: u32);
    fd::fd_seek(fd: u32, offset: i64, whence: u32, position: u32);
    fd::fd_tell(fd: u32, position: u32);
    pipe::fd_read(fd: u32, buffers: u32, count: u32, read: u32);
    pipe::fd_write(fd: u32, buffers: u32, count: u32, written: u32);
    poll::poll_oneoff(subscriptions: u32, events: u32, count: u32, ready: u32);
    process::sched_yield();
    random::random_get(buffer: u32, length: u32);
}

/// Takes the price of any call, runs it, and turns its end into what the guest sees.
fn answer(
    env: &mut FunctionEnvMut<'_, Guest>,
    function: impl FnOnce(&mut Call<'_>) -> Result<(), Stop>,
) -> Result<i32, Halt> {
    let mut call = Call::new(env);
    call.charge(u64::from(COSTS.host_call))?;
    match function(&mut call) {
        Ok(()) => Ok(Errno::Success as i32),
        Err(Stop::Errno(errno)) => Ok(errno as i32),
        Err(Stop::Halt(halt)) => Err(halt),
    }
}

/// A function that only answers that it does not exist.
fn absent(store: &mut Store, env: &FunctionEnv<Guest>, signature: &Signature) -> Function {
    Function::new_with_env(store, env, type_of(signature), |mut env, _| {
        let errno = answer(&mut env, |_| Err(Errno::Nosys.into())).map_err(halted)?;
        Ok(vec![Value::I32(errno)])
    })
}

fn halted(halt: Halt) -> wasmer::RuntimeError {
    wasmer::RuntimeError::user(Box::new(halt))
}

fn type_of(signature: &Signature) -> FunctionType {
    let types = |list: &[ValType]| -> Vec<Type> {
        list.iter().map(|ty| if *ty == ValType::I64 { Type::I64 } else { Type::I32 }).collect()
    };
    FunctionType::new(types(signature.params), types(signature.results))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::signatures::PREVIEW1;
    use super::*;
    use crate::{Backend, Identity, Limits};

    #[test]
    fn every_function_has_exactly_the_type_of_the_table() {
        let mut store = Store::new(Backend::Singlepass.engine());
        let identity = Identity { name: String::new(), seed: [0; 32] };
        let none = protocol::Fuel(0);
        let plan = protocol::FuelPlan { start: none, per_tick: none, bank: none };
        let guest = Guest::new(identity, plan, &Limits::default(), Arc::default());
        let env = FunctionEnv::new(&mut store, guest);
        let mut found = Vec::new();
        for signature in PREVIEW1 {
            if let Some(function) = implemented(&mut store, &env, signature.name) {
                assert_eq!(function.ty(&store), type_of(signature), "{}", signature.name);
                found.push(signature.name);
            }
            assert_eq!(absent(&mut store, &env, signature).ty(&store), type_of(signature));
        }
        found.sort_unstable();
        let mut implemented = IMPLEMENTED.to_vec();
        implemented.sort_unstable();
        assert_eq!(found, implemented, "a function is implemented that preview1 does not have");
    }
}
