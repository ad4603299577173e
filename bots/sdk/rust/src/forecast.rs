use std::rc::Rc;

use protocol::{Dir, Pos, UnitId, beacons::EnemyUnit};

use crate::{Board, Flood, Turn};

/// Ways in which a unit may choose its next cell: stay, go on, to our nearest unit, home, to ore, to a beacon, to us at home.
const IDEAS: usize = 7;
/// Situations that are learned apart: see [`situation`].
const SITUATIONS: usize = 16;

/// Learns, while the match goes on, which of a few simple ideas says best where each enemy team's units step next.
///
/// Attacks fall on cells after all moves, so a strike at where an enemy *is* often misses; a strike at where it will be
/// is what wins fights. Keep one for the whole match and [`update`](Forecast::update) it each tick.
///
/// ```
/// use robodrome::{Forecast, Turn};
///
/// let start = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/start.json"));
/// let tick = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/tick.json"));
/// let mut turn = Turn::new(serde_json::from_str(start).unwrap());
/// let mut forecast = Forecast::default();
/// turn.begin(serde_json::from_str(tick).unwrap());
/// forecast.update(&mut turn);
/// let enemy = turn.enemies()[0];
/// let chances: u32 = turn.board().cells().map(|cell| forecast.chance(&enemy, cell)).sum();
/// assert!((90..=100).contains(&chances));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Forecast {
    /// What each idea says for each enemy in sight, sorted by team and number.
    guesses: Vec<Guess>,
    /// By team, situation and idea: how well it did, out of 1000.
    trust: Vec<[[u32; IDEAS]; SITUATIONS]>,
    beacons: Vec<Pos>,
    to_beacon: Option<Rc<Flood>>,
    ores: Vec<Pos>,
    to_ore: Option<Rc<Flood>>,
}

#[derive(Clone, Copy, Debug)]
struct Guess {
    who: (u8, UnitId),
    at: Pos,
    last: Option<Dir>,
    situation: usize,
    cells: [Pos; IDEAS],
}

impl Forecast {
    /// Compares the last guesses with what happened, and guesses anew.
    pub fn update(&mut self, turn: &mut Turn) {
        self.trust.resize(usize::from(turn.teams()), [[400; IDEAS]; SITUATIONS]);
        if turn.missed() > 0 {
            self.guesses.clear();
        }
        self.learn(turn);
        self.guess(turn);
    }

    /// How likely it is, in per cent, that an enemy ends this tick on a cell.
    pub fn chance(&self, enemy: &EnemyUnit, cell: Pos) -> u32 {
        let Some(guess) = self.find((enemy.team, enemy.id)) else {
            return if enemy.at == cell { 100 } else { 0 };
        };
        let trust = &self.trust[usize::from(enemy.team)][guess.situation];
        // Cubed, so that the ideas that do well outvote those that do not.
        let weight = |idea: usize| (trust[idea] / 10).pow(3);
        let all: u32 = (0..IDEAS).map(weight).sum();
        let here: u32 = (0..IDEAS).filter(|&idea| guess.cells[idea] == cell).map(weight).sum();
        here * 100 / all.max(1)
    }

    /// The cell on which an enemy most likely ends this tick.
    pub fn likely(&self, enemy: &EnemyUnit) -> Pos {
        let around = Dir::ALL.into_iter().filter_map(|dir| enemy.at.step(dir, 1));
        around.fold(
            enemy.at,
            |best, at| {
                if self.chance(enemy, at) > self.chance(enemy, best) { at } else { best }
            },
        )
    }

    fn find(&self, who: (u8, UnitId)) -> Option<&Guess> {
        self.guesses.binary_search_by_key(&who, |g| g.who).ok().map(|i| &self.guesses[i])
    }

    fn learn(&mut self, turn: &Turn) {
        for enemy in &turn.observation().enemies {
            let Some(guess) = self.find((enemy.team, enemy.id)).copied() else { continue };
            if guess.at.walk(enemy.at) > 1 {
                continue;
            }
            let trust = &mut self.trust[usize::from(enemy.team)][guess.situation];
            for (idea, cell) in guess.cells.iter().enumerate() {
                let score = if *cell == enemy.at { 1000 } else { 0 };
                trust[idea] = (trust[idea] * 7 + score) / 8;
            }
        }
    }

    fn guess(&mut self, turn: &mut Turn) {
        let board = turn.board();
        let teams = turn.teams();
        let known: Vec<EnemyUnit> = turn.enemies().into_iter().filter(|e| e.team < teams).collect();
        if known.is_empty() {
            self.guesses.clear();
            return;
        }
        let (beacons, ores) = (turn.beacons(), turn.ores());
        if self.to_beacon.is_none() || self.beacons != beacons {
            self.to_beacon = Some(Rc::new(board.flood(beacons.iter().copied())));
            self.beacons = beacons;
        }
        if self.to_ore.is_none() || self.ores != ores {
            self.to_ore = Some(Rc::new(board.flood(ores.iter().copied())));
            self.ores = ores;
        }
        let to_ours = board.flood(turn.units().iter().map(|u| u.at));
        let to_us = turn.flood_to(turn.home());
        let (to_beacon, to_ore) = (self.to_beacon.clone(), self.to_ore.clone());
        let guess = |enemy: EnemyUnit| {
            let before = self.find((enemy.team, enemy.id));
            let last = before.and_then(|g| Board::dir(g.at, enemy.at));
            let to_home = turn.flood_to(board.core(enemy.team));
            let step = |flood: &Flood| {
                flood.step(enemy.at).and_then(|d| board.step(enemy.at, d)).unwrap_or(enemy.at)
            };
            let kept = |flood: &Option<Rc<Flood>>| flood.as_deref().map_or(enemy.at, step);
            let cells = [
                enemy.at,
                last.and_then(|d| board.step(enemy.at, d)).unwrap_or(enemy.at),
                step(&to_ours),
                step(&to_home),
                kept(&to_ore),
                kept(&to_beacon),
                step(&to_us),
            ];
            let situation = situation(turn, &enemy, to_ours.at(enemy.at), last.is_some());
            Guess { who: (enemy.team, enemy.id), at: enemy.at, last, situation, cells }
        };
        let guesses: Vec<Guess> = known.into_iter().map(guess).collect();
        self.guesses = guesses;
    }

    /// The step that an enemy took in the last tick, if it was in sight and moved.
    pub fn last_step(&self, enemy: &EnemyUnit) -> Option<Dir> {
        self.find((enemy.team, enemy.id))?.last
    }
}

/// One of [`SITUATIONS`]: whether our units are near, whether the unit mines, carries a full load, and moved last.
fn situation(turn: &Turn, enemy: &EnemyUnit, steps_to_us: u16, moved: bool) -> usize {
    let near = match steps_to_us {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        _ => 3,
    };
    let mines = turn.ore_at(enemy.at) > 0 && enemy.cargo < turn.rules().unit_cargo;
    near * 4 + usize::from(mines) * 2 + usize::from(moved)
}
