use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use protocol::ModuleHash;
use thiserror::Error;

use crate::bundled;

/// Modules that can be found by their sums: those that come with the engine, and those of a folder.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    files: BTreeMap<ModuleHash, PathBuf>,
}

/// A folder of modules that cannot be read.
#[derive(Debug, Error)]
#[error("cannot read {}: {source}", path.display())]
pub struct ShelfError {
    /// The folder or file.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

impl Shelf {
    /// Only what comes with the engine.
    pub fn bundled() -> Shelf {
        Shelf::default()
    }

    /// What comes with the engine, and every `.wasm` file of a folder.
    pub fn folder(folder: &Path) -> Result<Shelf, ShelfError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| ShelfError { path, source }
        };
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(at(folder))? {
            let path = entry.map_err(at(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "wasm") {
                let bytes = std::fs::read(&path).map_err(at(&path))?;
                files.insert(ModuleHash(*blake3::hash(&bytes).as_bytes()), path);
            }
        }
        Ok(Shelf { files })
    }

    /// The module with this sum, if the shelf has it. The bytes are summed again, since a file may have changed.
    pub fn find(&self, module: ModuleHash) -> Result<Option<Vec<u8>>, ShelfError> {
        let is_it = |bytes: &[u8]| blake3::hash(bytes).as_bytes() == &module.0;
        if let Some(bot) = bundled::bots().find(|bot| is_it(bot.wasm)) {
            return Ok(Some(bot.wasm.to_vec()));
        }
        let Some(path) = self.files.get(&module) else { return Ok(None) };
        let bytes = std::fs::read(path).map_err(|source| ShelfError { path: path.clone(), source })?;
        Ok(is_it(&bytes).then_some(bytes))
    }
}
