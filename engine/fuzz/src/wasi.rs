//! Calls of preview1 with any arguments: what a model of it expects happens, to the byte, and nothing else.

mod model;
mod script;

use arbitrary::Unstructured;
use protocol::{Fuel, FuelPlan, Tick};
use sandbox::{Backend, CacheMode, Config, Identity, Limits, Line, Sandbox, TurnEnd};

use self::model::Model;
use self::script::Script;
use crate::pick::Pick;

/// The bot's name: its only argument.
const NAME: &str = "tester";
/// What its random numbers come of.
const SEED: [u8; 32] = [9; 32];
/// Fuel for everything.
const PLENTY: FuelPlan = plan(1 << 40, 1 << 40);

/// Checks one script of calls.
pub fn check(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let little = plan(u.one(&[0, 100, 5_000, 70_000]), u.one(&[1, 99, 3_000, 40_000]));
    let script = Script::any(&mut u);
    let wasm = script.module();
    let [one, other] = Backend::ALL.map(|backend| play(backend, &wasm, [PLENTY, little]));
    assert_eq!(one, other, "the back ends disagree");
    let [rich, poor] = one;
    Model::new(lines()).follow(&script, &rich);
    assert!(poor.len() >= rich.len(), "who has less fuel does not end earlier");
}

const fn plan(start: u64, per_tick: u64) -> FuelPlan {
    FuelPlan { start: Fuel(start), per_tick: Fuel(per_tick), bank: Fuel(1 << 40) }
}

/// What the bot finds on its stdin, a line a turn.
fn lines() -> Vec<Line> {
    let tick = |text: &str| Line::Tick(text.as_bytes().to_vec());
    vec![
        Line::Start(b"start".to_vec()),
        tick("one\n"),
        tick("and two"),
        tick(&"three ".repeat(50)),
        Line::End(b"end".to_vec()),
    ]
}

/// Plays a script's module by each plan, until it ends or there is no line left.
fn play(backend: Backend, wasm: &[u8], plans: [FuelPlan; 2]) -> [Vec<TurnEnd>; 2] {
    let most = 64 << 20;
    let limits = Limits { stdout_bytes: most, line_bytes: most, log_bytes: most, ..Limits::default() };
    let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, limits }).unwrap();
    let program = sandbox.load(wasm).unwrap_or_else(|error| panic!("{error}"));
    plans.map(|plan| {
        let identity = Identity { name: NAME.to_owned(), seed: SEED };
        let mut player = sandbox.seat(&program, identity, plan).unwrap();
        let mut turns: Vec<TurnEnd> = Vec::new();
        for (tick, line) in (0..).zip(lines()) {
            player.begin(Tick(tick), line);
            turns.push(player.finish().expect("no call makes the host fail"));
            if turns.last().is_some_and(|turn| !turn.status.is_live()) {
                break;
            }
        }
        turns
    })
}
