//! Writes every page, filled with invented players and real matches, into a folder: to look at them without a server.
//!
//! `cargo run --release -p arena-ladder -p one-build --example pages -- FOLDER`

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name the folder to write the pages into"));
    };
    for (path, body) in sample::everything() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, body)?;
    }
    Ok(())
}
