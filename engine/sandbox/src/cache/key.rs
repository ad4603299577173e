use std::fmt;

use protocol::ModuleHash;
use wasmer::sys::CpuFeature;

use crate::{Backend, Limits, cost};

/// The pinned version of wasmer, which does not tell its own.
const WASMER: &str = "7.4.2";

/// What machine code depends on: BLAKE3 over all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(blake3::Hash);

impl Key {
    /// The key of a module. Every limit is in it, also those that change no code: they rarely change, and a list of those
    /// that do would be wrong one day.
    pub(crate) fn new(module: ModuleHash, backend: Backend, limits: &Limits) -> Key {
        let mut hasher = blake3::Hasher::new_derive_key("robodrome sandbox 2026-11 compiled module");
        hasher.update(&module.0);
        hasher.update(&cost::hash());
        let features: Vec<String> =
            CpuFeature::for_host().iter().map(|feature| feature.to_string()).collect();
        let text = format!(
            "wasmer={} backend={backend} arch={} os={} cpu={features:?} pass={} limits={:?}",
            WASMER,
            std::env::consts::ARCH,
            std::env::consts::OS,
            cost::PASS_VERSION,
            limits.values(),
        );
        hasher.update(text.as_bytes());
        Key(hasher.finalize())
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_pinned_one() {
        let manifest = include_str!("../../../../Cargo.toml");
        assert!(manifest.contains(&format!("wasmer = {{ version = \"={WASMER}\"")));
    }

    #[test]
    fn what_changes_the_code_changes_the_key() {
        let limits = Limits::default();
        let key = Key::new(ModuleHash([1; 32]), Backend::Cranelift, &limits);
        assert_eq!(key, Key::new(ModuleHash([1; 32]), Backend::Cranelift, &limits));
        assert_ne!(key, Key::new(ModuleHash([2; 32]), Backend::Cranelift, &limits));
        assert_ne!(key, Key::new(ModuleHash([1; 32]), Backend::Singlepass, &limits));
        let other = Limits { memory_pages: limits.memory_pages + 1, ..limits };
        assert_ne!(key, Key::new(ModuleHash([1; 32]), Backend::Cranelift, &other));
    }
}
