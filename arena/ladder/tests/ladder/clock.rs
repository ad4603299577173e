//! The clock jumps, by hours or days, forwards or backwards, while the ladder runs: as where somebody sets it, or a time
//! server finds that it was never right.
//!
//! The program is the real one; a library between it and the system tells it the time (Debian: `faketime`). Where that is
//! missing the tests say so and pass, except in CI.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::people::cookie;
use crate::recovery::{check, queue, queue_some, settle};
use crate::server::{Server, wait};

/// Tells a program the time, right or wrong.
pub(crate) struct Clock {
    folder: TempDir,
    library: PathBuf,
}

impl Clock {
    /// One that is right; `None` where this machine has none to offer and need not.
    fn new() -> Option<Clock> {
        let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
        let mut places = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
        let Some(library) = places.find(|library| library.is_file()) else {
            assert!(std::env::var_os("CI").is_none(), "faketime is missing");
            eprintln!("not tested: faketime is missing; Debian has it as `faketime`");
            return None;
        };
        let clock = Clock { folder: tempfile::tempdir().unwrap(), library };
        clock.set("+0");
        Some(clock)
    }

    /// Sets it so far from the right time, such as `+3d` or `-5h`.
    fn set(&self, off: &str) {
        // At once: nobody must read half of it.
        let next = self.folder.path().join("next");
        std::fs::write(&next, off).unwrap();
        std::fs::rename(next, self.file()).unwrap();
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("time")
    }

    /// Has a program ask this clock. What measures how long something takes stays as it is, as when a real clock is set.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", self.file())
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
    }
}

/// How far the program thinks that it is from the right time, in hours: by the newest match that it has made.
fn hours_off(server: &Server) -> i64 {
    let made = server.ask_database("SELECT created_ms FROM matches ORDER BY created_no DESC LIMIT 1");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    ((made - now as i64) as f64 / 3_600_000.0).round() as i64
}

/// Waits until so many more matches are over.
fn play_on(server: &Server, more: f64) {
    let count = || server.metric("ladder_matches{state=\"finished\"}");
    let before = count();
    wait("matches are played on", || (count() >= before + more).then_some(()));
}

#[test]
fn a_clock_that_jumps_by_days_while_matches_run_stops_nothing_and_counts_nothing_twice() {
    let Some(clock) = Clock::new() else { return };
    let server = Server::start_by(clock, &["--open-signup", "--ahead", "16"]);
    queue(&server);
    for (off, hours) in [("+72h", 72), ("-48h", -48), ("+1h", 1), ("-240h", -240), ("+0", 0)] {
        server.clock().set(off);
        // More than were paired before the jump: pairing goes on as well.
        play_on(&server, 20.0);
        assert_eq!(hours_off(&server), hours, "the clock was set to {off}");
    }
    settle(&server, 100);
    check(&server, 100);
    let quarantined = server.ask_database("SELECT COUNT(*) FROM matches WHERE state = 'quarantined'");
    assert_eq!(quarantined, 0);
    // One in twenty is played again, whatever the time was: which, follows from the replay.
    let is_spot = |one: &Value| {
        u32::from_str_radix(&one["replay"].as_str().unwrap()[..8], 16).unwrap().is_multiple_of(20)
    };
    let spots = server.finished().iter().filter(|one| is_spot(one)).count() as i64;
    wait("what is to be played again is", || {
        (server.ask_database("SELECT COUNT(*) FROM spot_checks WHERE state = 'agrees'") == spots)
            .then_some(())
    });
}

#[test]
fn ratings_are_counted_in_the_order_of_results_and_not_of_their_times() {
    let Some(clock) = Clock::new() else { return };
    let server = Server::start_by(clock, &["--open-signup", "--ahead", "16"]);
    server.clock().set("+48h");
    queue_some(&server, 4);
    play_on(&server, 20.0);
    server.clock().set("-48h");
    play_on(&server, 20.0);
    settle(&server, 40);
    let against = |order: &str| {
        format!("SELECT COUNT(*) FROM matches a JOIN matches b ON b.rated_no = a.rated_no + 1 WHERE {order}")
    };
    let by_number = against("b.finished_no < a.finished_no");
    let by_time = against("b.finished_ms < a.finished_ms");
    assert_eq!(server.ask_database(&by_number), 0, "counted as they came");
    assert!(server.ask_database(&by_time) > 0, "though their times say otherwise");
    // Recounting brings the same ratings.
    check(&server, 40);
    let newest = server.get("/api/v1/matches?state=finished").json();
    let last = server.ask_database("SELECT MAX(finished_no) FROM matches");
    let first = newest[0]["id"].as_str().unwrap();
    let shown = format!("SELECT finished_no FROM matches WHERE id = '{first}'");
    assert_eq!(server.ask_database(&shown), last, "the newest match is shown first");
}

#[test]
fn a_server_that_died_in_a_false_future_is_not_waited_for_until_that_time_comes() {
    let Some(clock) = Clock::new() else { return };
    let server = Server::start_by(clock, &["--open-signup", "--ahead", "50"]);
    queue_some(&server, 4);
    server.clock().set("+72h");
    // A worker has told that it is alive since, and holds jobs.
    wait("it was seen in the future", || {
        (server.ask_jobs("SELECT COUNT(*) FROM Workers WHERE last_seen > strftime('%s', 'now') + 3600") > 0)
            .then_some(())
    });
    let server = server.crash_and_start_again_after(|server| server.clock().set("+0"));
    settle(&server, 50);
    check(&server, 50);
}

#[test]
fn a_quota_that_was_used_up_in_a_false_future_is_free_again_when_the_clock_is_right() {
    let Some(clock) = Clock::new() else { return };
    let server = Server::start_by(clock, &["--open-signup"]);
    let ada = server.join("Ada");
    server.upload(&ada, "lancer");
    server.upload(&ada, "greedy");
    let challenge =
        || server.post(&ada, "/api/v1/challenges", &json!({ "bot": "lancer", "opponent": "greedy" })).status;
    let use_up = || (0..200).take_while(|_| challenge() == 202).count();
    server.clock().set("+72h");
    assert_eq!(use_up(), 60);
    assert_eq!(challenge(), 429);
    server.clock().set("+0");
    assert_eq!(use_up(), 60, "three days that never were are not waited for");
    assert_eq!(challenge(), 429, "and the quota holds");
    server.clock().set("+2h");
    assert_eq!(challenge(), 202);
}

#[test]
fn a_session_that_a_false_clock_has_ended_is_good_again_when_the_clock_is_right() {
    let Some(clock) = Clock::new() else { return };
    let server = Server::start_by(clock, &["--open-signup", "--workers", "0"]);
    let cookie = cookie(&server.form("", "/sign-up", &[("name", "Ada")]));
    let is_in = || server.get_with(&cookie, "/account").text().contains("Ada");
    assert!(is_in());
    server.clock().set("+1440h");
    assert!(!is_in(), "sixty days later nobody is signed in");
    server.clock().set("-1440h");
    assert!(is_in());
    server.clock().set("+0");
    assert!(is_in());
}
