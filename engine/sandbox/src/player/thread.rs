//! The player's own thread, from its first turn to its last.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use protocol::{FuelPlan, Status};
use tracing::error;
use wasmer::{FunctionEnv, Instance, InstantiationError, LinkError, RuntimeError, Store, TypedFunction};

use super::call::{Call, Halt};
use super::fault::fault_of;
use super::handoff::Handoff;
use super::{Guest, Identity};
use crate::{HostError, Limits, Program, panic_text, wasi};

/// Native stack of the thread, in bytes. Guests run on stacks of their own; here run host calls, whose frames are small,
/// and a panic's report. Only pages that are touched take memory.
const STACK_BYTES: usize = 512 * 1024;

/// Name that the instrumentation gives to a module's start function.
const START: &str = "robodrome:start";
/// Name of the global in which the instrumentation counts.
const FUEL: &str = "robodrome:fuel";

/// Why a guest runs no more.
enum End {
    Over(Status),
    Killed,
}

pub(super) fn spawn(
    program: Program,
    identity: Identity,
    plan: FuelPlan,
    limits: Arc<Limits>,
    handoff: Arc<Handoff>,
) -> Result<JoinHandle<()>, HostError> {
    Builder::new()
        .name("player".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let played = catch_unwind(AssertUnwindSafe(|| play(&program, identity, plan, &limits, &handoff)));
            let failure = match played {
                Ok(Ok(())) => return,
                Ok(Err(failure)) => failure,
                Err(panic) => HostError::Panic(panic_text(&*panic)),
            };
            error!(module = %program.hash(), %failure, "the host failed a player");
            handoff.fail(failure);
        })
        .map_err(|failure| HostError::Thread(Arc::new(failure)))
}

/// Plays every turn of a guest.
fn play(
    program: &Program,
    identity: Identity,
    plan: FuelPlan,
    limits: &Limits,
    handoff: &Arc<Handoff>,
) -> Result<(), HostError> {
    let Some(begin) = handoff.wait_begin() else { return Ok(()) };
    let mut store = Store::new(program.engine().clone());
    let env = FunctionEnv::new(&mut store, Guest::new(identity, plan, limits, Arc::clone(handoff)));
    env.as_mut(&mut store).begin(begin);
    let end = run(program, &mut store, &env)?;
    if let End::Over(status) = end {
        let mut env = env.into_mut(&mut store);
        Call::new(&mut env).finish(status);
    }
    Ok(())
}

/// Makes the instance and runs it to its end.
fn run(program: &Program, store: &mut Store, env: &FunctionEnv<Guest>) -> Result<End, HostError> {
    let imports = wasi::link(store, env, program.module());
    let instance = match Instance::new(store, program.module(), &imports) {
        Ok(instance) => instance,
        Err(InstantiationError::Start(trap) | InstantiationError::Link(LinkError::Trap(trap))) => {
            return end_of(&trap);
        }
        Err(failure) => return Err(HostError::Instantiate(failure.to_string())),
    };
    let exports = &instance.exports;
    let guest = env.as_mut(store);
    guest.memory = exports.get_memory("memory").ok().cloned();
    guest.fuel = exports.get_global(FUEL).ok().cloned();
    if Call::new(&mut env.clone().into_mut(store)).start().is_err() {
        return Ok(End::Killed);
    }
    for name in [START, "_start"] {
        let Ok(function) = exports.get_typed_function(store, name) else { continue };
        let function: TypedFunction<(), ()> = function;
        if let Err(trap) = function.call(store) {
            return end_of(&trap);
        }
    }
    Ok(End::Over(Status::Exited(0)))
}

/// What an unwound guest came to.
fn end_of(trap: &RuntimeError) -> Result<End, HostError> {
    Ok(match trap.downcast_ref::<Halt>() {
        Some(Halt::Exit(code)) => End::Over(Status::Exited(*code)),
        Some(Halt::Fault(fault)) => End::Over(Status::Faulted(*fault)),
        Some(Halt::Killed) => End::Killed,
        None => End::Over(Status::Faulted(fault_of(trap)?)),
    })
}
