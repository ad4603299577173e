//! Many short matches in one process, which must hold as much after them as before.

use battle::{Battle, Entrant, Ruleset, Setup, bundled, find_map};
use protocol::{Fuel, FuelPlan};
use sandbox::{Backend, CacheMode, Config, LoadError, Sandbox};

use super::canary::Canary;
use super::divergence::Divergence;
use super::footprint::Footprint;
use super::row::{Finding, Row};
use crate::exit::Failure;
use crate::verb::conformance::running_attacks;

/// Ticks of a match.
const TICKS: u32 = 4;
/// Small, so that an attack without end is over soon.
const FUEL: FuelPlan = FuelPlan { start: Fuel(1_000_000), per_tick: Fuel(300_000), bank: Fuel(1_000_000) };
/// Seed of every match.
const SEED: &str = "soak";

/// How much more a process may hold after all matches than before them, when every attack has met every back end.
const GROWTH: Footprint = Footprint {
    // The allocator keeps what was freed as it likes.
    resident_kib: 24 << 10,
    threads: 0,
    handles: 0,
    // As above: it joins and splits its stretches.
    mappings: 64,
};

/// How often as many matches are played once more where something has grown, and compared with what was held before them: what
/// is lost in every match grows every time, and what the allocator keeps does not.
const MORE: usize = 2;

/// Plays matches of every hostile bot, compiled anew each time, against those that come with the engine.
pub(super) fn play(matches: u32, canary: Option<Canary>) -> Result<Finding, Failure> {
    let stages = Backend::ALL.map(Stage::new);
    let stages = stages.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let attacks = running_attacks()?;
    // By then each attack has met each back end, and the allocator has what the hungriest of these needed.
    let warm_up = (attacks.len() * stages.len()) as u32;
    let mut played = 0;
    let mut go_on = |matches: u32| -> Result<u64, Failure> {
        for _ in 0..matches {
            // Each attack meets each back end, since their number is odd or the rounds are.
            let stage = &stages[(played + played / attacks.len()) % stages.len()];
            stage.play(&attacks[played % attacks.len()], played)?;
            if let Some(canary) = canary {
                canary.leak();
            }
            played += 1;
        }
        Ok(played as u64)
    };
    go_on(warm_up)?;
    let mut first = Footprint::settled(None);
    let threads = first.map(|first| first.threads);
    let settled = || Footprint::settled(threads);
    let mut played = go_on(matches)?;
    let mut last = settled();
    for _ in 0..MORE {
        match (first, last) {
            (Some(before), Some(now)) if !compare(before, now).is_empty() => {
                played = go_on(matches)?;
                (first, last) = (Some(now), settled());
            }
            _ => break,
        }
    }
    let (Some(first), Some(last)) = (first, last) else {
        let mut finding = Finding::new(Row::ManyMatches, played, Vec::new());
        finding.note = Some("this system does not say what a process holds".to_owned());
        return Ok(finding);
    };
    let mut finding = Finding::new(Row::ManyMatches, played, compare(first, last));
    finding.note = Some(format!(
        "{} -> {} MiB, {} -> {} threads, {} -> {} handles, {} -> {} mappings",
        first.resident_kib >> 10,
        last.resident_kib >> 10,
        first.threads,
        last.threads,
        first.handles,
        last.handles,
        first.mappings,
        last.mappings
    ));
    Ok(finding)
}

/// A back end with everything that its matches have in common.
struct Stage {
    sandbox: Sandbox,
    setup: Setup,
    opponents: Vec<Entrant>,
}

impl Stage {
    fn new(backend: Backend) -> Result<Stage, Failure> {
        let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, ..Config::default() })?;
        let opponents = bundled::BOTS.iter().map(|bot| Entrant::load(&sandbox, bot.name, bot.wasm));
        let opponents = opponents.collect::<Result<_, LoadError>>()?;
        let mut ruleset = Ruleset::bundled(rules::beacons::NAME)?;
        ruleset.set(&format!("ticks={TICKS}"))?;
        ruleset.fuel = FUEL;
        let map = find_map("open", 2, Some(17), SEED)?.to_text();
        let setup = Setup { ruleset, map, seed: SEED.to_owned(), entrants: Vec::new() };
        Ok(Stage { sandbox, setup, opponents })
    }

    fn play(&self, attack: &[u8], number: usize) -> Result<(), Failure> {
        let attack = match Entrant::load(&self.sandbox, "attack", attack) {
            Err(LoadError::Rejected(_)) => return Ok(()),
            loaded => loaded?,
        };
        let mut setup = self.setup.clone();
        setup.entrants = vec![attack, self.opponents[number % self.opponents.len()].clone()];
        let mut battle = Battle::start(&self.sandbox, &setup)?;
        while battle.advance()? {}
        Ok(())
    }
}

/// What grew by more than it may.
fn compare(first: Footprint, last: Footprint) -> Vec<Divergence> {
    let rows = [
        ("KiB of memory", first.resident_kib, last.resident_kib, GROWTH.resident_kib),
        ("threads", first.threads, last.threads, GROWTH.threads),
        ("handles", first.handles, last.handles, GROWTH.handles),
        ("mappings", first.mappings, last.mappings, GROWTH.mappings),
    ];
    let grown = rows.into_iter().filter(|(_, first, last, growth)| *last > first + growth);
    grown
        .map(|(field, first, last, growth)| Divergence {
            golden: "many matches".to_owned(),
            tick: None,
            seat: None,
            field: field.to_owned(),
            expected: format!("at most {}", first + growth),
            found: last.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_grows_is_named() {
        let first = Footprint { resident_kib: 50_000, threads: 4, handles: 9, mappings: 100 };
        assert!(compare(first, first).is_empty());
        let last = Footprint { resident_kib: 50_000 + (24 << 10) + 1, threads: 5, handles: 9, mappings: 165 };
        let fields: Vec<String> = compare(first, last).into_iter().map(|one| one.field).collect();
        assert_eq!(fields, ["KiB of memory", "threads", "mappings"]);
    }
}
