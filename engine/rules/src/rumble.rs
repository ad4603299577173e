//! Rumble: the rules of Robot Rumble, exactly, so that robots written for it play the same games here.
//!
//! Two teams of soldiers on a round board of 19 x 19 cells. Every ten turns four soldiers of each team appear at the
//! edge, on cells drawn from the match's seed. A soldier moves, attacks or heals; all act at once. After the last turn the
//! larger team wins, or in the mode Hill the one that stood longer in the middle.
//!
//! The README of this crate tells where the rules come from, which of their quirks are kept, and which holes of the
//! original are not.

mod act;
mod board;
mod dice;
mod intake;
mod observe;
mod params;
mod picture;
mod save;
mod stage;
mod state;

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use protocol::{
    Note, Pos, Seat, Status, Tick,
    rumble::{Params, Verb},
};

pub use params::check_params;

use crate::{BadState, Frame, Game, Order, Outcome, Report, SetupError, Turn};
use act::Act;
use board::Board;
use dice::Dice;
use stage::Round;
use state::State;

/// The game's name, as rule sets and replays spell it.
pub const NAME: &str = "rumble";

/// Teams of a match.
pub const SEATS: u8 = 2;

/// The seat of the team that is named first.
pub const BLUE: Seat = Seat(0);

/// The seat of the other team.
pub const RED: Seat = Seat(1);

/// The words of the verbs, by their codes.
const VERBS: [&str; 5] = {
    let mut words = [""; 5];
    let mut i = 0;
    while i < words.len() {
        words[i] = Verb::ALL[i].word();
        i += 1;
    }
    words
};

/// One match of Rumble.
///
/// ```
/// use protocol::rumble::{Mode, Params};
/// use rules::{Game, rumble::Rumble};
///
/// let game = Rumble::new(Params { mode: Mode::Normal, turns: 100 }, "robot rumble").unwrap();
/// let first = game.frame().pieces[0];
/// assert_eq!((first.unit.0, first.at.x, first.at.y), (113, 17, 12));
/// ```
#[derive(Clone, Debug)]
pub struct Rumble {
    setup: Arc<Setup>,
    state: State,
    outcome: Option<Outcome>,
    /// What each unit does in this turn; kept for its memory only.
    acts: Vec<Option<Act>>,
}

/// What never changes in a match.
#[derive(Debug)]
struct Setup {
    params: Params,
    board: Board,
    /// At its beginning.
    dice: Dice,
}

impl Rumble {
    /// Sets up a match. Its random numbers follow from the seed.
    ///
    /// # Errors
    /// A parameter is out of range.
    pub fn new(params: Params, seed: &str) -> Result<Rumble, SetupError> {
        check_params(&params)?;
        let (board, dice) = (Board::new(), Dice::new(seed));
        let state = State::start(&board, dice.clone());
        Ok(Rumble { setup: Arc::new(Setup { params, board, dice }), state, outcome: None, acts: Vec::new() })
    }

    /// Sets up a match from the parameters as JSON and the seed, as a replay holds them.
    ///
    /// # Errors
    /// As [`Rumble::new`]; the parameters are not JSON, or one is unknown, missing or of the wrong type; or there is a map,
    /// where the game has one board.
    pub fn from_text(params: &str, map: &str, seed: &str) -> Result<Rumble, SetupError> {
        if !map.is_empty() {
            let problem =
                String::from("Rumble is played on one board, which is not for choice; leave the map out");
            return Err(SetupError::Map { line: 0, problem });
        }
        Rumble::new(params::read(params)?, seed)
    }

    /// The numbers that this match is played with.
    pub fn params(&self) -> &Params {
        &self.setup.params
    }
}

impl Game for Rumble {
    fn name(&self) -> &'static str {
        NAME
    }

    fn verbs(&self) -> &'static [&'static str] {
        &VERBS
    }

    fn seats(&self) -> u8 {
        SEATS
    }

    fn tick(&self) -> Tick {
        Tick(self.state.turn)
    }

    /// The original has no start line: the board is in every turn's line.
    fn write_start(&self, _seat: Seat, _name: &str, _line: &mut Vec<u8>) {}

    fn write_tick(&self, seat: Seat, failed: &[Note], line: &mut Vec<u8>) {
        observe::write_tick(&self.setup.params, &self.setup.board, &self.state, seat, failed, line);
    }

    /// The original has no last line: robots see the end of their input.
    fn write_end(&self, _seat: Seat, _line: &mut Vec<u8>) {}

    fn read_line(&self, seat: Seat, line: &[u8], turn: &mut Turn) {
        intake::read_line(&self.state, seat, line, turn);
    }

    fn read_early_line(&self, _seat: Seat, line: &[u8], turn: &mut Turn) -> bool {
        intake::read_early_line(line, turn)
    }

    fn end_turn(&self, _seat: Seat, status: Status, turn: &mut Turn) {
        intake::end_turn(status, turn);
    }

    /// Plays one turn. A match that has ended stays as it is, with an empty report.
    fn play(&mut self, orders: &[Vec<Order>], report: &mut Report) {
        report.events.clear();
        report.failed.resize_with(usize::from(self.seats()), Vec::new);
        report.failed.iter_mut().for_each(Vec::clear);
        if self.outcome.is_some() {
            return;
        }
        let Setup { params, board, .. } = &*self.setup;
        let mut round = Round { params, board, state: &mut self.state, acts: &mut self.acts, report };
        self.outcome = stage::play(&mut round, orders);
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }

    fn save(&self, bytes: &mut Vec<u8>) {
        save::save(&self.state, bytes);
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), BadState> {
        let Setup { params, dice, .. } = &*self.setup;
        self.state = save::load(params, dice, bytes)?;
        self.outcome = stage::outcome(params, &self.state);
        Ok(())
    }

    fn frame(&self) -> Frame {
        picture::frame(&self.setup.params, &self.state)
    }

    /// Everybody sees everything.
    fn sees(&self, _seat: Seat, _at: Pos) -> bool {
        true
    }

    fn fork(&self) -> Box<dyn Game> {
        Box::new(self.clone())
    }
}
