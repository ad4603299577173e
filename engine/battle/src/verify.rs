use std::fmt;

use protocol::{Digest, ModuleHash, ScriptHash, Seat, Tick};
use replay::{Header, Reader, ReplayError, SeatInfo, SeatLog, SeatRecord, TurnRecord};
use rules::EPOCH;
use sandbox::{Interpreter, LoadError, Sandbox};
use thiserror::Error;

use crate::{Battle, BattleError, Entrant, GameRules, Language, Ruleset, Setup, Shelf, ShelfError};

/// A match that was played again and matched its replay in everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReExecution {
    /// Turns that were compared, initialisation and farewell included.
    pub turns: u32,
    /// Digest of the last state.
    pub digest: Digest,
    /// Whether the replay still had its logs, so that they were compared too.
    pub logs: bool,
}

/// The first thing in which a match played again differs from its replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The turn.
    pub tick: Tick,
    /// The seat; `None` for the state of the board.
    pub seat: Option<Seat>,
    /// What differs.
    pub field: Field,
    /// As the replay has it.
    pub recorded: String,
    /// As it came out.
    pub played: String,
}

/// What can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Field {
    Orders,
    Drops,
    Fuel,
    Status,
    Log,
    Marks,
    Watches,
    Digest,
    Length,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Orders => "orders",
            Field::Drops => "drops",
            Field::Fuel => "fuel",
            Field::Status => "status",
            Field::Log => "log",
            Field::Marks => "marks",
            Field::Watches => "watches",
            Field::Digest => "digest",
            Field::Length => "length",
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tick {}", self.tick)?;
        if let Some(seat) = self.seat {
            write!(f, ", seat {seat}")?;
        }
        write!(f, ", {}: the replay has {}, the match gave {}", self.field, self.recorded, self.played)
    }
}

/// A replay that could not be confirmed by playing it again.
#[derive(Debug, Error)]
pub enum ReExecutionError {
    /// It differs.
    #[error("{0}")]
    Differs(Box<Difference>),
    /// The replay was made under other rules or fuel costs.
    #[error(
        "the replay is of epoch {theirs}, this engine of epoch {EPOCH}: only an engine of the same epoch can play it again"
    )]
    Epoch {
        /// The replay's epoch.
        theirs: u32,
    },
    /// A module is missing.
    #[error(
        "the module of seat {seat}, `{name}`, is missing: put the .wasm file whose BLAKE3 is {module} into the folder given with --bots"
    )]
    MissingModule {
        /// The seat.
        seat: Seat,
        /// The bot's name.
        name: String,
        /// What identifies it.
        module: ModuleHash,
    },
    /// A script is missing.
    #[error(
        "the script of seat {seat}, `{name}`, is missing: put the file whose BLAKE3 is {script} into the folder given with --bots"
    )]
    MissingScript {
        /// The seat.
        seat: Seat,
        /// The bot's name.
        name: String,
        /// What identifies it.
        script: ScriptHash,
    },
    /// A script was played by an interpreter of another version of the engine.
    #[error(
        "the script of seat {seat}, `{name}`, was played by an interpreter that this engine does not bring, with the BLAKE3 {module}: only a version that brings it can play it again"
    )]
    OtherInterpreter {
        /// The seat.
        seat: Seat,
        /// The bot's name.
        name: String,
        /// What identifies the interpreter.
        module: ModuleHash,
    },
    /// A module that the replay names is refused.
    #[error("the module of seat {seat} cannot be loaded: {source}")]
    Load {
        /// The seat.
        seat: Seat,
        /// Why.
        source: LoadError,
    },
    /// The replay's parameters are not those of its game.
    #[error("the replay's parameters cannot be read: {0}")]
    Params(String),
    /// The folder of modules cannot be read.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The replay is damaged.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The match could not be played.
    #[error(transparent)]
    Battle(#[from] BattleError),
}

/// Plays a recorded match again with its bots, and compares every order, drop, fuel count, status, log byte, mark,
/// watch and digest with the replay.
pub fn verify_with_bots(
    sandbox: &Sandbox,
    reader: &Reader,
    shelf: &Shelf,
) -> Result<ReExecution, ReExecutionError> {
    let setup = Setup::of_replay(sandbox, reader.header(), shelf)?;
    verify_battle(Battle::start(sandbox, &setup)?, reader, |_| {})
}

/// The same with a battle that was just started. `watch` sees it after each turn, before that turn is compared.
pub fn verify_battle(
    mut battle: Battle,
    reader: &Reader,
    mut watch: impl FnMut(&Battle),
) -> Result<ReExecution, ReExecutionError> {
    let logs = reader.has_logs();
    let last = reader.last_turn();
    let mut turns = 0;
    loop {
        watch(&battle);
        let tick = battle.turn();
        if tick > last {
            return Err(length_differs(last, tick));
        }
        compare(tick, &reader.turn(tick)?, battle.record())?;
        if logs {
            compare_logs(tick, &reader.logs(tick)?, battle.logs())?;
        }
        turns += 1;
        if !reader.is_complete() && tick == last {
            break;
        }
        if !battle.advance()? {
            break;
        }
    }
    if battle.turn() < last {
        return Err(length_differs(last, battle.turn()));
    }
    Ok(ReExecution { turns, digest: battle.record().digest, logs })
}

