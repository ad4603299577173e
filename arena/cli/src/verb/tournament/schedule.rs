use battle::{BattleError, Ruleset, Venue, match_id};
use replay::Header;

use super::field::Field;
use crate::exit::Failure;
use crate::setup::MatchArgs;

/// Everything that is to be played, in a fixed order: seed by seed, then map by map, then group by group.
pub(super) struct Schedule {
    /// The rules of every match.
    pub(super) ruleset: Ruleset,
    /// The names of the maps, as asked for; in a game without maps one, of its board.
    pub(super) maps: Vec<String>,
    /// The seeds.
    pub(super) seeds: Vec<String>,
    /// Teams of a match.
    pub(super) teams: u8,
    /// The maps that are played on, one for each seed and name.
    pub(super) rounds: Vec<Round>,
    /// The matches, round by round.
    pub(super) matches: Vec<Match>,
}

/// One map with one seed: every group of bots meets on it once.
pub(super) struct Round {
    /// Place of its name among the maps.
    pub(super) map: usize,
    /// Its seed.
    pub(super) seed: String,
    /// The map's text.
    pub(super) text: String,
}

/// One match.
pub(super) struct Match {
    /// BLAKE3 of everything that decides it.
    pub(super) id: String,
    /// Place of its round.
    pub(super) round: usize,
    /// The bots by seat.
    pub(super) bots: Vec<usize>,
}

/// Matches that a tournament may have. A million take a day on a large machine.
const MOST: u128 = 1_000_000;

impl Schedule {
    /// Draws up the schedule. What cannot be played is refused here, before anything runs.
    pub(super) fn new(
        field: &Field,
        teams: u8,
        maps: &[Option<String>],
        seeds: &[String],
        on: impl Fn(Option<&str>, &str) -> MatchArgs,
    ) -> Result<Schedule, Failure> {
        let bots = field.infos.len();
        check_numbers(bots, teams, maps.len() * seeds.len())?;
        let ruleset = on(maps[0].as_deref(), &seeds[0]).ruleset()?;
        let mut schedule = Schedule {
            ruleset,
            maps: Vec::new(),
            seeds: seeds.to_vec(),
            teams,
            rounds: Vec::new(),
            matches: Vec::new(),
        };
        for (nth, seed) in seeds.iter().enumerate() {
            for (number, name) in maps.iter().enumerate() {
                let venue = on(name.as_deref(), seed).venue(&schedule.ruleset, teams)?;
                if venue.teams != teams {
                    return Err(wrong_number(&schedule.ruleset, &venue));
                }
                if nth == 0 {
                    schedule.maps.push(venue.name);
                }
                schedule.add_round(
                    field,
                    Round { map: number, seed: seed.clone(), text: venue.text },
                    nth,
                )?;
            }
        }
        Ok(schedule)
    }

    /// Everything that decides a match.
    pub(super) fn header(&self, field: &Field, one: &Match) -> Header {
        self.header_of(field, &self.rounds[one.round], &one.bots)
    }

    /// The name of a match's map, as asked for.
    pub(super) fn map(&self, one: &Match) -> &str {
        &self.maps[self.rounds[one.round].map]
    }

    /// Lets every group of bots meet; `nth` is the place of the seed.
    fn add_round(&mut self, field: &Field, round: Round, nth: usize) -> Result<(), Failure> {
        let number = self.rounds.len();
        for group in groups(field.infos.len(), self.teams.into()) {
            let bots = seated(group, nth);
            let header = self.header_of(field, &round, &bots);
            if self.matches.is_empty() {
                rules::start(&header.game, &header.params, &header.map, &header.seed)
                    .map_err(BattleError::from)?;
            }
            self.matches.push(Match { id: match_id(&header), round: number, bots });
        }
        self.rounds.push(round);
        Ok(())
    }

    fn header_of(&self, field: &Field, round: &Round, bots: &[usize]) -> Header {
        let seats = bots.iter().map(|&bot| field.infos[bot].clone()).collect();
        self.ruleset.header(&round.text, &round.seed, seats)
    }
}

/// The map, or the game, is for another number of teams than a match shall have.
fn wrong_number(ruleset: &Ruleset, venue: &Venue) -> Failure {
    let teams = venue.teams;
    let (problem, help) = match ruleset.rules.has_maps() {
        true => (
            format!("the map {} is for {teams} teams", venue.name),
            format!("choose other maps, or --teams {teams}"),
        ),
        false => (format!("{} is for {teams} teams", ruleset.game), format!("choose --teams {teams}")),
    };
    Failure::usage(problem).code("seats").help(help)
}

fn check_numbers(bots: usize, teams: u8, rounds: usize) -> Result<(), Failure> {
    if !matches!(teams, 2 | 4 | 8) {
        return Err(Failure::usage(format!("a match has 2, 4 or 8 teams, not {teams}")).code("seats"));
    }
    if bots < teams.into() {
        return Err(Failure::usage(format!(
            "with {teams} teams, at least {teams} bots have to play, and {bots} are named"
        ))
        .code("seats")
        .help("name more bots; those that come with the engine are played with when none is named"));
    }
    let matches =
        (0..u128::from(teams)).fold(1, |groups, i| groups * (bots as u128 - i) / (i + 1)) * rounds as u128;
    if matches > MOST {
        return Err(Failure::usage(format!("that would be {matches} matches, more than {MOST}"))
            .help("choose fewer seeds, maps or bots"));
    }
    Ok(())
}

/// Every group of so many among the first `n` numbers, each by rising number, in lexical order.
fn groups(n: usize, size: usize) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    let mut group: Vec<usize> = (0..size).collect();
    loop {
        groups.push(group.clone());
        let Some(at) = (0..size).rev().find(|&at| group[at] < n - size + at) else { return groups };
        group[at] += 1;
        for later in at + 1..size {
            group[later] = group[later - 1] + 1;
        }
    }
}

/// The group in the order of the seats. Turning the whole table changes nothing, so the first of a group keeps its seat,
/// and the others go through their orders from seed to seed.
fn seated(mut group: Vec<usize>, nth: usize) -> Vec<usize> {
    let mut rest = nth;
    for at in 1..group.len() {
        let open = group.len() - at;
        let chosen = at + rest % open;
        rest /= open;
        let bot = group.remove(chosen);
        group.insert(at, bot);
    }
    group
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_group_meets_once() {
        assert_eq!(groups(3, 2), [[0, 1], [0, 2], [1, 2]]);
        assert_eq!(groups(4, 4), [[0, 1, 2, 3]]);
        assert_eq!(groups(13, 2).len(), 78);
        assert_eq!(groups(10, 4).into_iter().collect::<BTreeSet<_>>().len(), 210);
    }

    #[test]
    fn neighbours_change_with_the_seed() {
        let tables: BTreeSet<Vec<usize>> = (0..6).map(|nth| seated(vec![3, 5, 7, 9], nth)).collect();
        assert_eq!(tables.len(), 6);
        assert!(tables.iter().all(|table| table[0] == 3));
        assert_eq!(seated(vec![3, 5, 7, 9], 6), seated(vec![3, 5, 7, 9], 0));
        assert_eq!(seated(vec![0, 1], 5), [0, 1]);
    }

    #[test]
    fn numbers_are_checked_before_anything_runs() {
        assert!(check_numbers(2, 2, 6).is_ok());
        assert!(check_numbers(3, 4, 6).is_err());
        assert!(check_numbers(3, 3, 6).is_err());
        assert!(check_numbers(64, 8, 1).is_err());
    }
}
