//! A real ladder, started by `arena serve`, on a port and in a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server, ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    /// Where it is reached.
    pub(crate) address: String,
    _data: tempfile::TempDir,
}

impl Server {
    /// Starts one that everybody may join; `None` where `arena-ladder` was not built and need not be.
    pub(crate) fn start(workers: u8) -> Option<Server> {
        let arena = Path::new(env!("CARGO_BIN_EXE_arena"));
        let ladder = arena.with_file_name(format!("arena-ladder{}", std::env::consts::EXE_SUFFIX));
        if !ladder.is_file() {
            assert!(std::env::var_os("CI").is_none(), "{} is missing", ladder.display());
            eprintln!("not tested: build it with `cargo build --release -p arena-ladder`");
            return None;
        }
        let data = tempfile::tempdir().unwrap();
        let mut command = Command::new(arena);
        // Options of the ladder's, one of which has the name of one of ours.
        command.args(["serve", "--log", "ladder=warn", "--open-signup", "--listen", "127.0.0.1:0"]);
        command.arg("--workers").arg(workers.to_string()).arg("--data").arg(data.path());
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap()).lines();
        let told = out.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            Some(format!("http://{}", rest.split_whitespace().next()?))
        });
        let address = told.expect("the server tells its address");
        // What it says later is read, so that it never waits for a full pipe.
        std::thread::spawn(move || out.for_each(drop));
        Some(Server { process, address, _data: data })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
