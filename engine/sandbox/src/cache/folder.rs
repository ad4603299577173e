//! The folder on disk: who may write to it, and how much it holds.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Ending of an entry's file name.
pub(super) const EXTENSION: &str = "code";
/// Beginning of the name of a file that is being written.
const UNFINISHED: &str = ".unfinished-";

/// Makes the folder, for its owner only, and checks that it is safe to load code from.
pub(super) fn prepare(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let metadata = fs::metadata(folder)?;
    if !metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is not a folder"));
    }
    check_owner(&metadata)
}

/// A file of the folder; `None` where there is none. Marks it as used.
pub(super) fn open(path: &Path) -> io::Result<Option<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not a file"));
    }
    check_owner(&metadata)?;
    // Only the order in which entries are dropped depends on it, so failing to do it is of no account.
    let _ = file.set_modified(SystemTime::now());
    Ok(Some(file))
}

/// Writes a file whole or not at all, whoever else writes it at the same time. One that is there is never changed, since
/// others may be running what it holds: the new one takes its name.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Removes the entries that were longest not used, and leftovers of killed writers, until the rest fits.
pub(super) fn prune(folder: &Path, limit_bytes: u64) -> io::Result<()> {
    let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(UNFINISHED) && !name.ends_with(&format!(".{EXTENSION}")) {
            continue;
        }
        // Gone in the meantime: another process prunes too.
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_file() {
            entries.push((metadata.modified()?, metadata.len(), entry.path()));
        }
    }
    let mut total: u64 = entries.iter().map(|(_, bytes, _)| bytes).sum();
    entries.sort_unstable();
    for (_, bytes, path) in entries {
        if total <= limit_bytes {
            break;
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => total -= bytes,
        }
    }
    Ok(())
}

/// Checks that only this user could have written here.
#[cfg(unix)]
fn check_owner(metadata: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let user = rustix::process::geteuid().as_raw();
    if metadata.uid() != user {
        let why = format!("it belongs to user {}, not to {user}", metadata.uid());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    if metadata.mode() & 0o022 != 0 {
        let why = "others may write to it: take that right away with `chmod go-w`";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    Ok(())
}

/// Elsewhere the user's own folders are closed to others unless the user opened them.
#[cfg(not(unix))]
fn check_owner(_: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
