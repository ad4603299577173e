//! A whole match: two of the strongest bots, 450 ticks or until one has won, its replay written.
//! `cargo bench -p robodrome-battle`.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::ops::ControlFlow;

use battle::{Entrant, Ruleset, Setup, bundled, find_map, play};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sandbox::{Backend, CacheMode, Config, Sandbox};

const SEED: &str = "bench";

fn setup(sandbox: &Sandbox, bots: [&str; 2]) -> Setup {
    let entrant = |name: &str| {
        let bot = bundled::bot(name).expect("a bundled bot");
        Entrant::load(sandbox, bot.name, bot.wasm).expect("admitted")
    };
    Setup {
        ruleset: Ruleset::bundled("beacons").expect("bundled"),
        map: find_map("open", 2, None, SEED).expect("an archetype").to_text(),
        seed: SEED.to_owned(),
        entrants: bots.map(entrant).into(),
    }
}

fn whole_match(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("match.replay");
    let mut group = c.benchmark_group("match");
    group.sample_size(10);
    for backend in Backend::ALL {
        let config = Config { backend, cache: CacheMode::Off, ..Config::default() };
        let sandbox = Sandbox::new(config).expect("the host can run wasm");
        // The first pair computes; of the second, next to everything is the host's work.
        for bots in [["lancer", "balanced"], ["idle", "idle"]] {
            let setup = setup(&sandbox, bots);
            let play = || play(&sandbox, &setup, Some(&path), |_| ControlFlow::Continue(()));
            let summary = play().expect("it can be played").expect("nobody breaks it off");
            group.throughput(Throughput::Elements(summary.ticks.into()));
            group.bench_function(format!("{} against {}, {backend}", bots[0], bots[1]), |b| b.iter(play));
        }
    }
    group.finish();
}

criterion_group!(benches, whole_match);
criterion_main!(benches);
