//! Matches that are watched while they are played.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use protocol::Tick;
use replay::Reader;
use serde_json::{Value, json};

use crate::server::{Answer, PATIENCE, Server, wait};

/// What the slow bot tells its author.
const SECRET: &str = "what only my author may know";

/// How much is kept of matches that are being played.
pub(crate) const SHOWN: &str =
    "SELECT (SELECT COUNT(*) FROM broadcasts) + (SELECT COUNT(*) FROM broadcast_parts)";

/// A bot whose matches take seconds; see its text.
pub(crate) fn slow() -> Vec<u8> {
    wat::parse_file(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slow.wat")).unwrap()
}

/// Has a slow match played. Gives its id, and the token of the slow bot's author.
pub(crate) fn begin(server: &Server) -> (String, String) {
    let ada = server.join("Ada");
    assert_eq!(server.upload_as(&ada, "slow", "", &slow())["state"], "admitted");
    assert_eq!(server.upload(&server.join("Bob"), "idle")["state"], "admitted");
    let asked = server.post(&ada, "/api/v1/challenges", &json!({ "bot": "slow", "opponent": "idle" }));
    assert_eq!(asked.status, 202, "{}", asked.text());
    (asked.json()["id"].as_str().unwrap().to_owned(), ada)
}

/// Somebody who follows a match as programs do.
pub(crate) struct Follower {
    path: String,
    pub(crate) take: String,
    pub(crate) bytes: Vec<u8>,
}

impl Follower {
    pub(crate) fn of(id: &str) -> Follower {
        Follower { path: format!("/api/v1/matches/{id}/live"), take: String::new(), bytes: Vec::new() }
    }

    /// Asks for more.
    pub(crate) fn ask(&mut self, server: &Server) -> Answer {
        let answer = server.get(&format!("{}?take={}&from={}", self.path, self.take, self.bytes.len()));
        if answer.status == 200 {
            let take = answer.header("robodrome-take").unwrap();
            if take != self.take {
                (self.take, self.bytes) = (take.to_owned(), Vec::new());
            }
            self.bytes.extend_from_slice(&answer.body);
        }
        answer
    }

    /// Waits until more than so many turns can be seen.
    pub(crate) fn wait_for_turns(&mut self, server: &Server, turns: u32) -> Reader {
        wait("more is to be seen", || {
            let answer = self.ask(server);
            assert_ne!(answer.code_or_none().as_deref(), Some("over"), "it is over, and nobody saw it");
            let reader = Reader::from_bytes(self.bytes.clone()).ok()?;
            (reader.turns() > turns).then_some(reader)
        })
    }
}

impl Answer {
    fn code_or_none(&self) -> Option<String> {
        serde_json::from_slice::<Value>(&self.body).ok()?["code"].as_str().map(str::to_owned)
    }
}

fn is_over(server: &Server, id: &str) -> bool {
    server.get(&format!("/api/v1/matches/{id}")).json()["state"] == "finished"
}

fn is_forgotten(server: &Server) -> bool {
    server.ask_database(SHOWN) == 0
}

#[test]
fn programs_follow_a_match_tick_by_tick_and_see_no_logs() {
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "1"]);
    let (id, ada) = begin(&server);
    let mut follower = Follower::of(&id);
    let mut seen = BTreeSet::new();
    for _ in 0..4 {
        let turns = seen.last().copied().unwrap_or_default();
        let reader = follower.wait_for_turns(&server, turns);
        assert_eq!(battle::match_id(reader.header()), id);
        assert!(!reader.is_complete());
        assert!(!reader.has_logs(), "logs are for their author");
        replay::verify(&reader).unwrap();
        seen.insert(reader.turns());
    }
    let now = server.get(&format!("/api/v1/matches/{id}")).json();
    assert_eq!(now["state"], "running");
    assert!(now["live"]["tick"].as_u64().unwrap() > 0, "{now}");
    assert_eq!(now["live"]["scores"].as_array().unwrap().len(), 2);
    assert_eq!(server.get(&format!("/api/v1/matches/{id}/replay")).code(), "not_over");
    // Whoever knows of another take gets all of this one.
    let whole = server.get(&format!("/api/v1/matches/{id}/live?take=other&from=100"));
    assert!(whole.body.starts_with(&follower.bytes));

    wait("it is over", || is_over(&server, &id).then_some(()));
    wait("nothing is left of what was shown", || is_forgotten(&server).then_some(()));
    assert_eq!(follower.ask(&server).code(), "over");
    let seen = Reader::from_bytes(follower.bytes).unwrap();
    let replay = |bytes| Reader::from_bytes(bytes).unwrap();
    let own = replay(server.get_as(&ada, &format!("/api/v1/matches/{id}/replay")).body);
    let public = replay(server.get(&format!("/api/v1/matches/{id}/replay")).body);
    assert!(seen.turns() < own.turns());
    assert_eq!(seen.digest().unwrap(), own.turn(seen.last_turn()).unwrap().digest);
    assert!(!public.has_logs());
    // Its author reads it when the match is over, so there was something to be kept from the others. Ada's bot met Bob's, whose
    // logs are not public either: the log stands on the bot's page.
    assert!(!own.has_logs());
    let cookie = crate::people::cookie(&server.form("", "/sign-in", &[("token", &ada)]));
    let bot = server.get("/api/v1/bots/slow").json()["id"].as_str().unwrap().to_owned();
    assert!(server.get_with(&cookie, &format!("/bots/{bot}/log/{id}")).text().contains(SECRET));
}

