use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use protocol::{FuelPlan, ModuleHash};
use tracing::debug;
use wasmer::{Engine, Module};

use crate::cache::{Cache, Key};
use crate::interpreter::limits_for;
use crate::player::{Identity, Player};
use crate::{
    Backend, CacheMode, HostError, Interpreter, Limits, LoadError, Program, Usage, admit_within, panic_text,
};

/// How a sandbox compiles, caches and limits.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The compiler; changes speed, never a result.
    pub backend: Backend,
    /// Where compiled modules are kept; changes speed, never a result.
    pub cache: CacheMode,
    /// What modules and players may use.
    pub limits: Limits,
}

/// Turns hostile bytes into players. Clones share one configuration and one cache folder.
#[derive(Clone, Debug)]
pub struct Sandbox(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    backend: Backend,
    cache: Option<Cache>,
    limits: Arc<Limits>,
    /// Interpreters that were loaded: one program serves every bot of its language.
    interpreters: Mutex<BTreeMap<&'static str, Program>>,
}

impl Sandbox {
    /// Makes a sandbox.
    ///
    /// The size of the native stacks on which guests run is a setting of the whole process: the last sandbox made
    /// sets it for all. It cannot be seen by a guest, whose calls are counted and stopped long before it ends.
    ///
    /// # Errors
    /// [`HostError::NoCacheFolder`] where a user cache is asked for and the user has no home folder. A folder that
    /// cannot be used is only a warning: everything works without it, slower.
    pub fn new(config: Config) -> Result<Sandbox, HostError> {
        let Config { backend, cache, limits } = config;
        wasmer::sys::vm::set_stack_size(limits.native_stack_bytes);
        let cache = Cache::open(&cache, limits.cache_bytes)?;
        Ok(Sandbox(Arc::new(Shared {
            backend,
            cache,
            limits: Arc::new(limits),
            interpreters: Mutex::default(),
        })))
    }

    /// Admits a module and compiles it, or takes it from the cache.
    ///
    /// # Errors
    /// [`LoadError::Rejected`] says which rule of admission the module breaks.
    pub fn load(&self, wasm: &[u8]) -> Result<Program, LoadError> {
        self.load_known(ModuleHash(blake3::hash(wasm).into()), || Ok(wasm))
    }

    /// Loads an interpreter that comes with the engine, or gives the one that was loaded before. Its module is unpacked
    /// only where no compiled one is in the cache.
    ///
    /// # Errors
    /// [`HostError::Interpreter`] where what is unpacked is not the interpreter, and those of [`Sandbox::load`].
    pub fn load_interpreter(
        &self,
        interpreter: &'static Interpreter,
        unpack: impl FnOnce() -> Vec<u8>,
    ) -> Result<Program, LoadError> {
        // A panic leaves nothing half done here. The lock is held while compiling, so that this happens once.
        let mut loaded = self.0.interpreters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = loaded.get(interpreter.name) {
            return Ok(program.clone());
        }
        let program = self.load_known(interpreter.hash, || {
            let wasm = unpack();
            match *blake3::hash(&wasm).as_bytes() == interpreter.hash.0 {
                true => Ok(wasm),
                false => Err(HostError::Interpreter(interpreter.name)),
            }
        })?;
        loaded.insert(interpreter.name, program.clone());
        Ok(program)
    }

    /// Loads the module with this sum, which `wasm` gives if it is needed.
    fn load_known<W: AsRef<[u8]>>(
        &self,
        hash: ModuleHash,
        wasm: impl FnOnce() -> Result<W, HostError>,
    ) -> Result<Program, LoadError> {
        let limits = limits_for(hash, &self.0.limits);
        let engine = self.0.backend.engine();
        let Some(cache) = &self.0.cache else {
            let (usage, module) = self.build(wasm()?.as_ref(), &limits, &engine)?;
            return Ok(Program::new(hash, usage, true, module, engine));
        };
        let key = Key::new(hash, self.0.backend, &limits);
        if let Some((usage, module)) = cache.load(&key, &engine) {
            debug!(%hash, "compiled module found in the cache");
            return Ok(Program::new(hash, usage, true, module, engine));
        }
        let (usage, module) = self.build(wasm()?.as_ref(), &limits, &engine)?;
        cache.store(&key, &usage, &module);
        Ok(Program::new(hash, usage, true, module, engine))
    }

    /// Admits a module and compiles it as it is, without instrumentation and without the cache, to measure what metering
    /// costs.
    ///
    /// Only for guests that are trusted: nothing bounds their time or their stack, they are charged no fuel, and a
    /// [`Player`] dropped in the middle of a computation leaves its thread behind.
    ///
    /// # Errors
    /// As [`Sandbox::load`].
    pub fn load_unmetered(&self, wasm: &[u8]) -> Result<Program, LoadError> {
        let hash = ModuleHash(blake3::hash(wasm).into());
        let usage = admit_within(wasm, &limits_for(hash, &self.0.limits))?.usage;
        let engine = self.0.backend.engine();
        let module = compile(self.0.backend, &engine, wasm)?;
        Ok(Program::new(hash, usage, false, module, engine))
    }

    /// Seats a program: starts its thread, which waits for the first [`Player::begin`].
    ///
    /// # Errors
    /// [`HostError::Thread`] when the operating system has no thread left.
    pub fn seat(&self, program: &Program, identity: Identity, plan: FuelPlan) -> Result<Player, HostError> {
        Player::start(program.clone(), identity, plan, Arc::clone(&self.0.limits))
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The back end in use.
    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    fn build(&self, wasm: &[u8], limits: &Limits, engine: &Engine) -> Result<(Usage, Module), LoadError> {
        let admitted = admit_within(wasm, limits)?;
        let module = compile(self.0.backend, engine, &admitted.wasm)?;
        Ok((admitted.usage, module))
    }
}

/// Compiles. A compiler that panics costs this module only.
fn compile(backend: Backend, engine: &Engine, wasm: &[u8]) -> Result<Module, HostError> {
    let failed = |why| HostError::Compile { backend, why };
    match catch_unwind(AssertUnwindSafe(|| Module::new(engine, wasm))) {
        Ok(Ok(module)) => Ok(module),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(panic) => Err(failed(panic_text(&*panic))),
    }
}
