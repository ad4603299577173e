//! Where attacks are played: a short match against a witness, whose own match must not change by a byte.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use battle::{Battle, BattleError, Entrant, Ruleset, Setup, bundled, find_map};
use protocol::{Digest, Fuel, FuelPlan, Seat, Status};
use replay::{Reader, SeatLog, SeatRecord, Writer};
use sandbox::{Backend, CacheMode, Config, LoadError, Program, Sandbox};

use super::host;
use crate::exit::Failure;

/// Where the attacker sits.
const ATTACKER: Seat = Seat(0);
/// Where the witness sits: a bot that mines, spawns and fights.
const WITNESS: Seat = Seat(1);
/// The bot that sits there.
const WITNESS_BOT: &str = "simple";
/// The bot that gives no orders, in the attacker's place in the match that the others are compared with.
const BYSTANDER_BOT: &str = "idle";
/// Ticks of a match: enough for every attack to be suspended some times.
const TICKS: u32 = 6;
/// Small, so that an attack without end is over soon; an attack can do nothing with more that it cannot do with this.
const FUEL: FuelPlan = FuelPlan { start: Fuel(5_000_000), per_tick: Fuel(1_500_000), bank: Fuel(5_000_000) };
/// Seed of every match.
const SEED: &str = "conformance";

/// One back end, ready to play attacks.
pub(super) struct Stage {
    pub(super) sandbox: Sandbox,
    setup: Setup,
    /// What the witness met while nobody attacked.
    control: Vec<Sight>,
}

/// What came of one module.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// In the words of [`Expected::ends`](super::expected::Expected::ends); empty where the host failed.
    pub(super) ends: String,
    /// Why orders and lines were dropped.
    pub(super) drops: BTreeSet<&'static str>,
    /// Whether some orders stood.
    pub(super) orders: bool,
    /// How the turn after the last tick ended.
    pub(super) farewell: Option<String>,
    /// Spent in each turn.
    pub(super) fuel: Vec<u64>,
    /// The whole file.
    pub(super) replay: Vec<u8>,
}

/// What came of one module on one back end, and what was not right about it.
pub(super) struct Trial {
    pub(super) outcome: Outcome,
    pub(super) problems: Vec<String>,
    /// The module's code and the lines that it was sent, where it was admitted.
    pub(super) played: Option<(Program, Vec<Vec<u8>>)>,
}

/// What the witness meets in one turn.
#[derive(PartialEq)]
struct Sight {
    sent: Vec<u8>,
    record: SeatRecord,
    log: SeatLog,
    digest: Digest,
}

/// A match that was played to its end.
struct Match {
    outcome: Outcome,
    witness: Vec<Sight>,
    sent: Vec<Vec<u8>>,
}

impl Stage {
    /// Compiles the witness and plays the match in which nobody attacks.
    pub(super) fn new(backend: Backend) -> Result<Stage, Failure> {
        // Nothing of what is hostile is kept.
        let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, ..Config::default() })?;
        let load = |name: &str| {
            let bot = bundled::bot(name)
                .ok_or_else(|| Failure::host(format!("this build comes without the bot `{name}`")))?;
            Ok::<Entrant, Failure>(Entrant::load(&sandbox, bot.name, bot.wasm)?)
        };
        let setup = setup(vec![load(BYSTANDER_BOT)?, load(WITNESS_BOT)?])?;
        let mut stage = Stage { sandbox, setup, control: Vec::new() };
        stage.control = stage.play(&stage.setup)?.witness;
        Ok(stage)
    }

    /// What every match of the suite has in common, with the bystander in the attacker's seat.
    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Admits a module and plays it. Whatever happens is an outcome or a problem: never an error, never a panic.
    pub(super) fn try_out(&self, name: &str, wasm: &[u8]) -> Trial {
        let mut trial = Trial { outcome: Outcome::default(), problems: Vec::new(), played: None };
        // The compiler's own threads are there already: it has compiled the witness.
        let threads = host::threads();
        if catch_unwind(AssertUnwindSafe(|| self.admit_and_play(name, wasm, &mut trial))).is_err() {
            trial.problems.push("the engine panicked".to_owned());
        }
        look_for_threads(threads, &mut trial);
        trial
    }

    fn admit_and_play(&self, name: &str, wasm: &[u8], trial: &mut Trial) {
        let entrant = match Entrant::load(&self.sandbox, name, wasm) {
            Ok(entrant) => entrant,
            Err(LoadError::Rejected(reject)) => {
                trial.outcome.ends = format!("reject {}", reject.code.word());
                return;
            }
            Err(LoadError::Host(error)) => {
                trial.problems.push(format!("the host failed: {error}"));
                return;
            }
        };
        let mut setup = self.setup.clone();
        setup.entrants[ATTACKER.index()] = entrant.clone();
        match self.play(&setup) {
            Ok(played) => {
                self.compare(&played, &mut trial.problems);
                trial.outcome = played.outcome;
                trial.played = Some((entrant.program, played.sent));
            }
            Err(error) => trial.problems.push(format!("the match could not be played: {error}")),
        }
    }

    /// Plays a match to its end.
    fn play(&self, setup: &Setup) -> Result<Match, BattleError> {
        let unwritten = |source| BattleError::Write { place: "in memory".to_owned(), source };
        let mut battle = Battle::start(&self.sandbox, setup)?;
        let mut writer = Writer::new(Vec::new(), battle.header()).map_err(unwritten)?;
        let mut played = Match { outcome: Outcome::default(), witness: Vec::new(), sent: Vec::new() };
        loop {
            played.count(&battle);
            writer.push(battle.game(), battle.record(), battle.logs()).map_err(unwritten)?;
            if !battle.advance()? {
                break;
            }
        }
        let outcome = battle.game().outcome().expect("a battle is over only when its game has an outcome");
        played.outcome.replay = writer.finish(&outcome).map_err(unwritten)?;
        Ok(played)
    }

    fn compare(&self, played: &Match, problems: &mut Vec<String>) {
        let replay = Reader::from_bytes(played.outcome.replay.clone());
        if let Err(error) = replay.and_then(|reader| replay::verify(&reader)) {
            problems.push(format!("its replay is not confirmed: {error}"));
        }
        if played.outcome.orders {
            return;
        }
        let differs = self.control.iter().zip(&played.witness).position(|(control, now)| control != now);
        if let Some(turn) = differs {
            problems.push(format!("the opponent's turn {turn} is another one than without the attack"));
        } else if self.control.len() != played.witness.len() {
            problems.push("the match has another length than without the attack".to_owned());
        }
    }
}

