//! A player's day on a ladder, from the command line: every test runs the real programs.
//!
//! They need `arena-ladder` beside `arena`. Where it was not built they say so and pass, except in CI, which has to have it.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

mod player;
mod server;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use player::Player;
use server::Server;

fn module(name: &str) -> &'static [u8] {
    battle::bundled::bot(name).unwrap().wasm
}

/// The same module with a section of so many bytes that nobody reads.
fn padded(module: &[u8], bytes: u32) -> Vec<u8> {
    let length =
        [0, 7, 14, 21, 28].map(|shift| (bytes >> shift) as u8 & 127 | if shift < 28 { 128 } else { 0 });
    let padding = vec![0; bytes as usize];
    [module, &[0], &length, &padding].concat()
}

#[test]
fn a_bot_goes_up_meets_another_and_is_looked_at() {
    let Some(server) = Server::start(1) else { return };
    let (ada, url) = (Player::new(), &server.address);
    ada.does(&format!("ladder sign-up {url} ada")).says(&["you are ada at", url, "only you can read"]);
    ada.write("crusher.wasm", module("greedy"));
    let page = format!("{url}/bots/");
    ada.does("upload crusher.wasm --note 'the first'").says(&[
        "admitted",
        "crusher.wasm",
        "crusher, version 1",
        &page,
    ]);
    let version = ada.does("upload balanced --bot 'calm one' --json").json();
    assert_eq!((&version["state"], &version["number"]), (&"admitted".into(), &1.into()));

    let met = ada.does("challenge crusher 'calm one' --map maze");
    met.says(&["crusher 1 against calm one 1", "arena watch http://", "/matches/"]);
    assert!(met.out.contains(" wins, ") || met.out.contains("a draw, "), "{}", met.out);
    let again = ada.does("challenge 'calm one' crusher --json").json();
    assert_eq!(again["state"], "finished");
    assert_eq!(again["page"], format!("{url}/matches/{}", again["id"].as_str().unwrap()));

    // The first matches are paired and counted within a second or two.
    let patience = Instant::now() + Duration::from_secs(60);
    while !ada.does("ladder top").out.contains("crusher") {
        assert!(Instant::now() < patience, "nobody stands on the leaderboard");
        std::thread::sleep(Duration::from_millis(200));
    }
    ada.does("ladder top").says(&["Beacons", "crusher", "calm one", "ada", "rating"]);
    ada.does("ladder bot crusher").says(&[
        "crusher",
        "by ada",
        "plays",
        "of 2, rating",
        "the first",
        "against",
    ]);
    let played = ada.does("ladder matches --bot crusher --json").json();
    assert!(played.as_array().unwrap().iter().any(|one| one["id"] == again["id"]), "{played}");
    ada.does("ladder matches").says(&["crusher", "calm one", "challenge"]);

    // Everybody may look, without a token and without a home.
    let bob = Player::new();
    bob.does(&format!("ladder top --to {url}")).says(&["crusher"]);
    bob.arena("ladder top").env("ROBODROME_LADDER", url).assert().success();
    ada.does("ladder sign-out").says(&["signed out of", url]);
    ada.is_refused(2, "ladder top", &["no ladder is named", "sign-in"]);
}

