//! How much each module has run, and so which compiler is worth its time. No result depends on it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use protocol::ModuleHash;
use sandbox::Backend;

/// Compiles ten times as fast as the other one: an upload is admitted and plays at once, and most bots never run for as
/// long as the other one would take. Results are checked with it too, so that two compilers have to agree on them.
pub(super) const BASELINE: Backend = Backend::Singlepass;

/// Makes code that runs two to three times as fast.
const OPTIMIZING: Backend = Backend::Cranelift;

/// Fuel that a module of no length spends before it is hot. Measured with the sample bots: the optimising compiler takes
/// 0.2 s and 4 s a megabyte, and its code saves 0.1 ns a unit of fuel. A module is hot when it would have saved as much as
/// compiling it costs: so the choice costs at most twice what the better one would.
const FUEL: u64 = 2_000_000_000;

/// Further fuel for each byte of the module.
const FUEL_PER_BYTE: u64 = 40_000;

/// Modules that are remembered. With more, all of them are cold again, which costs time and nothing else.
const MODULES: usize = 10_000;

/// What is known of the modules that were played.
#[derive(Debug, Default)]
pub(super) struct Hotness(Mutex<BTreeMap<ModuleHash, Heat>>);

#[derive(Clone, Copy, Debug, Default)]
struct Heat {
    fuel: u64,
    trust: Trust,
}

/// Whether the optimising compiler and its code do well with a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Trust {
    #[default]
    Untried,
    /// It played a match to its end.
    Proven,
    /// It was there when a worker process died.
    Barred,
}

impl Hotness {
    /// What is to compile a module of so many bytes.
    pub(super) fn backend(&self, module: ModuleHash, bytes: usize) -> Backend {
        let heat = self.heats().get(&module).copied().unwrap_or_default();
        let hot = FUEL.saturating_add(FUEL_PER_BYTE.saturating_mul(bytes as u64));
        match heat.fuel >= hot && heat.trust != Trust::Barred {
            true => OPTIMIZING,
            false => BASELINE,
        }
    }

    /// A match was played to its end.
    pub(super) fn ran(&self, module: ModuleHash, backend: Backend, fuel: u64) {
        let mut heats = self.heats();
        if heats.len() >= MODULES && !heats.contains_key(&module) {
            heats.clear();
        }
        let heat = heats.entry(module).or_default();
        heat.fuel = heat.fuel.saturating_add(fuel);
        if backend == OPTIMIZING {
            heat.trust = Trust::Proven;
        }
    }

    /// A worker process died that had these modules. Those with which the optimising compiler was tried for the first time
    /// keep to the other one, so that another attempt is another one.
    pub(super) fn bar(&self, modules: impl IntoIterator<Item = (ModuleHash, Backend)>) {
        let mut heats = self.heats();
        for (module, _) in modules.into_iter().filter(|(_, backend)| *backend == OPTIMIZING) {
            let heat = heats.entry(module).or_default();
            if heat.trust == Trust::Untried {
                heat.trust = Trust::Barred;
                tracing::warn!(%module, "optimised code was there when a worker process died, and is not used again");
            }
        }
    }

    fn heats(&self) -> MutexGuard<'_, BTreeMap<ModuleHash, Heat>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: ModuleHash = ModuleHash([1; 32]);

    #[test]
    fn a_module_is_hot_when_it_has_run_for_as_long_as_it_takes_to_compile() {
        let hotness = Hotness::default();
        assert_eq!(hotness.backend(MODULE, 0), BASELINE);
        hotness.ran(MODULE, BASELINE, 2_999_999_999);
        assert_eq!(hotness.backend(MODULE, 25_000), BASELINE);
        hotness.ran(MODULE, BASELINE, 1);
        assert_eq!(hotness.backend(MODULE, 25_000), OPTIMIZING);
        assert_eq!(hotness.backend(MODULE, 25_001), BASELINE, "a longer one would take longer");
        assert_eq!(hotness.backend(ModuleHash([2; 32]), 0), BASELINE, "and so would another one");
        hotness.ran(MODULE, OPTIMIZING, u64::MAX);
        assert_eq!(hotness.backend(MODULE, usize::MAX), OPTIMIZING);
    }

    #[test]
    fn a_module_whose_first_optimised_match_ends_its_process_keeps_to_the_baseline() {
        let hotness = Hotness::default();
        hotness.ran(MODULE, BASELINE, FUEL);
        hotness.bar([(MODULE, BASELINE)]);
        assert_eq!(hotness.backend(MODULE, 0), OPTIMIZING, "the compiler had no part in it");
        hotness.bar([(MODULE, OPTIMIZING)]);
        assert_eq!(hotness.backend(MODULE, 0), BASELINE);
    }

    #[test]
    fn a_module_that_has_played_optimised_is_not_barred_for_what_its_opponents_do() {
        let hotness = Hotness::default();
        hotness.ran(MODULE, OPTIMIZING, FUEL);
        let opponent = ModuleHash([2; 32]);
        hotness.ran(opponent, BASELINE, FUEL);
        hotness.bar([(MODULE, OPTIMIZING), (opponent, OPTIMIZING)]);
        assert_eq!(hotness.backend(MODULE, 0), OPTIMIZING);
        assert_eq!(hotness.backend(opponent, 0), BASELINE);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let hotness = Hotness::default();
        for number in 0..=MODULES as u32 {
            let mut module = ModuleHash([0; 32]);
            module.0[..4].copy_from_slice(&number.to_le_bytes());
            hotness.ran(module, BASELINE, FUEL);
        }
        assert_eq!(hotness.heats().len(), 1);
    }
}
