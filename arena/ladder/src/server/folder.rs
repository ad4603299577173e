use std::fs::{File, TryLockError};
use std::path::PathBuf;

use etcetera::BaseStrategy;

use crate::Error;
use crate::options::PlaceArgs;

/// The folder for databases and compiled bots.
pub(crate) struct Folder {
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Folder {
    /// Finds the folder, and makes it where there is none: for its owner alone.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn open(place: &PlaceArgs) -> Result<Folder, Error> {
        let path = match &place.data {
            Some(path) => std::path::absolute(path).map_err(Error::host)?,
            None => etcetera::choose_base_strategy()
                .map_err(|error| {
                    let problem = format!("you have no data folder: {error}");
                    Error::refused(400, "no_folder", problem, "name one with --data")
                })?
                .data_dir()
                .join("robodrome/ladder"),
        };
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|error| {
            let problem = format!("cannot make the data folder {}: {error}", path.display());
            Error::refused(400, "no_folder", problem, "name another with --data")
        })?;
        Ok(Folder { path })
    }

    /// Makes sure that no other server uses the folder, for as long as the file is open.
    ///
    /// # Errors
    /// Another does.
    pub(crate) fn lock(&self, place: &PlaceArgs) -> Result<File, Error> {
        let path = self.path.join("lock");
        let file = File::create(&path)
            .map_err(|error| Error::host(format!("cannot write {}: {error}", path.display())))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::refused(
                400,
                "in_use",
                format!("another arena-ladder serves from {}", self.path.display()),
                match place.database {
                    Some(_) => "name another folder with --data",
                    None => "end it first, or name another folder with --data",
                },
            )),
            Err(TryLockError::Error(error)) => {
                Err(Error::host(format!("cannot lock {}: {error}", path.display())))
            }
        }
    }
}
