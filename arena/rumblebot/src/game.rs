//! A match, told as the original tells it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use battle::{Battle, Entrant, Ruleset, Setup, play};
use protocol::rumble::{
    Action, ActionKind, Failure as Why, Mode, ObjId, Output, ProgramError, RobotError, RobotLine, Verb,
    read_line,
};
use protocol::{Seat, Status};
use rules::rumble::{BLUE, RED};
use rules::{EndReason, Frame, Order};
use sandbox::Sandbox;
use serde::Serialize;
use serde_json::json;

use crate::failure::{Failure, mode_setting};

/// A team, in the order in which the original lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Team {
    /// Named second.
    Red,
    /// Named first.
    Blue,
}

impl Team {
    /// Both.
    pub(crate) const ALL: [Team; 2] = [Team::Red, Team::Blue];

    /// The team of a seat.
    pub(crate) fn of(seat: Seat) -> Team {
        if seat == BLUE { Team::Blue } else { Team::Red }
    }

    fn seat(self) -> Seat {
        if self == Team::Blue { BLUE } else { RED }
    }
}

/// A turn: what the robots saw, and what they did.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// The board before it.
    pub(crate) frame: Frame,
    /// By unit: what it did, or why not.
    pub(crate) actions: BTreeMap<ObjId, ActionTold>,
    /// By team: what its robot printed.
    pub(crate) logs: BTreeMap<Team, Vec<String>>,
    /// By unit: names and values.
    pub(crate) inspected: BTreeMap<ObjId, BTreeMap<String, String>>,
    /// By team: units that were asked for.
    pub(crate) located: BTreeMap<Team, Vec<ObjId>>,
}

/// What a unit did: an action, a pass, or what was wrong.
pub(crate) type ActionTold = Result<Option<Action>, ActionError>;

/// Why a unit did nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum ActionError {
    /// Its robot function failed.
    RuntimeError(RobotError),
    /// The action was for somebody else.
    InvalidAction(String),
}

/// What came of a match.
#[derive(Clone, Debug)]
pub(crate) struct Played {
    /// Who won; `None` is a tie.
    pub(crate) winner: Option<Team>,
    /// By team: how its program failed.
    pub(crate) errors: BTreeMap<Team, Crash>,
    /// The board at the end.
    pub(crate) last: Frame,
}

/// How a program failed.
#[derive(Clone, Debug)]
pub(crate) struct Crash {
    /// In the original's words.
    pub(crate) error: ProgramError,
    /// What the sandbox knows of it.
    pub(crate) status: Status,
}

/// What is played.
pub(crate) struct Match {
    pub(crate) blue: Entrant,
    pub(crate) red: Entrant,
    pub(crate) mode: Mode,
    pub(crate) turns: u32,
    pub(crate) seed: String,
}

impl Match {
    /// Plays it, and hands each turn to `see`, then the board after the last one as a turn of passes.
    pub(crate) fn play(
        self,
        sandbox: &Sandbox,
        replay: Option<&Path>,
        mut see: impl FnMut(Turn) -> Result<(), Failure>,
    ) -> Result<Played, Failure> {
        let setup = self.setup()?;
        let mut teller = Teller::new(&setup)?;
        let mut failure = None;
        play(sandbox, &setup, replay, |battle| match teller.next(battle).map_or(Ok(()), &mut see) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })?;
        match failure {
            Some(failure) => Err(failure),
            None => {
                if teller.crashes.is_empty() {
                    see(teller.last_turn())?;
                }
                Ok(teller.played())
            }
        }
    }

    fn setup(self) -> Result<Setup, Failure> {
        let mut ruleset = Ruleset::bundled(rules::rumble::NAME)?;
        ruleset.set(&mode_setting(self.mode))?;
        ruleset.set(&format!("turns={}", self.turns))?;
        let entrants = vec![self.blue, self.red];
        Ok(Setup { ruleset, map: String::new(), seed: self.seed, entrants })
    }
}

/// Follows a match.
struct Teller {
    /// The board before the next turn.
    frame: Frame,
    number: u32,
    winner: Option<Team>,
    /// By team: what its program said of its failure while it was initialised.
    early: BTreeMap<Team, ProgramError>,
    crashes: BTreeMap<Team, Crash>,
    fuel: u64,
}

impl Teller {
    fn new(setup: &Setup) -> Result<Teller, Failure> {
        let frame = setup.game().map_err(battle::BattleError::from)?.frame();
        let (early, crashes, fuel) = (BTreeMap::new(), BTreeMap::new(), setup.ruleset.fuel.per_tick.0);
        Ok(Teller { frame, number: 0, winner: None, early, crashes, fuel })
    }

    /// The turn that a battle has just played, if it played one: not initialisation, not the farewell, and not a turn that
    /// a program error ended before anything happened.
    fn next(&mut self, battle: &Battle) -> Option<Turn> {
        if battle.is_over() {
            return None;
        }
        let heard = Team::ALL.map(|team| (team, Heard::of(battle, team.seat())));
        self.number = battle.turn().0;
        if self.number == 0 {
            let failed = heard.into_iter().filter_map(|(team, heard)| Some((team, heard.error?)));
            self.early.extend(failed);
            return None;
        }
        if let Some(outcome) = battle.game().outcome() {
            self.winner = outcome.winner.map(Team::of);
            if outcome.reason == EndReason::ProgramError {
                self.note_crashes(battle, heard);
                return None;
            }
        }
        let before = std::mem::replace(&mut self.frame, battle.game().frame());
        Some(turn(self.number, before, battle, heard))
    }

