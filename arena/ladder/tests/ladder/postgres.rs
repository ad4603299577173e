//! The same ladder on Postgres, with workers that are programs of their own.
//!
//! Needs Postgres' own programs (Debian: `postgresql`). Where they are missing the tests say so and pass, except in CI.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::live::{self, Follower};
use crate::recovery::{check, queue, queue_some, settle};
use crate::server::{Server, program, wait};

/// A Postgres of our own, in a folder that goes away.
struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts one; `None` where this machine has none to offer and need not.
    fn start() -> Option<Postgres> {
        let Some(programs) = Postgres::programs() else {
            assert!(std::env::var_os("CI").is_none(), "Postgres is missing");
            eprintln!("not tested: Postgres is missing; Debian has it as `postgresql`");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let postgres = Postgres { folder, programs, port };
        // It does not run as root; whoever it runs as has to own its folder.
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(postgres.folder.path()));
        }
        let cluster = postgres.cluster();
        run(postgres
            .command("initdb")
            .args(["--username", "ladder", "--auth", "trust", "--no-sync", "--pgdata"])
            .arg(&cluster));
        postgres.run();
        Some(postgres)
    }

    fn programs() -> Option<PathBuf> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let folders = versions.map(|version| version.path().join("bin"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut all: Vec<PathBuf> = folders.chain(std::env::split_paths(&path)).collect();
        all.retain(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file());
        all.into_iter().next()
    }

    fn cluster(&self) -> PathBuf {
        self.folder.path().join("cluster")
    }

    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("setpriv");
                command
                    .args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"])
                    .arg(program);
                command
            }
            false => Command::new(program),
        };
        command.current_dir("/").stdout(Stdio::null());
        command
    }

    fn run(&self) {
        let options =
            format!("-p {} -k {} -c listen_addresses=127.0.0.1", self.port, self.folder.path().display());
        let log = self.folder.path().join("log");
        run(self
            .command("pg_ctl")
            .args(["start", "--wait", "--options", &options, "--log"])
            .arg(log)
            .arg("--pgdata")
            .arg(self.cluster()));
    }

    /// Ends it, as a machine does that is started again in the midst of everything, and starts it again.
    fn restart(&self) {
        run(self
            .command("pg_ctl")
            .args(["stop", "--wait", "--mode", "immediate", "--pgdata"])
            .arg(self.cluster()));
        std::thread::sleep(Duration::from_secs(2));
        self.run();
    }

    /// A number from it.
    fn ask(&self, question: &'static str) -> i64 {
        use sqlx::{Connection, PgConnection};
        let url = self.url();
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let mut database = PgConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(question).fetch_one(&mut database).await.unwrap()
        })
    }

    fn url(&self) -> String {
        format!("postgres://ladder@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = self
            .command("pg_ctl")
            .args(["stop", "--mode", "immediate", "--pgdata"])
            .arg(self.cluster())
            .status();
        drop(stop);
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|data| std::os::unix::fs::MetadataExt::uid(&data) == 0)
}

fn run(command: &mut Command) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

/// A worker of its own.
struct Worker {
    child: Child,
    _folder: TempDir,
}

impl Worker {
    fn start(database: &str, jobs: u32) -> Worker {
        let folder = tempfile::tempdir().unwrap();
        let child = program()
            .args([
                "worker",
                "--log",
                "warn",
                "--workers",
                &jobs.to_string(),
                "--database",
                database,
                "--data",
            ])
            .arg(folder.path())
            .spawn()
            .unwrap();
        Worker { child, _folder: folder }
    }

    fn signal(&self, signal: &str) {
        run(Command::new("kill").args([signal, &self.child.id().to_string()]));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that was killed already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn finished(server: &Server) -> f64 {
    server.metric("ladder_matches{state=\"finished\"}")
}

#[test]
fn a_killed_worker_and_a_restarted_database_lose_nothing_and_count_nothing_twice() {
    let Some(postgres) = Postgres::start() else { return };
    let url = postgres.url();
    let server = Server::start(&["--open-signup", "--ahead", "200", "--workers", "0", "--database", &url]);
    let (first, _second) = (Worker::start(&url, 1), Worker::start(&url, 1));
    queue(&server);
    wait("some are played", || (finished(&server) > 20.0).then_some(()));
    wait("one is being played", || (server.metric("ladder_matches{state=\"running\"}") > 0.0).then_some(()));
    first.signal("-KILL");
    let before = finished(&server);
    wait("others are played", || (finished(&server) > before + 10.0).then_some(()));
    postgres.restart();
    wait("the ladder is well again", || (server.get("/health").status == 200).then_some(()));
    let _third = Worker::start(&url, 1);
    settle(&server, 150);
    check(&server, 150);
}

#[test]
fn a_worker_that_was_paused_past_its_lease_reports_too_late_and_counts_once() {
    let Some(postgres) = Postgres::start() else { return };
    let url = postgres.url();
    let server = Server::start(&["--open-signup", "--ahead", "60", "--workers", "0", "--database", &url]);
    let first = Worker::start(&url, 1);
    queue_some(&server, 4);
    wait("one is being played", || (server.metric("ladder_matches{state=\"running\"}") > 0.0).then_some(()));
    first.signal("-STOP");
    let _second = Worker::start(&url, 1);
    // Its lease is 15 s.
    std::thread::sleep(Duration::from_secs(20));
    first.signal("-CONT");
    settle(&server, 40);
    check(&server, 40);
}

#[test]
fn a_match_that_another_machine_plays_is_seen_and_seen_again_when_that_machine_is_lost() {
    let Some(postgres) = Postgres::start() else { return };
    let url = postgres.url();
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "0", "--database", &url]);
    let first = Worker::start(&url, 1);
    let (id, _) = live::begin(&server);
    let mut follower = Follower::of(&id);
    let turns = follower.wait_for_turns(&server, 1).turns();
    follower.wait_for_turns(&server, turns);
    first.signal("-KILL");
    let take = follower.take.clone();
    let _second = Worker::start(&url, 1);
    // Its lease is 15 s; what it showed is swept up or replaced.
    wait("another worker plays it", || {
        follower.ask(&server);
        (follower.take != take).then_some(())
    });
    follower.wait_for_turns(&server, 1);
    wait("it is over", || (finished(&server) == 1.0).then_some(()));
    wait("nothing is left of what was shown", || (postgres.ask(live::SHOWN) == 0).then_some(()));
    check(&server, 1);
}

#[test]
fn a_worker_without_a_database_says_what_it_needs() {
    let output = program().arg("worker").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--database"));
}

#[test]
fn a_ladder_on_postgres_does_what_one_on_sqlite_does() {
    let Some(postgres) = Postgres::start() else { return };
    let server = Server::start(&["--open-signup", "--workers", "1", "--database", &postgres.url()]);
    let ada = server.join("Ada");
    assert_eq!(server.upload(&ada, "lancer")["state"], "admitted");
    assert_eq!(server.upload(&ada, "idle")["state"], "admitted");
    wait("both have played", || (server.leaderboard().len() == 2).then_some(()));
    let bot = server.get("/api/v1/bots/lancer").json()["id"].as_str().unwrap().to_owned();
    for path in [
        "/",
        "/leaderboard",
        "/matches",
        "/seasons",
        "/about",
        "/tournaments",
        &format!("/bots/{bot}"),
        "/bots/%00",
        "/metrics",
    ] {
        let status = server.get(path).status;
        assert_eq!(status, if path.contains("%00") { 404 } else { 200 }, "{path}");
    }
}