impl Match {
    /// Takes note of the turn that was played last.
    fn count(&mut self, battle: &Battle) {
        let record = battle.record();
        let attacker = &record.seats[ATTACKER.index()];
        self.outcome.fuel.push(attacker.fuel.0);
        self.outcome.drops.extend(attacker.drops.iter().map(|note| note.why.word()));
        self.outcome.orders |= !attacker.orders.is_empty();
        match battle.is_over() {
            false => self.outcome.ends = end(attacker.status),
            true => self.outcome.farewell = Some(end(attacker.status)),
        }
        self.sent.push(battle.sent(ATTACKER).to_vec());
        self.witness.push(Sight {
            sent: battle.sent(WITNESS).to_vec(),
            record: record.seats[WITNESS.index()].clone(),
            log: battle.logs()[WITNESS.index()].clone(),
            digest: record.digest,
        });
    }
}

/// Notes threads that are there now and were not before.
fn look_for_threads(before: Option<usize>, trial: &mut Trial) {
    let Some(before) = before else { return };
    match host::settled_threads(before) {
        Some(now) if now > before => trial.problems.push(format!("it left {} threads behind", now - before)),
        _ => {}
    }
}

/// The match of the suite.
fn setup(entrants: Vec<Entrant>) -> Result<Setup, Failure> {
    let mut ruleset = Ruleset::bundled(rules::beacons::NAME)?;
    ruleset.set(&format!("ticks={TICKS}"))?;
    ruleset.fuel = FUEL;
    let map = find_map("open", 2, Some(17), SEED)?.to_text();
    Ok(Setup { ruleset, map, seed: SEED.to_owned(), entrants })
}

/// A status in the words of the table.
fn end(status: Status) -> String {
    match status {
        Status::Waiting => "waiting".to_owned(),
        Status::OutOfFuel => "out_of_fuel".to_owned(),
        Status::Exited(code) => format!("exit {code}"),
        Status::Faulted(fault) => format!("fault {}", fault.word()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bot that plays well changes its opponent's match, which the comparison has to see.
    #[test]
    fn an_opponent_that_notices_something_is_noted() {
        let stage = Stage::new(Backend::Singlepass).unwrap();
        let mut setup = stage.setup.clone();
        let bot = bundled::bot("greedy").unwrap();
        setup.entrants[ATTACKER.index()] = Entrant::load(&stage.sandbox, bot.name, bot.wasm).unwrap();
        let mut played = stage.play(&setup).unwrap();
        assert!(played.outcome.orders);
        let mut problems = Vec::new();
        stage.compare(&played, &mut problems);
        assert!(problems.is_empty(), "orders that stand may be noticed: {problems:?}");
        played.outcome.orders = false;
        stage.compare(&played, &mut problems);
        assert_eq!(problems, ["the opponent's turn 1 is another one than without the attack"]);
    }

    #[test]
    fn a_damaged_replay_is_noted() {
        let stage = Stage::new(Backend::Singlepass).unwrap();
        let mut played = stage.play(&stage.setup).unwrap();
        let middle = played.outcome.replay.len() / 2;
        played.outcome.replay[middle] ^= 1;
        let mut problems = Vec::new();
        stage.compare(&played, &mut problems);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("its replay is not confirmed: "), "{problems:?}");
    }

    #[test]
    fn a_thread_left_behind_is_noted() {
        let trial = || Trial { outcome: Outcome::default(), problems: Vec::new(), played: None };
        let mut unknown = trial();
        look_for_threads(None, &mut unknown);
        assert!(unknown.problems.is_empty());
        let Some(now) = host::threads() else { return };
        // Other tests come and go with threads of their own: this one's is all that is certain.
        let (mut few, mut many) = (trial(), trial());
        look_for_threads(Some(0), &mut few);
        look_for_threads(Some(now + 100), &mut many);
        assert_eq!((few.problems.len(), many.problems.len()), (1, 0));
    }
}
