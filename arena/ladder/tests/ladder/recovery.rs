//! What ends in the middle goes on: no match is lost, none counts twice.

use std::collections::BTreeSet;

use replay::Reader;
use serde_json::{Value, json};

use crate::server::{Server, module, wait};

/// Bots whose matches take least.
const FIELD: [&str; 4] = ["greedy", "lancer", "balanced", "wall"];

/// Uploads eight bots, which play two hundred matches among themselves: the ladder then pairs so many at once.
pub(crate) fn queue(server: &Server) {
    queue_some(server, 8);
}

/// Uploads so many bots, which play some 25 matches each.
pub(crate) fn queue_some(server: &Server, bots: usize) {
    let ada = server.join("Ada");
    for (bot, version) in FIELD.iter().flat_map(|bot| [(bot, 1), (bot, 2)]).take(bots) {
        // Another module, by a section that says nothing.
        let module = [&module(bot)[..], &[0, 2, 1, b'0' + version]].concat();
        server.upload_as(&ada, &format!("{bot}-{version}"), "", &module);
    }
}

/// Checks that every match has one result whose replay verifies, and that the ratings count each once.
pub(crate) fn check(server: &Server, least: usize) {
    let finished = server.finished();
    assert!(finished.len() >= least, "{} matches", finished.len());
    let ids: BTreeSet<&str> = finished.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), finished.len(), "each match stands there once");
    for one in &finished {
        let id = one["id"].as_str().unwrap();
        let reader = Reader::from_bytes(server.get(&format!("/api/v1/matches/{id}/replay")).body).unwrap();
        replay::verify(&reader).unwrap();
        assert_eq!(battle::match_id(reader.header()), id);
        assert_eq!(reader.digest().unwrap().to_string(), one["digest"]);
    }
    let counted: Vec<&Value> = finished.iter().filter(|one| one["counted"] == true).collect();
    let ladder = finished.iter().filter(|one| one["kind"] == "ladder").count();
    assert_eq!(counted.len(), ladder, "every match of the ladder is counted");
    let of_bots: i64 = server.leaderboard().iter().map(|row| row["matches"].as_i64().unwrap()).sum();
    assert_eq!(of_bots as usize, 2 * counted.len(), "and counted once");
    let recounted = server.post(&server.admin, "/api/v1/admin/recount", &json!({})).json();
    assert_eq!(
        (recounted["matches"].as_u64(), &recounted["moved"]),
        (Some(counted.len() as u64), &json!([]))
    );
    assert_eq!(server.get_as(&server.admin, "/api/v1/admin/alarms").json(), json!([]));
}

/// Waits until nothing is left to be done, all results are counted, and enough was played.
pub(crate) fn settle(server: &Server, least: usize) {
    let count = |state: &str| server.metric(&format!("ladder_matches{{state=\"{state}\"}}"));
    wait("all matches are over", || {
        let open = count("queued") + count("running") + count("quarantined");
        (open == 0.0 && count("finished") >= least as f64 && server.metric("ladder_jobs") == 0.0)
            .then_some(())
    });
    wait("all are counted", || {
        let newest = server.get("/api/v1/matches").json();
        let all = newest.as_array().unwrap();
        all.iter().all(|one| one["kind"] != "ladder" || one["counted"] == true).then_some(())
    });
}

#[test]
fn a_server_on_sqlite_that_is_killed_loses_nothing_and_counts_nothing_twice() {
    let server = Server::start(&["--open-signup", "--ahead", "200"]);
    queue(&server);
    wait("some are played", || (server.metric("ladder_matches{state=\"finished\"}") > 20.0).then_some(()));
    let server = server.crash_and_start_again();
    wait("more are played", || (server.metric("ladder_matches{state=\"finished\"}") > 60.0).then_some(()));
    let server = server.crash_and_start_again();
    settle(&server, 150);
    check(&server, 150);
}

#[test]
fn a_server_that_is_told_to_stop_ends_well_and_goes_on_later() {
    let mut server = Server::start(&["--open-signup", "--ahead", "50"]);
    queue_some(&server, 4);
    wait("some are played", || (server.metric("ladder_matches{state=\"finished\"}") > 5.0).then_some(()));
    assert_eq!(server.stop().code(), Some(0));
    let server = server.crash_and_start_again();
    assert_eq!(server.metric("ladder_matches{state=\"quarantined\"}"), 0.0);
    settle(&server, 50);
    check(&server, 50);
}

#[test]
fn a_folder_is_served_by_one_program_at_a_time() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let second = crate::server::program()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(server.data())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("another arena-ladder serves from"), "{said}");
}
