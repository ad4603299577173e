use core::fmt;
use serde::{Deserialize, Serialize};

/// An amount of fuel, in the units of the cost table: about one a WebAssembly instruction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Fuel(pub u64);

impl fmt::Display for Fuel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How fuel is handed out: a chess clock. What is left after initialisation and after each tick is kept, up to `bank`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FuelPlan {
    /// Granted once, for everything up to the first wait for a tick line.
    pub start: Fuel,
    /// Added at the beginning of each tick.
    pub per_tick: Fuel,
    /// The most that can be saved up.
    pub bank: Fuel,
}
