use alloc::{boxed::Box, string::String, vec::Vec};
use protocol::{Digest, Mark, Note, Seat, Status, Tick, Watch};

use crate::{Event, Frame, Order, Outcome, beacons, rumble};

/// The state of one match of one game.
///
/// Everything is a pure function of the setup and the orders. A game that draws random numbers after its map is made, as
/// Rumble does, draws them from the match's seed, and its state says how far it got.
pub trait Game: Send {
    /// The game's name, as rule sets and replays spell it.
    fn name(&self) -> &'static str;

    /// The words of the verbs that [`Order::verb`] counts.
    fn verbs(&self) -> &'static [&'static str];

    /// How many seats it has.
    fn seats(&self) -> u8;

    /// The last tick that was played; 0 at the start.
    fn tick(&self) -> Tick;

    /// Appends the start line that this seat reads, with its `\n`; nothing, if the game has none. `name` is the bot's name
    /// in this match.
    fn write_start(&self, seat: Seat, name: &str, line: &mut Vec<u8>);

    /// Appends the line that this seat reads before the next tick, with its `\n`. `failed` is what became of its last
    /// orders: drops and failures, in the order in which they were found.
    fn write_tick(&self, seat: Seat, failed: &[Note], line: &mut Vec<u8>);

    /// Appends the last line that this seat reads, with its `\n`; nothing, if the game has none.
    fn write_end(&self, seat: Seat, line: &mut Vec<u8>);

    /// Reads one line of a bot, without its `\n`, into what this seat wants in the next tick. Never fails: what is wrong
    /// is dropped with a reason and the rest stands. Cells and directions are turned into the board's frame.
    fn read_line(&self, seat: Seat, line: &[u8], turn: &mut Turn);

    /// Reads one line that a bot wrote before the first tick. What it changes in `turn` is the beginning of the seat's first
    /// turn. `false`: the game takes no such line then.
    fn read_early_line(&self, _seat: Seat, _line: &[u8], _turn: &mut Turn) -> bool {
        false
    }

    /// Completes what a seat said in a tick by how its program ended it. In most games a bot that has failed merely idles.
    fn end_turn(&self, _seat: Seat, _status: Status, _turn: &mut Turn) {}

    /// Plays one tick. `orders` has one list a seat; an order that makes no sense is reported as failed, never a panic.
    fn play(&mut self, orders: &[Vec<Order>], report: &mut Report);

    /// The result, once the match has ended.
    fn outcome(&self) -> Option<Outcome>;

    /// Appends the whole state but the setup, in its one canonical form: the input of digests, and of keyframes.
    fn save(&self, bytes: &mut Vec<u8>);

    /// Replaces the state by one that [`Game::save`] wrote for the same setup.
    fn load(&mut self, bytes: &[u8]) -> Result<(), BadState>;

    /// The picture of the state.
    fn frame(&self) -> Frame;

    /// Whether this seat sees a cell now, for drawing fog.
    fn sees(&self, seat: Seat, at: protocol::Pos) -> bool;

    /// A copy that can be played on without touching this one.
    fn fork(&self) -> Box<dyn Game>;
}

/// What one seat said in one tick, after everything wrong was taken out. Cells are in the board's frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Orders that stand, by rising unit number, the core's last; at most one for each.
    pub orders: Vec<Order>,
    /// What was dropped, and why; at most `protocol::limits::DROPS_PER_TICK`.
    pub drops: Vec<Note>,
    /// To be drawn on the board.
    pub marks: Vec<Mark>,
    /// To be shown beside the board.
    pub watches: Vec<Watch>,
    /// What its lines had for the log, in games where lines can; at most `protocol::limits::LOG_BYTES_PER_TICK`.
    pub log: Vec<u8>,
    /// Bytes that were cut off the log.
    pub log_lost: u64,
    /// Whether the bot has answered, in games that must know.
    pub answered: bool,
}

/// What happened in a tick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of the stages.
    pub events: Vec<Event>,
    /// By seat: orders that stood and came to nothing, in the order of the stages.
    pub failed: Vec<Vec<Note>>,
}

/// Bytes that are not a state of this game and setup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a saved state of this game: {0}")]
pub struct BadState(pub &'static str);

/// A game that cannot be set up. The text says what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// No game has this name.
    #[error("there is no game named `{0}`; there are `beacons` and `rumble`")]
    UnknownGame(String),
    /// A parameter is out of range or unknown.
    #[error("parameter `{name}`: {problem}")]
    Param {
        /// The parameter.
        name: String,
        /// What is wrong with it and what would be right.
        problem: String,
    },
    /// The map cannot be played.
    #[error("map, line {line}: {problem}")]
    Map {
        /// Line of the map's text, from 1; 0 for the map as a whole.
        line: u32,
        /// What is wrong with it and what would be right.
        problem: String,
    },
}

/// Sets up a match from what a replay's header holds: the game's name, its parameters as JSON, its map as text, and the
/// match's seed, which only games draw from that are random beyond their map.
pub fn start(game: &str, params: &str, map: &str, seed: &str) -> Result<Box<dyn Game>, SetupError> {
    match game {
        beacons::NAME => Ok(Box::new(beacons::Beacons::from_text(params, map)?)),
        rumble::NAME => Ok(Box::new(rumble::Rumble::from_text(params, map, seed)?)),
        other => Err(SetupError::UnknownGame(other.into())),
    }
}

/// The digest after a tick: it covers the whole state, and the digest before it.
pub fn chain(previous: Digest, game: &dyn Game, scratch: &mut Vec<u8>) -> Digest {
    scratch.clear();
    scratch.extend_from_slice(&previous.0);
    game.save(scratch);
    let mut digest = Digest::default();
    digest.0.copy_from_slice(&blake3::hash(scratch).as_bytes()[..16]);
    digest
}
