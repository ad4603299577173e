use std::ops::ControlFlow;
use std::path::PathBuf;

use client::MatchAddress;
use terminal::exit::Failure;
use terminal::waiting::Waiting;

use crate::source::fetch;

/// Fetches a match of a ladder when it is over, and keeps its replay in the current folder.
pub(super) fn download(address: &MatchAddress) -> Result<PathBuf, Failure> {
    let waiting = Waiting::on("");
    let told = |doing: String| {
        waiting.now_on(doing);
        ControlFlow::Continue(())
    };
    let bytes = fetch(address, told)?.unwrap_or_default();
    let path = PathBuf::from(format!("{}.replay", &address.id[..12]));
    std::fs::write(&path, bytes).map_err(|error| Failure::writing("replay", &path, &error))?;
    Ok(path)
}
