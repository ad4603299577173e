//! Upload, admission, match, result, rating: what players do every day.

use std::time::Instant;

use replay::Reader;
use serde_json::json;

use crate::server::{Server, module, wait};

#[test]
fn two_bots_are_uploaded_play_within_seconds_and_are_rated() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    assert_eq!(server.get_as(&ada, "/api/v1/me").json()["name"], "Ada");
    assert_eq!(server.upload(&ada, "lancer")["state"], "admitted");
    assert_eq!(server.upload(&ada, "idle")["state"], "admitted");
    let uploaded = Instant::now();
    let rows = wait("both have played", || {
        let rows = server.leaderboard();
        (rows.len() == 2).then_some(rows)
    });
    assert!(uploaded.elapsed().as_secs() < 60, "{:?}", uploaded.elapsed());
    assert_eq!((&rows[0]["name"], &rows[0]["rank"]), (&json!("lancer"), &json!(1)));
    assert!(rows[0]["rating"].as_f64() > rows[1]["rating"].as_f64());

    let finished = server.finished();
    let one = &finished[0];
    let id = one["id"].as_str().unwrap();
    let answer = server.get(&format!("/api/v1/matches/{id}/replay"));
    assert_eq!(answer.status, 200);
    let reader = Reader::from_bytes(answer.body).unwrap();
    assert!(!reader.has_logs(), "logs are for their owners");
    assert_eq!(battle::match_id(reader.header()), id);
    replay::verify(&reader).unwrap();
    assert_eq!(reader.digest().unwrap().to_string(), one["digest"]);
    assert!(
        Reader::from_bytes(server.get_as(&ada, &format!("/api/v1/matches/{id}/replay")).body)
            .unwrap()
            .has_logs()
    );
}

#[test]
fn a_seed_can_be_computed_again_when_its_round_is_over() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    server.upload(&ada, "greedy");
    server.upload(&ada, "wall");
    let rounds = wait("a round is over", || {
        let rounds = server.get("/api/v1/seasons/1/rounds").json().as_array().unwrap().clone();
        rounds.iter().any(|round| round["secret"].is_string()).then_some(rounds)
    });
    assert!(rounds[0]["secret"].is_null(), "the newest round was only committed to");
    for round in rounds.iter().filter(|round| round["secret"].is_string()) {
        let secret = round["secret"].as_str().unwrap();
        assert_eq!(blake3::hash(secret.as_bytes()).to_hex().as_str(), round["commitment"]);
    }
}

#[test]
fn a_new_version_takes_over_and_the_old_one_stays() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    let first = server.upload_as(&ada, "mine", "", &module("idle"));
    server.upload(&ada, "greedy");
    wait("it has played", || (server.leaderboard().len() == 2).then_some(()));
    let second = server.upload_as(&ada, "mine", "?note=stronger", &module("lancer"));
    assert_eq!((&first["number"], &second["number"]), (&json!(1), &json!(2)));
    assert_eq!(server.get("/api/v1/bots/mine").json()["current_version"], second["id"]);
    wait("the new version has played", || {
        let matches = server.get("/api/v1/matches?bot=mine").json();
        let plays = |seat: &serde_json::Value| seat["name"] == "mine" && seat["version"] == 2;
        let is_new = |one: &serde_json::Value| one["seats"].as_array().unwrap().iter().any(plays);
        matches.as_array().unwrap().iter().any(is_new).then_some(())
    });
    let old = server.get_as(&ada, &format!("/api/v1/versions/{}/source", first["id"].as_str().unwrap()));
    assert_eq!(old.body, module("idle"));
}

#[test]
fn a_script_plays_like_a_module() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    let script = std::fs::read(crate::server::root().join("bots/samples/nomad/nomad.lua")).unwrap();
    let version = server.upload_as(&ada, "nomad", "?file=nomad.lua", &script);
    assert_eq!((&version["state"], &version["language"]), (&json!("admitted"), &json!("Lua")));
    server.upload(&ada, "idle");
    wait("it has played", || (server.leaderboard().len() == 2).then_some(()));
}

#[test]
fn a_bot_that_runs_much_is_compiled_again_and_plays_the_same_matches() {
    let server = Server::start(&["--open-signup", "--workers", "1"]);
    let ada = server.join("Ada");
    server.upload(&ada, "raider");
    server.upload(&ada, "idle");
    let compiled = || std::fs::read_dir(server.data().join("compiled")).unwrap().count();
    assert_eq!(compiled(), 2, "each by the compiler that is fast itself");
    wait("one is worth the other compiler", || (compiled() == 3).then_some(()));
    // One in twenty is checked, by the fast compiler in any case.
    wait("results of both were checked", || {
        (server.ask_database("SELECT COUNT(*) FROM spot_checks WHERE state = 'agrees'") > 0).then_some(())
    });
    assert_eq!(server.metric("ladder_alarms"), 0.0);
    assert_eq!(compiled(), 3, "the bot that does little is not worth it");
}