#[test]
fn a_page_shows_a_match_while_it_is_played() {
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "1"]);
    let (id, _) = begin(&server);
    let frames = |from: usize| server.get(&format!("/matches/{id}/frames.json?from={from}"));
    assert_eq!(frames(0).status, 409, "nothing is to be seen before it is played");

    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET /matches/{id}/events HTTP/1.1\r\nHost: ladder\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut events = std::iter::from_fn(move || {
        let name = lines.find_map(|line| line.strip_prefix("event: ").map(str::to_owned))?;
        let data = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned))?;
        Some((name, serde_json::from_str::<Value>(&data).unwrap()))
    });

    let (name, first) = events.next().unwrap();
    assert_eq!(name, "progress");
    assert_eq!(first["scores"].as_array().unwrap().len(), 2);
    let page = server.get(&format!("/matches/{id}")).text();
    assert!(page.contains("data-live") && page.contains("class=\"arena\""), "the board is drawn");
    assert!(page.contains(&format!("/matches/{id}</code>")), "the viewer's command");
    assert!(!page.contains(SECRET));
    let overview = server.get("/matches").text();
    assert!(overview.contains("<progress"), "how far it is stands among the matches that are played");

    let part = frames(0);
    assert_eq!(part.header("cache-control"), Some("no-store"), "there is more a moment later");
    let part = part.json();
    let (_, later) = events.next().unwrap();
    assert!(later["tick"].as_u64() > first["tick"].as_u64(), "{later} follows {first}");
    let known = part["ticks"].as_array().unwrap().len();
    let more = wait("more ticks", || {
        let more = frames(known).json();
        (!more["ticks"].as_array().unwrap().is_empty()).then_some(more)
    });
    assert_eq!((more["first"].as_u64(), &more["complete"]), (Some(known as u64), &json!(false)));

    let (mut told, mut last) = (2, later["tick"].as_u64().unwrap());
    for (name, data) in events.by_ref() {
        if name == "done" {
            break;
        }
        (told, last) = (told + 1, data["tick"].as_u64().unwrap());
    }
    assert!(told > 3, "{told} events");
    let whole = frames(0);
    assert!(whole.header("cache-control").unwrap().contains("immutable"));
    let whole = whole.json();
    let ticks = whole["ticks"].as_array().unwrap();
    assert!(last < ticks.len() as u64);
    assert_eq!(part["ticks"].as_array().unwrap()[..], ticks[..known], "what was seen is what was played");
    let rest = frames(known).json();
    assert_eq!(rest["ticks"].as_array().unwrap()[..], ticks[known..]);
}

#[test]
fn what_a_crash_leaves_is_not_shown_for_ever() {
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "1"]);
    let (id, _) = begin(&server);
    let mut follower = Follower::of(&id);
    follower.wait_for_turns(&server, 1);
    let (first, seen) = (follower.take.clone(), follower.bytes.clone());
    let server = server.crash_and_start_again();
    wait("another take is shown", || {
        follower.ask(&server);
        (follower.take != first || is_over(&server, &id)).then_some(())
    });
    wait("it is over", || is_over(&server, &id).then_some(()));
    wait("nothing is left of what was shown", || is_forgotten(&server).then_some(()));
    let seen = Reader::from_bytes(seen).unwrap();
    let replay = Reader::from_bytes(server.get(&format!("/api/v1/matches/{id}/replay")).body).unwrap();
    let same = replay.turn(Tick(seen.turns() - 1)).unwrap();
    assert_eq!(seen.digest(), Some(same.digest), "both takes are the same match");
}
