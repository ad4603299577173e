use replay::{Reader, Writer};

use crate::command::{Place, assert_says};

#[test]
fn a_fresh_replay_is_true() {
    let place = Place::new();
    place.short_match("match.replay");
    let said = place.does("verify match.replay");
    assert_says(&said.out, &["ok", "match.replay", "80 ticks, digest "]);
    let findings = place.does("verify --bots . match.replay --json").json();
    let finding = &findings[0];
    assert_eq!(finding["ok"], true);
    assert_eq!(finding["bots"], true);
    assert_eq!(finding["logs"], true);
    assert_eq!(finding["ticks"], 80);
    place.does("verify --bots . match.replay --backend singlepass --no-cache");
}

/// Whatever byte is changed, the replay is refused, and not with a panic.
#[test]
fn every_flipped_byte_is_noticed() {
    let place = Place::new();
    place.short_match("match.replay");
    let whole = place.read("match.replay");
    for at in (0..whole.len()).step_by(whole.len() / 40).chain([whole.len() - 1]) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        place.write("damaged.replay", damaged);
        let said = place.ends_with(1, "verify damaged.replay --unfinished");
        assert_says(&said.out, &["failed", "damaged.replay"]);
        assert!(said.err.is_empty(), "byte {at}: {}", said.err);
    }
}

#[test]
fn a_cut_replay_is_not_taken_for_a_whole_one() {
    let place = Place::new();
    place.short_match("match.replay");
    let whole = place.read("match.replay");
    for (end, says) in [
        (0, "cut"),
        (3, "cut"),
        (100, "cut: it ends at byte 100"),
        (whole.len() - 1, "unfinished: 80 ticks are confirmed"),
    ] {
        place.write("cut.replay", &whole[..end]);
        assert_says(&place.ends_with(1, "verify cut.replay").out, &["failed", says]);
    }
    place.write("cut.replay", &whole[..100]);
    assert_says(
        &place.ends_with(1, "show cut.replay").err,
        &["cut.replay: the replay is cut: it ends at byte 100"],
    );
    place.write("cut.replay", &whole[..whole.len() - 1]);
    place.does("verify cut.replay --unfinished");
    assert_says(&place.does("show cut.replay").out, &["Unfinished: what was written ends after tick 80"]);
}

#[test]
fn every_replay_is_looked_at() {
    let place = Place::new();
    place.short_match("good.replay");
    place.write("bad.replay", "not a replay at all");
    let findings = place.ends_with(1, "verify bad.replay good.replay --json").json();
    assert_eq!(findings[0]["ok"], false);
    assert_says(findings[0]["error"]["message"].as_str().unwrap(), &["not a replay"]);
    assert_eq!(findings[1]["ok"], true);
}

/// A replay that its writer made up: valid in itself, but no bot played so.
#[test]
fn made_up_fuel_and_logs_are_found_by_playing_the_bots_again() {
    let place = Place::new();
    place.short_match("match.replay");
    forge(&place, "fuel.replay", |turn, record, _| {
        if turn == 7 {
            record.seats[1].fuel.0 += 1;
        }
    });
    forge(&place, "log.replay", |turn, _, logs| {
        if turn == 9 {
            logs[0].stderr.extend_from_slice(b"I was robbed");
        }
    });
    place.does("verify fuel.replay log.replay");
    for (file, tick, seat, field) in [("fuel.replay", 7, 1, "fuel"), ("log.replay", 9, 0, "log")] {
        let findings = place.ends_with(1, &format!("verify --bots . {file} --json")).json();
        let difference = &findings[0]["difference"];
        assert_eq!(difference["tick"], tick, "{findings}");
        assert_eq!(difference["seat"], seat);
        assert_eq!(difference["field"], field);
        let said = place.ends_with(1, &format!("verify --bots . {file}"));
        assert_says(&said.out, &[&format!("tick {tick}, seat {seat}, {field}: the replay has")]);
    }
}

/// Orders that the rules would not let through to these digests.
#[test]
fn made_up_orders_are_found_without_bots() {
    let place = Place::new();
    place.short_match("match.replay");
    forge(&place, "orders.replay", |turn, record, _| {
        if turn == 12 {
            record.seats[0].orders.clear();
        }
    });
    let findings = place.ends_with(1, "verify orders.replay --json").json();
    assert_eq!(findings[0]["difference"]["tick"], 12, "{findings}");
    assert_eq!(findings[0]["difference"]["field"], "digest");
}

#[test]
fn a_module_that_is_nowhere_is_named() {
    let place = Place::new();
    place.write("mine.wasm", battle::bundled::bot("idle").unwrap().wasm);
    // A custom section named x makes it another module.
    let mut other = place.read("mine.wasm");
    other.extend_from_slice(&[0, 2, 1, b'x']);
    place.write("mine.wasm", other);
    place.does("run mine.wasm idle --ticks 5 --out match.replay");
    place.does("verify --bots . match.replay");
    std::fs::create_dir(place.path("empty")).unwrap();
    let findings = place.ends_with(1, "verify --bots empty match.replay --json").json();
    assert_eq!(findings[0]["error"]["code"], "missing_module");
    assert_says(findings[0]["error"]["message"].as_str().unwrap(), &["`mine`", "BLAKE3"]);
}

/// Writes the replay of the match again, with one turn changed.
fn forge(
    place: &Place,
    name: &str,
    change: impl Fn(u32, &mut replay::TurnRecord, &mut Vec<replay::SeatLog>),
) {
    let reader = Reader::open(place.path("match.replay")).unwrap();
    let mut writer = Writer::new(Vec::new(), reader.header()).unwrap();
    for turn in 0..reader.turns() {
        let tick = protocol::Tick(turn);
        let (mut record, mut logs) = (reader.turn(tick).unwrap(), reader.logs(tick).unwrap());
        change(turn, &mut record, &mut logs);
        writer.push(&*reader.game_at(tick).unwrap(), &record, &logs).unwrap();
    }
    place.write(name, writer.finish(reader.outcome().unwrap()).unwrap());
}