    fn note_crashes(&mut self, battle: &Battle, heard: [(Team, Heard); 2]) {
        for (team, heard) in heard {
            let record = &battle.record().seats[team.seat().index()];
            let Some(forfeit) = record.orders.iter().find(|order| order.verb == Verb::Forfeit as u8) else {
                continue;
            };
            let told = self.early.remove(&team).or(heard.error);
            let error = told.unwrap_or_else(|| unsaid(Why::from_code(forfeit.amount), self.fuel));
            self.crashes.insert(team, Crash { error, status: record.status });
        }
    }

    /// The board after the last turn, on which everything passes, walls as well.
    fn last_turn(&self) -> Turn {
        let frame = self.frame.clone();
        let all = walls(&frame)
            .map(|(id, _)| id)
            .chain(frame.pieces.iter().map(|piece| ObjId(piece.unit.0.into())));
        Turn {
            number: self.number + 1,
            actions: all.map(|id| (id, Ok(None))).collect(),
            frame,
            logs: BTreeMap::new(),
            inspected: BTreeMap::new(),
            located: BTreeMap::new(),
        }
    }

    fn played(self) -> Played {
        Played { winner: self.winner, errors: self.crashes, last: self.frame }
    }
}

/// A failure of which the program itself said nothing.
fn unsaid(why: Option<Why>, fuel: u64) -> ProgramError {
    match why {
        Some(Why::OutOfFuel) => ProgramError::Timeout(json!({ "fuel": fuel })),
        _ => ProgramError::NoData,
    }
}

/// What a robot said in a turn.
#[derive(Default)]
struct Heard {
    output: Output,
    /// Lines that are for the log.
    lines: Vec<String>,
    error: Option<ProgramError>,
}

impl Heard {
    fn of(battle: &Battle, seat: Seat) -> Heard {
        let mut heard = Heard::default();
        let mut answered = false;
        for line in battle.said(seat).iter() {
            match read_line(line) {
                RobotLine::Output(Ok(output)) if !answered => {
                    answered = true;
                    heard.output = output;
                }
                RobotLine::Output(Err(error)) | RobotLine::Init(Err(error)) => {
                    _ = heard.error.get_or_insert(error)
                }
                RobotLine::Log(text) => heard.lines.push(String::from_utf8_lossy(text).into_owned()),
                RobotLine::Output(Ok(_)) | RobotLine::Init(Ok(())) | RobotLine::Reply(_) => {}
            }
        }
        let stderr = String::from_utf8_lossy(battle.stderr(seat));
        heard.lines.extend(stderr.split_inclusive('\n').map(str::to_owned));
        match battle.logs()[seat.index()].lost {
            0 => {}
            lost => heard.lines.push(format!("(and {lost} bytes more, which were cut)\n")),
        }
        heard
    }
}

fn turn(number: u32, frame: Frame, battle: &Battle, heard: [(Team, Heard); 2]) -> Turn {
    let mut turn = Turn {
        number,
        frame,
        actions: BTreeMap::new(),
        logs: BTreeMap::new(),
        inspected: BTreeMap::new(),
        located: BTreeMap::new(),
    };
    for (team, Heard { output, lines, .. }) in heard {
        turn.logs.insert(team, output.logs.into_iter().chain(lines).collect());
        turn.located.insert(team, output.debug_locate_queries);
        // As in the original, one table for somebody else spoils the lot.
        if output.debug_inspect_tables.keys().all(|id| owner(&turn.frame, *id) == Some(team)) {
            turn.inspected.extend(output.debug_inspect_tables);
        }
        for (id, result) in output.robot_actions {
            let told = match (result, owner(&turn.frame, id)) {
                (Err(error), _) => ActionError::RuntimeError(error),
                (Ok(_), Some(owner)) if owner == team => continue,
                (Ok(_), owner) => ActionError::InvalidAction(invalid(&turn.frame, id, owner).to_owned()),
            };
            // Nobody can put something in the place of what another team's unit did.
            match owner(&turn.frame, id) == Some(team) {
                true => _ = turn.actions.insert(id, Err(told)),
                false => _ = turn.actions.entry(id).or_insert(Err(told)),
            }
        }
        for order in &battle.record().seats[team.seat().index()].orders {
            if let Some((id, action)) = action(order) {
                turn.actions.insert(id, Ok(action));
            }
        }
    }
    turn
}

/// What an order that stood was, in the original's words.
fn action(order: &Order) -> Option<(ObjId, Option<Action>)> {
    let id = ObjId(order.unit?.0.into());
    let kind = match Verb::ALL.get(usize::from(order.verb))? {
        Verb::Pass => return Some((id, None)),
        Verb::Move => ActionKind::Move,
        Verb::Attack => ActionKind::Attack,
        Verb::Heal => ActionKind::Heal,
        Verb::Forfeit => return None,
    };
    Some((id, Some(Action { kind, direction: order.to? })))
}

/// Whose unit this is.
fn owner(frame: &Frame, id: ObjId) -> Option<Team> {
    frame.pieces.iter().find(|piece| u64::from(piece.unit.0) == id.0).map(|piece| Team::of(piece.seat))
}

fn invalid(frame: &Frame, id: ObjId, owner: Option<Team>) -> &'static str {
    match owner {
        Some(_) => "Action ID points to unit on other team",
        None if walls(frame).any(|(wall, _)| wall == id) => "Action ID points to terrain",
        None => "Action ID points to nonexistent object",
    }
}

/// The walls with their numbers, column by column.
pub(crate) fn walls(frame: &Frame) -> impl Iterator<Item = (ObjId, protocol::Pos)> {
    let cells = (0..frame.width).flat_map(move |x| (0..frame.height).map(move |y| protocol::Pos::new(x, y)));
    cells
        .filter(|&at| frame.tile(at).terrain == rules::Terrain::Wall)
        .zip(1..)
        .map(|(at, id)| (ObjId(id), at))
}
