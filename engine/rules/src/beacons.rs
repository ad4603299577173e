//! Beacons, the flagship: two, four or eight teams mine ore, spawn units, fight, and hold beacons for points while a
//! storm presses them together.
//!
//! All teams act at once, everything is an integer, and nothing depends on the order of the teams: what a match looks
//! like from a seat depends only on what each team does, never on which seat it has.
//!
//! A tick runs through the stages of the folder `stage`, one file each. Every number is a parameter; the tuned values,
//! each with its reason, are in `assets/rulesets/beacons.toml`.

mod act;
mod board;
mod grid;
mod intake;
mod map;
mod observe;
mod params;
mod picture;
mod save;
#[cfg(test)]
mod scenario;
mod scratch;
mod sight;
mod stage;
mod state;
mod turning;

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use protocol::{
    Note, Pos, Seat, Tick,
    beacons::{Params, Verb},
};

pub use map::{Archetype, Map, Symmetry};
pub use params::check_params;
pub use turning::Turning;

use crate::{BadState, Frame, Game, Order, Outcome, Report, SetupError, Turn};
use board::Board;
use scratch::Scratch;
use stage::Round;
use state::State;

/// The game's name, as rule sets and replays spell it.
pub const NAME: &str = "beacons";

/// Units that each team starts with, on the cells n, e, s and w of its core in its own frame.
pub const FIRST_UNITS: u16 = 4;

/// The words of the verbs, by their codes.
const VERBS: [&str; 8] = {
    let mut words = [""; 8];
    let mut i = 0;
    while i < words.len() {
        words[i] = Verb::ALL[i].word();
        i += 1;
    }
    words
};

/// One match of Beacons.
///
/// ```
/// use protocol::{Seat, beacons::Params};
/// use rules::{Game, beacons::{Archetype, Beacons, Map}};
///
/// # let rules = include_str!("../../../assets/rulesets/beacons.toml");
/// # let rules: toml::Table = rules.parse().unwrap();
/// let params: Params = rules["rules"].clone().try_into().unwrap();
/// let map = Map::generate(Archetype::Open, 25, 2, "7").unwrap();
/// let game = Beacons::new(params, map).unwrap();
/// assert_eq!(game.frame().teams[0].units, 4);
/// assert!(game.outcome().is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Beacons {
    setup: Arc<Setup>,
    state: State,
    outcome: Option<Outcome>,
    scratch: Scratch,
}

/// What never changes in a match.
#[derive(Debug)]
struct Setup {
    params: Params,
    map: Map,
    board: Board,
}

impl Beacons {
    /// Sets up a match.
    ///
    /// # Errors
    /// A parameter is out of range, by itself or for this map, or a core of the map leaves no room for the first units.
    pub fn new(params: Params, map: Map) -> Result<Beacons, SetupError> {
        check_params(&params)?;
        let board = Board::of_map(&map, params.beacon_radius);
        params::check_with_teams(&params, map.teams())?;
        let state = State::start(&params, &board)?;
        let scratch = Scratch::new(&board);
        Ok(Beacons { setup: Arc::new(Setup { params, map, board }), state, outcome: None, scratch })
    }

    /// Sets up a match from the parameters as JSON and the map as text, as a replay holds them.
    ///
    /// # Errors
    /// As [`Beacons::new`] and [`Map::parse`]; and the parameters are not JSON, or one is unknown, missing or of the
    /// wrong type.
    pub fn from_text(params: &str, map: &str) -> Result<Beacons, SetupError> {
        Beacons::new(params::read(params)?, Map::parse(map)?)
    }

    /// The numbers that this match is played with.
    pub fn params(&self) -> &Params {
        &self.setup.params
    }

    /// The map that this match is played on.
    pub fn map(&self) -> &Map {
        &self.setup.map
    }
}

impl Game for Beacons {
    fn name(&self) -> &'static str {
        NAME
    }

    fn verbs(&self) -> &'static [&'static str] {
        &VERBS
    }

    fn seats(&self) -> u8 {
        self.setup.board.teams()
    }

    fn tick(&self) -> Tick {
        Tick(self.state.tick)
    }

    fn write_start(&self, _seat: Seat, name: &str, line: &mut Vec<u8>) {
        observe::write_start(&self.setup.params, &self.setup.map, name, line);
    }

    fn write_tick(&self, seat: Seat, failed: &[Note], line: &mut Vec<u8>) {
        observe::write_tick(&self.setup.params, &self.setup.board, &self.state, seat, failed, line);
    }

    fn write_end(&self, seat: Seat, line: &mut Vec<u8>) {
        observe::write_end(&self.setup.board, &self.state, self.outcome.as_ref(), seat, line);
    }

    fn read_line(&self, seat: Seat, line: &[u8], turn: &mut Turn) {
        intake::read_line(&self.setup.board, &self.state, seat, line, turn);
    }

    /// Plays one tick. A match that has ended stays as it is, with an empty report.
    fn play(&mut self, orders: &[Vec<Order>], report: &mut Report) {
        report.events.clear();
        report.failed.resize_with(usize::from(self.seats()), Vec::new);
        report.failed.iter_mut().for_each(Vec::clear);
        if self.outcome.is_some() {
            return;
        }
        let Setup { params, board, .. } = &*self.setup;
        let mut round = Round { params, board, state: &mut self.state, scratch: &mut self.scratch, report };
        self.outcome = stage::play(&mut round, orders);
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }

    fn save(&self, bytes: &mut Vec<u8>) {
        save::save(&self.state, bytes);
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), BadState> {
        let Setup { params, board, .. } = &*self.setup;
        self.state = save::load(params, board, bytes)?;
        self.outcome = stage::outcome(params, board, &self.state);
        Ok(())
    }

    fn frame(&self) -> Frame {
        picture::frame(&self.setup.params, &self.setup.board, &self.state)
    }

    fn sees(&self, seat: Seat, at: Pos) -> bool {
        sight::sees(&self.setup.params, &self.setup.board, &self.state, seat, at)
    }

    fn fork(&self) -> Box<dyn Game> {
        Box::new(self.clone())
    }
}

/// A parameter's name with what is wrong with it.
fn bad_param(name: &str, problem: String) -> SetupError {
    SetupError::Param { name: name.into(), problem }
}
