use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use wasmer::Engine;
use wasmer::sys::{Cranelift, CraneliftOptLevel, EngineBuilder, Singlepass};

/// What turns WebAssembly into machine code. Results and fuel are the same with both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// Compiles ten times faster, runs about three times slower: for bots that play once.
    Singlepass,
    /// The default: with the cache, its compile time is paid once a module.
    #[default]
    Cranelift,
}

impl Backend {
    /// Every back end.
    pub const ALL: [Backend; 2] = [Backend::Singlepass, Backend::Cranelift];

    /// The word by which it is chosen.
    pub const fn word(self) -> &'static str {
        match self {
            Backend::Singlepass => "singlepass",
            Backend::Cranelift => "cranelift",
        }
    }

    /// A fresh engine. An engine keeps the machine code of every module that it ever compiled, so each program gets its
    /// own; it is freed with the program's last seat.
    ///
    /// The compilers' own canonicalisation of NaNs is off: they differ in it, and the instrumentation pass does it.
    pub(crate) fn engine(self) -> Engine {
        match self {
            Backend::Singlepass => EngineBuilder::new(SINGLEPASS.clone()).engine().into(),
            Backend::Cranelift => EngineBuilder::new(CRANELIFT.clone()).engine().into(),
        }
    }
}

// Made once: to see how many threads it may use, a new one reads files of the system, which takes a tenth of a start from
// the cache.
static SINGLEPASS: LazyLock<Singlepass> = LazyLock::new(|| {
    let mut compiler = Singlepass::new();
    compiler.canonicalize_nans(false);
    compiler
});
static CRANELIFT: LazyLock<Cranelift> = LazyLock::new(|| {
    let mut compiler = Cranelift::new();
    compiler.canonicalize_nans(false).opt_level(CraneliftOptLevel::Speed);
    compiler
});

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no back end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no back end; there are `singlepass` and `cranelift`")]
pub struct UnknownBackend(String);

impl FromStr for Backend {
    type Err = UnknownBackend;

    fn from_str(word: &str) -> Result<Backend, UnknownBackend> {
        Backend::ALL.into_iter().find(|b| b.word() == word).ok_or_else(|| UnknownBackend(word.to_owned()))
    }
}
