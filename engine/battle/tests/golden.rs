//! The golden replays: matches of the bundled bots whose files must never change unless `rules::EPOCH` does.
//!
//! Each is played again on both back ends and has to give the committed file, byte for byte; `digests.txt` beside them
//! names length and sums, so that a change shows in review. `UPDATE=1 cargo test --release -p robodrome-battle --test
//! golden` writes them anew, for a change of epoch or of the bots in `bots/modules`.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use battle::{Entrant, Ruleset, Setup, Shelf, bundled, find_map, play, verify_with_bots};
use replay::Reader;
use sandbox::{Backend, CacheMode, Config, Sandbox};

/// A match: its file's name, the bots, the map, the seed, and the number of ticks where it is not the usual one.
struct Golden {
    name: &'static str,
    bots: &'static [&'static str],
    map: &'static str,
    seed: &'static str,
    ticks: Option<u32>,
}

const GOLDEN: &[Golden] = &[
    Golden {
        name: "duel-on-the-plain",
        bots: &["balanced", "greedy"],
        map: "open",
        seed: "golden 1",
        ticks: None,
    },
    Golden {
        name: "duel-in-the-maze",
        bots: &["wall", "raider"],
        map: "maze",
        seed: "golden 2",
        ticks: None,
    },
    Golden {
        name: "four-on-the-islands",
        bots: &["balanced", "lancer", "simple", "wall"],
        map: "islands",
        seed: "golden 3",
        ticks: None,
    },
    Golden {
        name: "eight-around-the-centre",
        bots: &["balanced", "greedy", "lancer", "raider", "wall", "simple", "idle", "greedy"],
        map: "rich-centre",
        seed: "golden 4",
        ticks: Some(200),
    },
    Golden {
        name: "mirror",
        bots: &["balanced", "balanced"],
        map: "corridors",
        seed: "golden 5",
        ticks: Some(100),
    },
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../replays/golden")
}

fn sandbox(backend: Backend) -> Sandbox {
    let config = Config { backend, cache: CacheMode::Off, ..Config::default() };
    Sandbox::new(config).expect("the host can run wasm")
}

fn setup(golden: &Golden, sandbox: &Sandbox) -> Setup {
    let mut ruleset = Ruleset::bundled("beacons").expect("bundled");
    if let Some(ticks) = golden.ticks {
        ruleset.set(&format!("ticks={ticks}")).expect("a number of ticks");
    }
    let entrant = |name: &&str| {
        let bot = bundled::bot(name).expect("a bundled bot");
        Entrant::load(sandbox, bot.name, bot.wasm)
            .expect("admitted")
            .by("The Robodrome developers", bot.language)
    };
    let teams = u8::try_from(golden.bots.len()).expect("a few");
    Setup {
        ruleset,
        map: find_map(golden.map, teams, None, golden.seed).expect("an archetype").to_text(),
        seed: golden.seed.to_owned(),
        entrants: golden.bots.iter().map(entrant).collect(),
    }
}

fn record(golden: &Golden, backend: Backend, folder: &Path) -> Vec<u8> {
    let path = folder.join(format!("{}.replay", golden.name));
    let sandbox = sandbox(backend);
    play(&sandbox, &setup(golden, &sandbox), Some(&path), |_| ControlFlow::Continue(()))
        .expect("it can be played");
    fs::read(path).expect("it was written")
}

fn line(name: &str, bytes: &[u8]) -> String {
    let reader = Reader::from_bytes(bytes.to_vec()).expect("a replay");
    let state = reader.digest().expect("finished");
    format!("{name} {} {} {state}", bytes.len(), blake3::hash(bytes).to_hex())
}

#[test]
fn every_golden_match_gives_its_file_on_both_back_ends() {
    let update = std::env::var_os("UPDATE").is_some();
    let scratch = tempfile::tempdir().expect("a folder");
    let mut lines =
        String::from("# name, length in bytes, BLAKE3 of the file, chained digest of the last state\n");
    for golden in GOLDEN {
        let played = record(golden, Backend::Cranelift, scratch.path());
        assert!(
            played == record(golden, Backend::Singlepass, scratch.path()),
            "{}: back ends differ",
            golden.name
        );
        writeln!(lines, "{}", line(golden.name, &played)).expect("text");
        let file = folder().join(format!("{}.replay", golden.name));
        if update {
            fs::create_dir_all(folder()).expect("writable");
            fs::write(&file, &played).expect("writable");
        }
        let committed = fs::read(&file).expect("a golden replay");
        assert!(committed == played, "{}: played {}", golden.name, line(golden.name, &played));
    }
    let digests = folder().join("digests.txt");
    if update {
        fs::write(&digests, &lines).expect("writable");
    }
    assert_eq!(fs::read_to_string(digests).expect("digests.txt"), lines);
}

#[test]
fn every_golden_replay_passes_both_levels_of_trust() {
    let sandbox = sandbox(Backend::Singlepass);
    for golden in GOLDEN {
        let reader = Reader::open(folder().join(format!("{}.replay", golden.name))).expect("a golden replay");
        let verified = replay::verify(&reader).expect("its digests hold");
        let again = verify_with_bots(&sandbox, &reader, &Shelf::bundled()).expect("its bots do the same");
        assert_eq!(again.digest, verified.digest);
        assert!(again.logs);
        assert_eq!(again.turns, reader.turns());
    }
}
