use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use protocol::{ModuleHash, ScriptHash};
use thiserror::Error;

use crate::{Language, bundled};

/// Modules and scripts that can be found by their sums: those that come with the engine, and those of a folder.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    files: BTreeMap<[u8; 32], PathBuf>,
}

/// A folder of bots that cannot be read.
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

    /// What comes with the engine, and every module and script of a folder, by the endings of their names.
    pub fn folder(folder: &Path) -> Result<Shelf, ShelfError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| ShelfError { path, source }
        };
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(at(folder))? {
            let path = entry.map_err(at(folder))?.path();
            let is_module = path.extension().is_some_and(|extension| extension == "wasm");
            if is_module || Language::of_file(&path).is_some() {
                let bytes = std::fs::read(&path).map_err(at(&path))?;
                files.insert(*blake3::hash(&bytes).as_bytes(), path);
            }
        }
        Ok(Shelf { files })
    }

    /// The module with this sum, if the shelf has it.
    pub fn find(&self, module: ModuleHash) -> Result<Option<Vec<u8>>, ShelfError> {
        let is_it = |bytes: &[u8]| blake3::hash(bytes).as_bytes() == &module.0;
        if let Some(bot) = bundled::bots().find(|bot| is_it(bot.wasm)) {
            return Ok(Some(bot.wasm.to_vec()));
        }
        self.read(module.0)
    }

    /// The script with this sum, if the shelf has it.
    pub fn find_script(&self, script: ScriptHash) -> Result<Option<Vec<u8>>, ShelfError> {
        self.read(script.0)
    }

    /// The file that had this sum. It is summed again, since it may have changed.
    fn read(&self, sum: [u8; 32]) -> Result<Option<Vec<u8>>, ShelfError> {
        let Some(path) = self.files.get(&sum) else { return Ok(None) };
        let bytes = std::fs::read(path).map_err(|source| ShelfError { path: path.clone(), source })?;
        Ok((*blake3::hash(&bytes).as_bytes() == sum).then_some(bytes))
    }
}
