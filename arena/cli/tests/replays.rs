//! A replay that somebody tampered with, bit by bit: what `arena run` wrote is refused with every bit flipped, is
//! unfinished wherever it is cut, and where it was made up with right checksums, the bots tell.
//!
//! `engine/replay/tests` does the same, and more, with files of its own making; this is the file that people send each
//! other.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

use std::path::Path;
use std::process::Command;

use protocol::{Note, Reason, Status, Tick, UnitId};
use replay::{Reader, ReplayError, Writer, verify};
use rules::Order;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a match between two bots that do nothing, of three ticks.
struct Scene {
    folder: TempDir,
    whole: Vec<u8>,
}

impl Scene {
    fn new() -> Scene {
        let folder = TempDir::new().unwrap();
        let line = "run idle idle --size 17 --ticks 3 --out match.replay";
        let output = arena(folder.path(), line).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let whole = std::fs::read(folder.path().join("match.replay")).unwrap();
        Scene { folder, whole }
    }

    /// Runs `arena verify` on a file with these bytes, and wants this exit code.
    #[track_caller]
    fn verify(&self, bytes: &[u8], flags: &str, code: i32) -> Value {
        std::fs::write(self.folder.path().join("other.replay"), bytes).unwrap();
        let output =
            arena(self.folder.path(), &format!("verify other.replay --json {flags}")).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{flags}: {out}");
        serde_json::from_str::<Value>(&out).unwrap()[0].clone()
    }
}

fn arena(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("modules");
    command.current_dir(folder).env("ROBODROME_CACHE", cache).args(line.split_whitespace());
    command
}

#[test]
fn every_flipped_bit_is_refused() {
    let Scene { whole, .. } = Scene::new();
    verify(&Reader::from_bytes(whole.clone()).unwrap()).unwrap();
    for byte in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[byte] ^= 1 << bit;
            let Err(error) = Reader::from_bytes(flipped) else {
                panic!("bit {bit} of byte {byte} is not noticed")
            };
            assert!(error.to_string().len() > 10, "bit {bit} of byte {byte}: {error}");
        }
    }
}

#[test]
fn every_cut_is_refused_or_unfinished() {
    let Scene { whole, .. } = Scene::new();
    let digest = verify(&Reader::from_bytes(whole.clone()).unwrap()).unwrap().digest;
    let mut unfinished = 0;
    for end in 0..whole.len() {
        match Reader::from_bytes(whole[..end].to_vec()) {
            Err(error) => assert!(matches!(error, ReplayError::NoHeader { .. }), "cut at {end}: {error}"),
            Ok(reader) => {
                assert!(!reader.is_complete() && reader.outcome().is_none(), "cut at {end}");
                let verified = verify(&reader).unwrap_or_else(|error| panic!("cut at {end}: {error}"));
                assert!(!verified.complete, "cut at {end}");
                assert!(reader.turns() == 0 || verified.digest == digest, "cut at {end}: another match");
                unfinished += 1;
            }
        }
    }
    assert!(unfinished > 100, "{unfinished}");
}

/// The command says so too, for a cut in each section.
#[test]
fn a_cut_file_is_told_from_a_whole_one() {
    let scene = Scene::new();
    let whole = &scene.whole;
    assert_eq!(scene.verify(whole, "", 0)["complete"], true);
    for end in [0, 11, whole.len() / 4, whole.len() / 2, whole.len() - 70, whole.len() - 1] {
        let finding = scene.verify(&whole[..end], "", 1);
        assert_eq!((&finding["ok"], &finding["complete"]), (&false.into(), &false.into()), "{finding}");
        assert!(finding["error"]["message"].as_str().unwrap().len() > 10, "{finding}");
    }
}

/// What changes no state passes the rules, since they cannot know what a bot said: the bots have to be asked.
#[test]
fn what_only_the_bots_can_tell_is_told_with_bots() {
    let scene = Scene::new();
    let ghost = Order { unit: Some(UnitId(60_000)), verb: 4, to: None, amount: 0 };
    type Forge<'f> = &'f dyn Fn(&mut replay::SeatRecord);
    let forgeries: [(&str, Forge); 4] = [
        ("orders", &|seat| seat.orders.push(ghost)),
        ("drops", &|seat| seat.drops.push(Note { unit: None, why: Reason::BadJson })),
        ("fuel", &|seat| seat.fuel.0 -= 1),
        ("status", &|seat| seat.status = Status::OutOfFuel),
    ];
    for (field, change) in forgeries {
        let forged = forge(&scene.whole, change);
        assert_eq!(scene.verify(&forged, "", 0)["ok"], true, "{field}: nothing of the board is another one");
        let difference = &scene.verify(&forged, "--bots .", 1)["difference"];
        assert_eq!((&difference["tick"], &difference["seat"]), (&2.into(), &1.into()), "{difference}");
        assert_eq!(difference["field"], field);
    }
}

/// The replay written anew with right checksums, seat 1 having done something else in tick 2.
fn forge(whole: &[u8], change: impl Fn(&mut replay::SeatRecord)) -> Vec<u8> {
    let reader = Reader::from_bytes(whole.to_vec()).unwrap();
    let mut writer = Writer::new(Vec::new(), reader.header()).unwrap();
    for tick in (0..reader.turns()).map(Tick) {
        let (mut record, logs) = (reader.turn(tick).unwrap(), reader.logs(tick).unwrap());
        if tick == Tick(2) {
            change(&mut record.seats[1]);
        }
        writer.push(&*reader.game_at(tick).unwrap(), &record, &logs).unwrap();
    }
    writer.finish(reader.outcome().unwrap()).unwrap()
}
