//! Starts the program, speaks to it, ends it.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::clock::Clock;

/// How long something may take that a loaded machine does slowly.
pub(crate) const PATIENCE: Duration = Duration::from_secs(400);

/// A ladder that runs.
pub(crate) struct Server {
    child: Child,
    /// Where it is, as `127.0.0.1:PORT`.
    pub(crate) address: String,
    /// The admin's token, on the first start.
    pub(crate) admin: String,
    folder: Option<TempDir>,
    data: PathBuf,
    words: Vec<String>,
    /// What tells it the time, where that is not the machine.
    clock: Option<Clock>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The stable word for what went wrong.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Waits until something is so.
pub(crate) fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A bundled module.
pub(crate) fn module(name: &str) -> Vec<u8> {
    std::fs::read(root().join(format!("bots/modules/{name}.wasm"))).unwrap()
}

pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_arena-ladder"))
}

impl Server {
    /// A new ladder that everybody may join, with further words of the command line.
    pub(crate) fn start(words: &[&str]) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_owned();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut server = Server::on(&data, &words, None);
        server.folder = Some(folder);
        server
    }

    /// The same, by a clock that can be set.
    pub(crate) fn start_by(clock: Clock, words: &[&str]) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_owned();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut server = Server::on(&data, &words, Some(clock));
        server.folder = Some(folder);
        server
    }

    /// The clock that it was started by.
    pub(crate) fn clock(&self) -> &Clock {
        self.clock.as_ref().unwrap()
    }

    /// A ladder whose data is on a disk of so many MiB; `None` where this machine lets nobody mount one.
    pub(crate) fn start_on_small_disk(mib: u32) -> Option<Server> {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("small");
        std::fs::create_dir(&data).unwrap();
        let script = format!("mount -t tmpfs -o size={mib}m none \"$1\" && shift && exec \"$@\"");
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"]).arg(&data);
        let allowed = command.arg("true").stderr(Stdio::null()).status();
        if !allowed.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"]).arg(&data);
        command.arg(env!("CARGO_BIN_EXE_arena-ladder"));
        let words = ["--open-signup", "--workers", "0"].map(str::to_owned);
        let mut server = Server::spawn(command, &data, &words);
        server.folder = Some(folder);
        Some(server)
    }

    /// The data folder as the program sees it, also where its disk is mounted for it alone.
    pub(crate) fn seen_folder(&self) -> PathBuf {
        Path::new("/proc")
            .join(self.pid().to_string())
            .join("root")
            .join(self.data.strip_prefix("/").unwrap())
    }

    /// A ladder on data that was served before, or restored.
    pub(crate) fn again(data: &Path, words: &[&str]) -> Server {
        std::fs::write(data.join("token"), "").unwrap();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Server::on(data, &words, None)
    }

    fn on(data: &Path, words: &[String], clock: Option<Clock>) -> Server {
        let mut command = program();
        if let Some(clock) = &clock {
            clock.tell(&mut command);
        }
        let mut server = Server::spawn(command, data, words);
        server.clock = clock;
        server
    }

    fn spawn(mut command: Command, data: &Path, words: &[String]) -> Server {
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data"])
            .arg(data)
            .args(words)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the program says where it is").unwrap();
        let address = first.rsplit("http://").next().unwrap().to_owned();
        lines.next().unwrap().unwrap();
        // The token comes only on a first start; whoever waits for a line that does not come waits for ever.
        let is_first = !data.join("token").exists();
        let mut admin = String::new();
        if is_first {
            admin = lines.next().unwrap().unwrap().rsplit(' ').next().unwrap().to_owned();
            std::fs::write(data.join("token"), &admin).unwrap();
        }
        Server {
            child,
            address,
            admin,
            folder: None,
            data: data.to_owned(),
            words: words.to_vec(),
            clock: None,
        }
    }

    /// Ends it as a crash would, and starts it again with the same data.
    pub(crate) fn crash_and_start_again(self) -> Server {
        self.crash_and_start_again_after(|_| ())
    }

    /// The same, and does something in between.
    pub(crate) fn crash_and_start_again_after(mut self, between: impl FnOnce(&Server)) -> Server {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        between(&self);
        let (folder, admin) = (self.folder.take(), self.admin.clone());
        let mut next = Server::on(&self.data, &self.words, self.clock.take());
        next.folder = folder;
        next.admin = admin;
        next
    }

    /// Tells it to stop, waits until it has, and gives its exit status.
    pub(crate) fn stop(&mut self) -> std::process::ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        wait("the program ends", || self.child.try_wait().unwrap())
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A number from the ladder's database.
    pub(crate) fn ask_database(&self, question: &str) -> i64 {
        ask(&self.data.join("ladder.sqlite"), question)
    }

    /// A number from the database of its jobs.
    pub(crate) fn ask_jobs(&self, question: &str) -> i64 {
        ask(&self.data.join("jobs.sqlite"), question)
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn agent() -> Agent {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
        config.timeout_global(Some(PATIENCE)).build().into()
    }

    fn answer(response: Response<Body>) -> Answer {
        let (parts, body) = response.into_parts();
        let headers = parts.headers.iter();
        let headers = headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let mut bytes = Vec::new();
        body.into_reader().read_to_end(&mut bytes).unwrap();
        Answer { status: parts.status.as_u16(), headers: headers.collect(), body: bytes }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        Server::answer(Server::agent().get(self.url(path)).call().unwrap())
    }

    pub(crate) fn get_as(&self, token: &str, path: &str) -> Answer {
        let request = Server::agent().get(self.url(path)).header("authorization", format!("Bearer {token}"));
        Server::answer(request.call().unwrap())
    }

    pub(crate) fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        let request = Server::agent().post(self.url(path)).header("authorization", format!("Bearer {token}"));
        Server::answer(request.send_json(body).unwrap())
    }

    pub(crate) fn send(&self, token: &str, path: &str, body: &[u8]) -> Answer {
        let request = Server::agent().post(self.url(path)).header("authorization", format!("Bearer {token}"));
        Server::answer(request.send(body).unwrap())
    }

    /// A form, as a browser sends it.
    pub(crate) fn form(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Server::agent().post(self.url(path)).header("cookie", cookie);
        Server::answer(request.send_form(fields.iter().copied()).unwrap())
    }

    pub(crate) fn get_with(&self, cookie: &str, path: &str) -> Answer {
        Server::answer(Server::agent().get(self.url(path)).header("cookie", cookie).call().unwrap())
    }

    /// A new player's token.
    pub(crate) fn join(&self, name: &str) -> String {
        let answer = self.post("", "/api/v1/players", &json!({ "name": name }));
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    /// Uploads a bundled module, and waits until it is admitted.
    pub(crate) fn upload(&self, token: &str, name: &str) -> Value {
        self.upload_as(token, name, "", &module(name))
    }

    /// Uploads any bytes, and waits for the verdict.
    pub(crate) fn upload_as(&self, token: &str, bot: &str, query: &str, bytes: &[u8]) -> Value {
        let answer = self.send(token, &format!("/api/v1/bots/{bot}/versions{query}"), bytes);
        assert_eq!(answer.status, 202, "{}", answer.text());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        wait("the admission", || {
            let version = self.get(&format!("/api/v1/versions/{id}")).json();
            (version["state"] != "checking").then_some(version)
        })
    }

    /// The leaderboard of the first season.
    pub(crate) fn leaderboard(&self) -> Vec<Value> {
        self.get("/api/v1/seasons/1/leaderboard").json().as_array().unwrap().clone()
    }

    /// All finished matches.
    pub(crate) fn finished(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for page in 0.. {
            let rows = self
                .get(&format!("/api/v1/matches?state=finished&page={page}"))
                .json()
                .as_array()
                .unwrap()
                .clone();
            if rows.is_empty() {
                break;
            }
            all.extend(rows);
        }
        all
    }

    /// A number that operators are told.
    pub(crate) fn metric(&self, name: &str) -> f64 {
        let text = self.get("/metrics").text();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }
}

/// A number from a database of SQLite.
fn ask(file: &Path, question: &str) -> i64 {
    use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
    let url = format!("sqlite://{}", file.display());
    let question = question.to_owned();
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut database = SqliteConnection::connect(&url).await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(question)).fetch_one(&mut database).await.unwrap()
    })
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
