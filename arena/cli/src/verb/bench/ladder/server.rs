use std::fmt::Display;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use crate::companion;
use crate::exit::Failure;

/// How long somebody waits who was told to come again.
pub(super) const AGAIN: Duration = Duration::from_millis(500);

/// A ladder of ours, with a folder of its own.
pub(in super::super) struct Server {
    child: Child,
    /// Where it is.
    pub(in super::super) address: String,
    /// Its admin's token.
    pub(in super::super) admin: String,
    _folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts one with these options besides.
    pub(in super::super) fn start(options: &[&str]) -> Result<Server, Failure> {
        let failed = |why: &dyn Display| Failure::host(format!("the ladder did not start: {why}"));
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::host(format!("no folder for the ladder: {error}")))?;
        let mut command = Command::new(companion::LADDER.path()?);
        command
            .args(["serve", "--open-signup", "--listen", "127.0.0.1:0", "--log", "error"])
            .args(options)
            .arg("--data")
            .arg(folder.path())
            .stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let mut stdout = BufReader::new(child.stdout.take().ok_or_else(|| failed(&"it has no stdout"))?);
        let (mut address, mut admin) = (None, None);
        let mut line = String::new();
        while admin.is_none() {
            line.clear();
            if stdout.read_line(&mut line).map_err(|error| failed(&error))? == 0 {
                return Err(failed(&"it does not say who its admin is"));
            }
            if let Some((_, place)) = line.split_once("http://") {
                address = Some(format!("http://{}", place.trim()));
            }
            admin = line.split_once("shown only now: ").map(|(_, token)| token.trim().to_owned());
        }
        // Its further lines are not read, but must not break its pipe.
        child.stdout = Some(stdout.into_inner());
        match (address, admin) {
            (Some(address), Some(admin)) => Ok(Server { child, address, admin, _folder: folder }),
            _ => Err(failed(&"it does not say where it is")),
        }
    }

    /// What asks, and takes every answer as one.
    pub(super) fn agent() -> Agent {
        Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into()
    }

    /// Uploads a bot, as often as it is told to come again.
    pub(in super::super) fn enter(&self, token: &str, path: &str, wasm: &[u8]) -> Result<(), Failure> {
        loop {
            let sent = self.send(token, path, wasm);
            match sent.map_err(|error| Failure::host(format!("the ladder took no upload: {error}")))? {
                (202, _) => return Ok(()),
                (429, _) => std::thread::sleep(AGAIN),
                (status, answer) => {
                    return Err(Failure::host(format!("the ladder took no upload: {status} {answer}")));
                }
            }
        }
    }

    /// What there is at an address of the API.
    pub(in super::super) fn json(&self, path: &str) -> Result<Value, Failure> {
        let asked = Server::agent().get(format!("{}{path}", self.address)).call();
        let read = asked.and_then(|mut answer| answer.body_mut().read_to_string());
        let text = read.map_err(|error| Failure::host(format!("the ladder does not answer: {error}")))?;
        serde_json::from_str(&text)
            .map_err(|error| Failure::host(format!("the ladder answers nonsense: {error}")))
    }

    /// Signs somebody up, and gives their token.
    pub(in super::super) fn join(&self, name: &str) -> Result<String, Failure> {
        let url = format!("{}/api/v1/players", self.address);
        let asked = Server::agent().post(url).send_json(json!({ "name": name }));
        let read = asked.and_then(|mut answer| answer.body_mut().read_json::<Value>());
        let answer = read.map_err(|error| Failure::host(format!("nobody can join: {error}")))?;
        let token = answer["token"].as_str().map(str::to_owned);
        token.ok_or_else(|| Failure::host(format!("nobody can join: {answer}")))
    }

    /// Matches that were played.
    pub(in super::super) fn finished(&self) -> Result<f64, Failure> {
        self.number("ladder_matches{state=\"finished\"}")
    }

    /// A number that the ladder tells operators; one that it does not tell is 0.
    pub(in super::super) fn number(&self, name: &str) -> Result<f64, Failure> {
        let asked = Server::agent().get(format!("{}/metrics", self.address)).call();
        let read = asked.and_then(|mut answer| answer.body_mut().read_to_string());
        let text = read.map_err(|error| Failure::host(format!("the ladder has no numbers: {error}")))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.and_then(|number| number.parse().ok()).unwrap_or_default())
    }

    /// Uploads a bot, and gives the answer.
    pub(in super::super) fn send(
        &self,
        token: &str,
        path: &str,
        bytes: &[u8],
    ) -> Result<(u16, Value), ureq::Error> {
        let request = Server::agent().post(format!("{}{path}", self.address));
        let mut answer = request.header("authorization", format!("Bearer {token}")).send(bytes)?;
        let status = answer.status().as_u16();
        Ok((status, answer.body_mut().read_json().unwrap_or_default()))
    }

    /// Asks for something as the admin.
    pub(in super::super) fn ask(&self, path: &str, what: &Value) -> Result<Value, Failure> {
        let request = Server::agent().post(format!("{}{path}", self.address));
        let asked = request.header("authorization", format!("Bearer {}", self.admin)).send_json(what);
        let mut answer =
            asked.map_err(|error| Failure::host(format!("the ladder does not answer: {error}")))?;
        let said: Value = answer.body_mut().read_json().unwrap_or_default();
        match answer.status().is_success() {
            true => Ok(said),
            false => Err(Failure::host(format!("the ladder refuses {path}: {said}"))),
        }
    }
}