impl Setup {
    /// The setup of a recorded match, with its bots' modules taken from a shelf.
    pub fn of_replay(sandbox: &Sandbox, header: &Header, shelf: &Shelf) -> Result<Setup, ReExecutionError> {
        check_epoch(header)?;
        let entrants = header
            .seats
            .iter()
            .zip(0..)
            .map(|(info, seat)| entrant_of(sandbox, shelf, Seat(seat), info))
            .collect::<Result<_, ReExecutionError>>()?;
        Setup::of_header(header, entrants)
    }

    /// The same with bots that are loaded already, in seat order: what a header names them is theirs.
    pub fn of_header(header: &Header, entrants: Vec<Entrant>) -> Result<Setup, ReExecutionError> {
        check_epoch(header)?;
        let rules = GameRules::from_json(&header.game, &header.params).map_err(ReExecutionError::Params)?;
        Ok(Setup {
            ruleset: Ruleset { game: header.game.clone(), rules, fuel: header.fuel },
            map: header.map.clone(),
            seed: header.seed.clone(),
            entrants,
        })
    }
}

/// A recorded bot, with its module or its script from a shelf.
fn entrant_of(
    sandbox: &Sandbox,
    shelf: &Shelf,
    seat: Seat,
    info: &SeatInfo,
) -> Result<Entrant, ReExecutionError> {
    let (name, module) = (info.name.clone(), info.module);
    let loaded = match info.script {
        None => {
            let missing = || ReExecutionError::MissingModule { seat, name, module };
            Entrant::load(sandbox, &info.name, &shelf.find(module)?.ok_or_else(missing)?)
        }
        Some(script) => {
            let Some(language) = Interpreter::with_hash(module).and_then(Language::of_interpreter) else {
                return Err(ReExecutionError::OtherInterpreter { seat, name, module });
            };
            let missing = || ReExecutionError::MissingScript { seat, name, script };
            let source = shelf.find_script(script)?.ok_or_else(missing)?;
            Entrant::script(sandbox, &info.name, language, &source)
        }
    };
    let entrant = loaded.map_err(|source| ReExecutionError::Load { seat, source })?;
    Ok(entrant.by(&info.author, &info.language))
}

/// A match of another epoch would come out differently, so it is not even begun.
fn check_epoch(header: &Header) -> Result<(), ReExecutionError> {
    match header.epoch {
        EPOCH => Ok(()),
        theirs => Err(ReExecutionError::Epoch { theirs }),
    }
}

/// Compares one turn, seat by seat.
fn compare(tick: Tick, recorded: &TurnRecord, played: &TurnRecord) -> Result<(), ReExecutionError> {
    for ((theirs, ours), seat) in recorded.seats.iter().zip(&played.seats).zip(0..) {
        let at = Place { tick, seat: Some(Seat(seat)) };
        let SeatRecord { orders, drops, fuel, status } = theirs;
        at.same(Field::Orders, orders, &ours.orders)?;
        at.same(Field::Drops, drops, &ours.drops)?;
        at.same(Field::Fuel, fuel, &ours.fuel)?;
        at.same(Field::Status, status, &ours.status)?;
    }
    Place { tick, seat: None }.same(Field::Digest, &recorded.digest, &played.digest)
}

fn compare_logs(tick: Tick, recorded: &[SeatLog], played: &[SeatLog]) -> Result<(), ReExecutionError> {
    for ((theirs, ours), seat) in recorded.iter().zip(played).zip(0..) {
        let at = Place { tick, seat: Some(Seat(seat)) };
        at.same_log(theirs, ours)?;
        at.same(Field::Marks, &theirs.marks, &ours.marks)?;
        at.same(Field::Watches, &theirs.watches, &ours.watches)?;
    }
    Ok(())
}

/// Where two matches are compared.
struct Place {
    tick: Tick,
    seat: Option<Seat>,
}

impl Place {
    fn same<T: PartialEq + fmt::Debug>(
        &self,
        field: Field,
        recorded: &T,
        played: &T,
    ) -> Result<(), ReExecutionError> {
        if recorded == played {
            return Ok(());
        }
        Err(self.differs(field, format!("{recorded:?}"), format!("{played:?}")))
    }

    /// Logs can be long, so the first byte that differs is named.
    fn same_log(&self, recorded: &SeatLog, played: &SeatLog) -> Result<(), ReExecutionError> {
        let (theirs, ours) = (&recorded.stderr, &played.stderr);
        if theirs == ours && recorded.lost == played.lost {
            return Ok(());
        }
        let at = theirs.iter().zip(ours).take_while(|(a, b)| a == b).count();
        let tell = |log: &[u8], lost: u64| match log.get(at) {
            Some(byte) => format!("byte {byte:#04x} at offset {at} of {}", log.len()),
            None => format!("{} bytes and {lost} cut", log.len()),
        };
        Err(self.differs(Field::Log, tell(theirs, recorded.lost), tell(ours, played.lost)))
    }

    fn differs(&self, field: Field, recorded: String, played: String) -> ReExecutionError {
        let (tick, seat) = (self.tick, self.seat);
        ReExecutionError::Differs(Box::new(Difference { tick, seat, field, recorded, played }))
    }
}

fn length_differs(recorded: Tick, played: Tick) -> ReExecutionError {
    let at = Place { tick: recorded.min(played), seat: None };
    at.differs(Field::Length, format!("{recorded} turns"), format!("{played} turns"))
}
