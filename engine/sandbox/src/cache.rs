//! Compiled modules on disk, so that a module is compiled once a machine and not once a match.
//!
//! The folder is a place where machine code is loaded from: whoever can write into it can run code as the user. It is
//! made with access for its owner only, and one that belongs to somebody else, or that others may write to, is not used.
//! Within it, an entry is loaded only if it is whole, by its own checksum, and was made for exactly this key.

mod entry;
mod folder;
mod key;

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use tracing::warn;
use wasmer::{Engine, Module};

pub(crate) use self::key::Key;
use crate::{HostError, Usage};

/// Environment variable that names another folder than the user's own.
const VARIABLE: &str = "ROBODROME_CACHE";

/// Where compiled modules are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheMode {
    /// Nowhere.
    Off,
    /// In the folder that the environment variable `ROBODROME_CACHE` names, or else in `robodrome` in the user's cache
    /// folder.
    #[default]
    User,
    /// In this folder, which is made if need be.
    At(PathBuf),
}

impl CacheMode {
    /// The same without anything that would have to be looked up: the user's folder by its path, and that from the root.
    ///
    /// # Errors
    /// [`HostError::NoCacheFolder`] where the user has no home folder.
    pub fn found(&self) -> Result<CacheMode, HostError> {
        let folder = match self {
            CacheMode::Off => return Ok(CacheMode::Off),
            CacheMode::At(folder) => folder.clone(),
            CacheMode::User => user_folder()?,
        };
        std::path::absolute(folder)
            .map(CacheMode::At)
            .map_err(|error| HostError::NoCacheFolder(error.to_string()))
    }
}

/// A folder of compiled modules. Nothing that goes wrong with it is an error: modules are then compiled again.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    limit_bytes: u64,
}

impl Cache {
    /// Opens the folder; `None` when there is to be none, or when it cannot be used.
    pub(crate) fn open(mode: &CacheMode, limit_bytes: u64) -> Result<Option<Cache>, HostError> {
        let CacheMode::At(folder) = mode.found()? else { return Ok(None) };
        if let Err(error) = folder::prepare(&folder) {
            warn!(folder = %folder.display(), %error, "the cache folder is not used; modules are compiled each time");
            return Ok(None);
        }
        Ok(Some(Cache { folder, limit_bytes }))
    }

    /// The entry of that key, if there is a sound one.
    pub(crate) fn load(&self, key: &Key, engine: &Engine) -> Option<(Usage, Module)> {
        let path = self.path(key);
        let found = match folder::open(&path) {
            Ok(Some(file)) => entry::decode(key, &file, engine),
            Ok(None) => return None,
            Err(error) => Err(error.into()),
        };
        found
            .inspect_err(|error| {
                warn!(file = %path.display(), %error, "a compiled module is not used, and made again");
            })
            .ok()
    }

    /// Writes the entry of that key, in place of any that is there, and keeps the folder within its size.
    pub(crate) fn store(&self, key: &Key, usage: &Usage, module: &Module) {
        let path = self.path(key);
        let written = entry::encode(key, usage, module)
            .map_err(std::io::Error::other)
            .and_then(|bytes| folder::write(&path, &bytes))
            .and_then(|()| folder::prune(&self.folder, self.limit_bytes));
        if let Err(error) = written {
            warn!(file = %path.display(), %error, "a compiled module is not kept");
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{key}.{}", folder::EXTENSION))
    }
}

fn user_folder() -> Result<PathBuf, HostError> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        Some(value) => Ok(PathBuf::from(value)),
        None => etcetera::choose_base_strategy()
            .map(|base| base.cache_dir().join(Path::new("robodrome")))
            .map_err(|error| HostError::NoCacheFolder(error.to_string())),
    }
}
