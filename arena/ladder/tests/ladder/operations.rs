//! What operators do: backups, moves, invitations from the command line, looking whether all is well.

use std::path::Path;
use std::process::Output;

use crate::server::{Server, program, wait};

fn ladder(words: &[&str], data: &Path) -> Output {
    program().args(words).arg("--data").arg(data).args(["--log", "warn"]).output().unwrap()
}

#[test]
fn a_backup_of_a_running_ladder_is_restored_as_it_was() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    for bot in ["lancer", "greedy", "idle"] {
        server.upload(&ada, bot);
    }
    wait("some are played", || (server.finished().len() > 10).then_some(()));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ladder.backup");
    let done = ladder(&["backup", file.to_str().unwrap()], server.data());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let again = ladder(&["backup", file.to_str().unwrap()], server.data());
    assert_eq!(again.status.code(), Some(2), "nothing is overwritten");

    let new = folder.path().join("new");
    let done = ladder(&["restore", file.to_str().unwrap()], &new);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(
        ladder(&["restore", file.to_str().unwrap()], &new).status.code(),
        Some(2),
        "nothing is mixed up"
    );
    let restored = Server::again(&new, &["--open-signup", "--workers", "1"]);
    assert_eq!(restored.get_as(&ada, "/api/v1/me").json()["name"], "Ada", "tokens are still good");
    let finished = restored.finished();
    assert!(finished.len() > 10);
    let id = finished[0]["id"].as_str().unwrap();
    assert_eq!(
        restored.get(&format!("/api/v1/matches/{id}/replay")).body,
        server.get(&format!("/api/v1/matches/{id}/replay")).body
    );
    wait("what was queued is played", || {
        (restored.metric("ladder_matches{state=\"queued\"}") == 0.0).then_some(())
    });
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text");
    std::fs::write(&file, "no backup").unwrap();
    let refused = ladder(&["restore", file.to_str().unwrap()], &folder.path().join("new"));
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no backup of a ladder"));
}

#[test]
fn the_command_line_invites_and_lets_in_again() {
    let server = Server::start(&["--workers", "0"]);
    let said = |words: &[&str]| {
        let done = ladder(words, server.data());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    };
    let invitation = said(&["admin", "invite"]);
    let joined =
        server.post("", "/api/v1/players", &serde_json::json!({ "name": "Ada", "invitation": invitation }));
    assert_eq!(joined.status, 201, "{}", joined.text());
    let token = said(&["admin", "token", "Ada"]);
    assert_eq!(server.get_as(&token, "/api/v1/me").json()["name"], "Ada");
    assert_eq!(ladder(&["admin", "token", "Nobody"], server.data()).status.code(), Some(2));
}

#[test]
fn operators_are_told_whether_it_is_well_and_in_numbers() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    assert_eq!(server.get("/health").text(), "well\n");
    let metrics = server.get("/metrics");
    assert!(metrics.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    for name in [
        "ladder_requests_total",
        "ladder_request_duration_seconds_bucket",
        "ladder_alarms",
        "ladder_jobs",
        "ladder_disk_free_bytes",
    ] {
        assert!(metrics.text().contains(name), "{name}");
    }
}

#[test]
fn the_interface_is_documented_by_what_it_is_made_of() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let document = server.get("/api/openapi.json").json();
    assert_eq!(document["openapi"].as_str().unwrap().split('.').next(), Some("3"));
    let paths = document["paths"].as_object().unwrap();
    for path in
        ["/api/v1/players", "/api/v1/bots/{bot}/versions", "/api/v1/matches/{match}", "/api/v1/admin/alarms"]
    {
        assert!(paths.contains_key(path), "{path}");
    }
    // Every address of the document is there: with a wrong method or without a token at worst.
    for path in paths.keys() {
        let asked = path.replace("{season}", "1").replace(['{', '}'], "");
        let answer = server.get(&asked);
        let is_there = answer.status != 404 || !answer.text().contains("nothing at this address");
        assert!(is_there, "{path}");
    }
    assert_eq!(server.get("/api").status, 200);
}
