//! The real server, on a port and in a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A server, ended when it is dropped.
pub(crate) struct Ladder {
    server: Child,
    /// Where it is reached.
    pub(crate) address: String,
    _data: tempfile::TempDir,
}

impl Ladder {
    /// Starts a server that everybody may join.
    pub(crate) fn serve() -> Ladder {
        let data = tempfile::tempdir().expect("there is room for a ladder");
        let mut server = Command::new(env!("CARGO_BIN_EXE_arena-ladder"))
            .args([
                "serve",
                "--open-signup",
                "--workers",
                "1",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "warn",
                "--data",
            ])
            .arg(data.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut out = BufReader::new(server.stdout.take().expect("its output is a pipe")).lines();
        let told = out.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.split_whitespace().next().map(|address| format!("http://{}", address.trim_end_matches('/')))
        });
        let address = told.expect("the server tells its address");
        // What it says later is read, so that it never waits for a full pipe.
        std::thread::spawn(move || out.for_each(drop));
        Ladder { server, address, _data: data }
    }

    /// Uploads a bundled bot as a program does. Does not wait until it is let in.
    pub(crate) fn upload(&self, token: &str, name: &str) {
        self.upload_bytes(token, name, &std::fs::read(module(name)).expect("the module can be read"));
    }

    /// Uploads a bot as a program does. Does not wait until it is let in.
    pub(crate) fn upload_bytes(&self, token: &str, name: &str, bytes: &[u8]) {
        let sent = ureq::post(self.at(&format!("/api/v1/bots/{name}/versions")))
            .header("Authorization", &format!("Bearer {token}"))
            .send(bytes);
        let status = sent.expect("the ladder takes the module").status();
        assert_eq!(status, 202);
    }

    /// The address of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Ladder {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The module of a bundled bot.
pub(crate) fn module(name: &str) -> PathBuf {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/modules");
    let path = modules.canonicalize().expect("the modules are there").join(format!("{name}.wasm"));
    assert!(path.is_file(), "{}", path.display());
    path
}
