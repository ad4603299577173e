//! A ladder in one file, and back. The file is a database of SQLite, whatever the ladder runs on; so a ladder that has
//! outgrown SQLite moves to Postgres by a backup and a restore.

use std::io::{Read, Write};
use std::path::Path;

use crate::Error;
use crate::store::Store;

/// Writes everything that lasts into a new file, also while the ladder runs.
///
/// # Errors
/// There is such a file, it cannot be written; the database's.
pub(crate) async fn backup(store: &Store, file: &Path) -> Result<u64, Error> {
    if file.exists() {
        let problem = format!("{} is there already", file.display());
        return Err(Error::refused(400, "exists", problem, "name a file that is not there yet"));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let work = tempfile::Builder::new().prefix(".ladder-backup").tempdir_in(folder).map_err(|error| {
        let problem = format!("cannot write in {}: {error}", folder.display());
        Error::refused(400, "backup", problem, "name a file in a folder that can be written")
    })?;
    let copy = Store::open(None, work.path()).await?;
    let rows = store.copy_into(&copy).await?;
    copy.close().await;
    let whole = work.path().join("ladder.sqlite");
    // Closing merged what was written ahead: one file holds all of it. It holds secrets of rounds, too.
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&whole, private).map_err(Error::host)?;
    std::fs::File::open(&whole).and_then(|file| file.sync_all()).map_err(Error::host)?;
    std::fs::rename(&whole, file).map_err(Error::host)?;
    Ok(rows)
}

/// Reads a backup into an empty ladder. Matches that were queued or running then are queued when the ladder is served.
///
/// # Errors
/// The ladder is not empty, the file is no backup; the database's.
pub(crate) async fn restore(store: &Store, file: &Path) -> Result<u64, Error> {
    if !store.is_empty().await? {
        return Err(Error::refused(
            400,
            "not_empty",
            "there is a ladder here already, which a restore would mix up",
            "restore into an empty folder (--data) or an empty database (--database)",
        ));
    }
    let is_sqlite = is_sqlite(file).map_err(|error| {
        Error::refused(
            400,
            "backup",
            format!("cannot read {}: {error}", file.display()),
            "name a file that `backup` wrote",
        )
    })?;
    if !is_sqlite {
        let problem = format!("{} is no backup of a ladder", file.display());
        return Err(Error::refused(400, "backup", problem, "name a file that `backup` wrote"));
    }
    // From a copy, so that the backup stays as it is: opening may bring it to the newest form.
    let work = tempfile::tempdir().map_err(Error::host)?;
    std::fs::copy(file, work.path().join("ladder.sqlite")).map_err(Error::host)?;
    let copy = Store::open(None, work.path()).await?;
    let rows = copy.copy_into(store).await?;
    copy.close().await;
    Ok(rows)
}

fn is_sqlite(file: &Path) -> std::io::Result<bool> {
    let mut magic = [0; 16];
    let is_long_enough = std::fs::File::open(file)?.read_exact(&mut magic).is_ok();
    Ok(is_long_enough && &magic == b"SQLite format 3\0")
}

/// Tells how many rows were copied.
///
/// # Errors
/// Nobody listens.
pub(crate) fn tell(what: &str, rows: u64, file: &Path) -> Result<(), Error> {
    writeln!(std::io::stdout(), "{what} {}: {rows} rows", file.display()).map_err(Error::host)
}
