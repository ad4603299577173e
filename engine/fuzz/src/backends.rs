//! Both compilers: the same bot plays the same turns on each.

use arbitrary::Unstructured;
use protocol::{Fuel, FuelPlan, Status, Tick};
use sandbox::{Backend, CacheMode, Config, Identity, Limits, Line, LoadError, Sandbox, TurnEnd};

use crate::module::{smith, teller};
use crate::pick::Pick;

/// Most turns of a match.
const TURNS: u32 = 40;

/// Checks one generated bot.
pub fn check(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let timeless = u.below(2) == 0;
    let plan = FuelPlan {
        start: Fuel(u.one(&[0, 1, 150, 3_000, 40_000])),
        per_tick: Fuel(u.one(&[1, 40, 1_000, 20_000])),
        bank: Fuel(u.one(&[0, 500, 1_000_000])),
    };
    let [slice, other_slice] = [u.one(&[1, 10, 777, 4_000_000]), u.one(&[u64::MAX, 100])];
    let Some(wasm) = smith::bot(&mut u, timeless) else { return };
    let wasm = teller::telling(&wasm);

    let turns = play(Backend::Singlepass, slice, &wasm, plan);
    assert_eq!(turns, play(Backend::Cranelift, slice, &wasm, plan), "the back ends disagree");
    let others = play(Backend::Singlepass, other_slice, &wasm, plan);
    assert_eq!(known(turns.clone()), known(others), "slices can be seen");
    if timeless {
        allowance_does_not_matter(&wasm, &turns);
    }
}

/// Leaves out what a guest spent in the turn in which it faults: a function that keeps its fuel in a local puts it back
/// when it is suspended, but not when it traps.
fn known(mut turns: Vec<TurnEnd>) -> Vec<TurnEnd> {
    if let Some(last) = turns.last_mut().filter(|turn| matches!(turn.status, Status::Faulted(_))) {
        (last.fuel, last.left) = (Fuel(0), 0);
    }
    turns
}

/// A bot that cannot see when a turn begins says the same, and spends the same, whenever it is suspended.
fn allowance_does_not_matter(wasm: &[u8], poor: &[TurnEnd]) {
    let plenty = Fuel(1 << 40);
    let rich =
        play(Backend::Singlepass, u64::MAX, wasm, FuelPlan { start: plenty, per_tick: plenty, bank: plenty });
    let [end] = &rich[..] else { panic!("with fuel for all of it, it ends in its first turn") };
    let (some, all) = (said(poor), said(&rich));
    let spent = poor.iter().map(|turn| turn.fuel.0).sum::<u64>();
    match poor.last().map(|turn| turn.status) {
        Some(Status::Waiting | Status::OutOfFuel) | None => {
            assert!(
                all.0.starts_with(&some.0) && all.1.starts_with(&some.1),
                "it says what it would have said"
            );
            assert!(matches!(end.status, Status::Faulted(_)) || spent <= end.fuel.0);
        }
        Some(status) => {
            assert_eq!((status, some), (end.status, all));
            assert!(
                matches!(status, Status::Faulted(_)) || spent == end.fuel.0,
                "spent {spent}, not {}",
                end.fuel
            );
        }
    }
}

/// All lines, and the log.
fn said(turns: &[TurnEnd]) -> (Vec<Vec<u8>>, Vec<u8>) {
    let lines = turns.iter().flat_map(|turn| turn.lines.iter().map(<[u8]>::to_vec)).collect();
    (lines, turns.iter().flat_map(|turn| turn.log.clone()).collect())
}

/// Plays a bot until it ends, or the match does.
fn play(backend: Backend, fuel_slice: u64, wasm: &[u8], plan: FuelPlan) -> Vec<TurnEnd> {
    let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, limits: roomy(fuel_slice) }).unwrap();
    let program = match sandbox.load(wasm) {
        Ok(program) => program,
        Err(LoadError::Rejected(reject)) => panic!("{reject}"),
        Err(LoadError::Host(error)) => panic!("{error}"),
    };
    let identity = Identity { name: "fuzz".to_owned(), seed: [7; 32] };
    let mut player = sandbox.seat(&program, identity, plan).unwrap();
    let mut turns: Vec<TurnEnd> = Vec::new();
    for tick in 0..TURNS {
        let line = match tick {
            0 => Line::Start(b"start".to_vec()),
            _ if tick == TURNS - 1 => Line::End(b"end".to_vec()),
            _ => Line::Tick(format!("tick {tick}").into_bytes()),
        };
        player.begin(Tick(tick), line);
        turns.push(player.finish().expect("no bot makes the host fail"));
        if turns.last().is_some_and(|turn| !turn.status.is_live()) {
            break;
        }
    }
    turns
}

/// Limits under which nothing that a bot says is cut, so that all of it is compared.
fn roomy(fuel_slice: u64) -> Limits {
    let most = 64 << 20;
    Limits { fuel_slice, stdout_bytes: most, line_bytes: most, log_bytes: most, ..Limits::default() }
}