#[test]
#[cfg(unix)]
fn a_token_is_kept_for_its_owner_and_its_ladder_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (Some(club), Some(other)) = (Server::start(0), Server::start(0)) else { return };
    let ada = Player::new();
    ada.does(&format!("ladder sign-up {} ada", other.address));
    let kept = std::fs::read_to_string(ada.accounts()).unwrap();
    assert_eq!(std::fs::metadata(ada.accounts()).unwrap().permissions().mode() & 0o777, 0o600);
    let token =
        kept.lines().find_map(|line| line.strip_prefix("token = ")).unwrap().trim_matches('"').to_owned();
    ada.is_refused(
        2,
        &format!("upload greedy --to {}", club.address),
        &["wants to know who you are", "sign-in", "ROBODROME_TOKEN"],
    );
    ada.is_refused(
        2,
        &format!("ladder sign-in {} --token {token}", club.address),
        &["does not know this token", "another ladder's"],
    );
    let bob = Player::new();
    let mut command = bob.arena(&format!("ladder sign-in {}", other.address));
    command.write_stdin(format!("{token}\n")).assert().success();
    bob.does("upload greedy --no-wait").says(&["uploaded", "version 1", "still to come"]);
    let carl = Player::new();
    let mut by_environment = carl.arena(&format!("upload greedy --no-wait --to {}", other.address));
    by_environment.env("ROBODROME_TOKEN", &token).assert().success();
    bob.is_refused(
        2,
        &format!("ladder sign-up {} Bob --json", club.address.replace("http", "ftp")),
        &["ftp"],
    );
}

#[test]
fn a_bot_that_is_refused_says_why_as_a_check_does() {
    let Some(server) = Server::start(1) else { return };
    let ada = Player::new();
    ada.does(&format!("ladder sign-up {} ada", server.address));
    ada.write("broken.wasm", b"\0asm but not really");
    let checked = ada.ends_with(1, "check broken.wasm --json").json();
    let (code, detail) = (checked[0]["code"].as_str().unwrap(), checked[0]["detail"].as_str().unwrap());
    let said = ada.ends_with(1, "upload broken.wasm");
    said.says(&["refused", "broken.wasm", code, "found", detail, "help"]);
    let version = ada.ends_with(1, "upload broken.wasm --json").json();
    assert_eq!((&version["state"], &version["refusal"]["code"]), (&"refused".into(), &code.into()));
}

#[test]
fn what_a_ladder_does_not_take_is_said_with_a_remedy() {
    let Some(server) = Server::start(0) else { return };
    let ada = Player::new();
    ada.does(&format!("ladder sign-up {} ada", server.address));
    ada.is_refused(2, "upload missing.wasm", &["missing.wasm"]);
    ada.write("big.wasm", &padded(module("greedy"), 5 << 20));
    ada.does("check big.wasm").says(&["admitted"]);
    ada.is_refused(1, "upload big.wasm", &["longer than 4194304 bytes", "arena check"]);
    ada.write("empty.wasm", b"");
    ada.ends_with(1, "upload empty.wasm").says(&["refused", "empty.wasm", "it is empty", "not sent"]);
    ada.is_refused(1, "upload greedy --bot ////", &["name"]);
    ada.is_refused(2, "challenge nobody greedy", &["nobody"]);
    ada.is_refused(2, "ladder bot nobody", &["nobody"]);
    ada.is_refused(2, "ladder top --season 99", &["season 99", "1 (beacons)"]);
    // Nobody looks into them.
    for _ in 0..10 {
        ada.does("upload greedy --no-wait");
    }
    ada.is_refused(3, "upload greedy", &["wait for admission", "in 10 seconds"]);
    let error = ada.ends_with(3, "upload greedy --json").json();
    assert_eq!(error["error"]["code"], "quota");
}

/// Something that answers every connection with these bytes.
fn answering(bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(bytes.as_bytes());
        }
    });
    address
}

#[test]
fn what_is_no_ladder_is_told_from_one() {
    let ada = Player::new();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    ada.is_refused(
        3,
        &format!("ladder top --to http://{nobody}"),
        &["cannot reach the ladder at", &nobody.to_string(), "refused", "whether the ladder runs"],
    );
    let shop =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n<html>\u{1b}[2J</");
    ada.is_refused(3, &format!("ladder top --to {shop}"), &["does not answer as a ladder does"]);
    let moved = answering(
        "HTTP/1.1 301 Moved\r\nLocation: https://club.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    ada.is_refused(
        2,
        &format!("upload greedy --token rdl_x --to {moved}"),
        &["leads to https://club.example/", "not sent on"],
    );
    ada.is_refused(2, "ladder top --to ladder.example", &["no address of a ladder", "http://127.0.0.1:7070"]);
}