#[test]
fn a_module_that_is_no_module_is_refused_with_its_reason() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    let version = server.upload_as(&ada, "text", "", b"this is no module");
    assert_eq!(version["state"], "refused");
    assert!(
        version["refusal"]["code"].is_string() && version["refusal"]["explanation"].is_string(),
        "{version}"
    );
    assert!(server.get("/api/v1/bots/text").json()["current_version"].is_null());
}

#[test]
fn identical_uploads_are_stored_once() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let (ada, bob) = (server.join("Ada"), server.join("Bob"));
    let blake3 = |token: &str, bot: &str| {
        let answer = server.send(token, &format!("/api/v1/bots/{bot}/versions"), &module("idle"));
        answer.json()["blake3"].as_str().unwrap().to_owned()
    };
    assert_eq!(blake3(&ada, "one"), blake3(&bob, "two"));
    assert_eq!(blake3(&ada, "one"), blake3::hash(&module("idle")).to_hex().as_str());
}

#[test]
fn a_flood_of_uploads_does_not_stop_the_matches() {
    let server = Server::start(&["--open-signup", "--workers", "1"]);
    let (ada, bob) = (server.join("Ada"), server.join("Bob"));
    server.upload(&ada, "greedy");
    server.upload(&bob, "wall");
    // Each another module, by a section that says nothing.
    for number in 0..10 {
        let bytes = [&module("lancer")[..], &[0, 2, 1, number]].concat();
        for (token, name) in [(&ada, "a"), (&bob, "b")] {
            let bytes = [&bytes[..], &[0, 2, 1, name.as_bytes()[0]]].concat();
            let sent = server.send(token, &format!("/api/v1/bots/{name}-{number}/versions"), &bytes);
            assert_eq!(sent.status, 202, "{}", sent.text());
        }
    }
    let before = server.metric("ladder_matches{state=\"finished\"}");
    wait("matches are played", || {
        (server.metric("ladder_matches{state=\"finished\"}") >= before + 5.0).then_some(())
    });
    let waiting = server.metric("ladder_versions{state=\"checking\"}");
    assert!(waiting >= 1.0, "matches were played only when the last upload was looked into");
}

#[test]
fn a_challenge_is_played_and_does_not_count() {
    let server = Server::start(&["--open-signup"]);
    let (ada, bob) = (server.join("Ada"), server.join("Bob"));
    server.upload(&ada, "greedy");
    server.upload(&bob, "wall");
    let asked = json!({ "bot": "greedy", "opponent": "wall", "map": "maze" });
    assert_eq!(server.post(&bob, "/api/v1/challenges", &asked).status, 403, "the bot is Ada's");
    let made = server.post(&ada, "/api/v1/challenges", &asked);
    assert_eq!(made.status, 202, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let over = wait("the challenge is over", || {
        let one = server.get(&format!("/api/v1/matches/{id}")).json();
        (one["state"] == "finished").then_some(one)
    });
    assert_eq!(
        (&over["kind"], &over["map"], &over["counted"]),
        (&json!("challenge"), &json!("maze"), &json!(false))
    );
    let wrong = json!({ "bot": "greedy", "opponent": "wall", "map": "nowhere" });
    assert_eq!(server.post(&ada, "/api/v1/challenges", &wrong).code(), "unknown_map");
}

#[test]
fn ratings_can_be_counted_again_at_any_time() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    for bot in ["greedy", "wall", "lancer"] {
        server.upload(&ada, bot);
    }
    wait("some matches were counted", || (server.finished().len() > 20).then_some(()));
    let answer = server.post(&server.admin, "/api/v1/admin/recount", &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.json()["matches"].as_u64() > Some(10));
    assert_eq!(answer.json()["moved"], json!([]), "nobody stands elsewhere");
}

#[test]
fn who_withdraws_plays_no_more() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let (ada, bob) = (server.join("Ada"), server.join("Bob"));
    server.send(&ada, "/api/v1/bots/mine/versions", &module("idle"));
    assert_eq!(server.post(&bob, "/api/v1/bots/mine/withdraw", &json!({})).status, 403);
    assert_eq!(server.post(&ada, "/api/v1/bots/mine/withdraw", &json!({})).status, 204);
    assert_eq!(server.get("/api/v1/bots/mine").json()["withdrawn"], true);
    assert_eq!(server.send(&ada, "/api/v1/bots/mine/versions", &module("idle")).code(), "withdrawn");
}
