//! Tournaments, and seasons with rules of their own.

use serde_json::{Value, json};

use crate::server::{Server, wait};

/// A ladder that plays nothing but what it is asked for, with these bots.
fn with(bots: &[&str]) -> Server {
    let server = Server::start(&["--open-signup", "--ahead", "0"]);
    let ada = server.join("Ada");
    for bot in bots {
        server.upload(&ada, bot);
    }
    server
}

fn played(server: &Server, asked: &Value) -> Value {
    let made = server.post(&server.admin, "/api/v1/admin/tournaments", asked);
    assert_eq!(made.status, 201, "{}", made.text());
    let path = format!("/api/v1/tournaments/{}", made.json()["id"].as_str().unwrap());
    let over = wait("the tournament is over", || {
        let one = server.get(&path).json();
        (one["state"] == "finished").then_some(one)
    });
    let page = server.get(&path.replace("/api/v1", ""));
    assert_eq!(page.status, 200, "{}", page.text());
    over
}

#[test]
fn a_round_robin_lets_everybody_meet() {
    let server = with(&["lancer", "greedy", "idle"]);
    let over = played(&server, &json!({ "name": "Robin", "season": 1, "format": "round_robin", "games": 2 }));
    assert_eq!(over["matches"].as_array().unwrap().len(), 6);
    let points: f64 =
        over["table"].as_array().unwrap().iter().map(|row| row["points"].as_f64().unwrap()).sum();
    assert!((points - 6.0).abs() < 1e-9, "each match gives one point: {points}");
    assert_eq!(over["table"][2]["name"], "idle");
    assert_eq!(over["table"][2]["points"], 0.0);
    assert_eq!(server.get("/tournaments").status, 200);
    assert!(server.leaderboard().is_empty(), "tournaments do not count on the ladder");
}

#[test]
fn a_swiss_tournament_plays_its_rounds() {
    let server = with(&["lancer", "greedy", "wall", "idle"]);
    let over = played(&server, &json!({ "name": "Swiss", "season": 1, "format": "swiss", "rounds": 3 }));
    assert_eq!(over["matches"].as_array().unwrap().len(), 6);
    assert_eq!(over["table"][3]["name"], "idle");
}

#[test]
fn an_elimination_ends_with_one() {
    let server = with(&["lancer", "greedy", "idle"]);
    let bots = json!(["greedy", "lancer", "idle"]);
    let asked = json!({ "name": "Cup", "season": 1, "format": "elimination", "bots": bots, "games": 3 });
    let over = played(&server, &asked);
    assert_eq!(over["matches"].as_array().unwrap().len(), 6, "the best seeded rests, then there is a final");
}

#[test]
fn what_cannot_be_played_is_refused() {
    let server = with(&["idle"]);
    let refused = |asked: Value| server.post(&server.admin, "/api/v1/admin/tournaments", &asked).code();
    assert_eq!(
        refused(json!({ "name": "One", "season": 1, "format": "swiss", "rounds": 3 })),
        "bad_tournament"
    );
    assert_eq!(refused(json!({ "name": "X", "season": 1, "format": "knockout" })), "bad_tournament");
    assert_eq!(refused(json!({ "name": "X", "season": 9, "format": "swiss" })), "not_found");
}

#[test]
fn a_season_has_rules_and_maps_of_its_own() {
    let server = with(&["lancer", "greedy"]);
    let asked = json!({ "name": "Short", "game": "beacons", "set": ["ticks=60"], "maps": ["open"] });
    let made = server.post(&server.admin, "/api/v1/admin/seasons", &asked);
    assert_eq!(made.status, 201, "{}", made.text());
    let season = made.json()["id"].as_i64().unwrap();
    let over =
        played(&server, &json!({ "name": "Blitz", "season": season, "format": "round_robin", "games": 2 }));
    for one in over["matches"].as_array().unwrap() {
        assert_eq!(one["map"], "open");
        assert!(one["ticks"].as_i64() <= Some(60), "{one}");
    }
    for wrong in [
        json!({ "name": "X", "game": "chess" }),
        json!({ "name": "X", "game": "beacons", "set": ["speed=9"] }),
        json!({ "name": "X", "game": "beacons", "maps": ["nowhere"] }),
        json!({ "name": "X", "game": "rumble", "seats": 4 }),
    ] {
        assert_eq!(
            server.post(&server.admin, "/api/v1/admin/seasons", &wrong).code(),
            "bad_season",
            "{wrong}"
        );
    }
    assert_eq!(
        server.post(&server.admin, &format!("/api/v1/admin/seasons/{season}/close"), &json!({})).status,
        204
    );
}

#[test]
fn four_meet_in_a_season_of_four() {
    let server = Server::start(&["--open-signup"]);
    let asked = json!({ "name": "Four", "game": "beacons", "maps": ["open"], "seats": 4 });
    let season = server.post(&server.admin, "/api/v1/admin/seasons", &asked).json()["id"].as_i64().unwrap();
    server.post(&server.admin, "/api/v1/admin/seasons/1/close", &json!({}));
    let ada = server.join("Ada");
    for bot in ["lancer", "greedy", "wall", "idle"] {
        server.upload(&ada, bot);
    }
    let rows = wait("all have played", || {
        let rows =
            server.get(&format!("/api/v1/seasons/{season}/leaderboard")).json().as_array().unwrap().clone();
        (rows.len() == 4 && rows[0]["matches"].as_i64() > Some(3)).then_some(rows)
    });
    assert_eq!(rows[3]["name"], "idle");
}
