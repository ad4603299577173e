use protocol::{Digest, Note, Reason, Seat, Tick, limits};
use replay::{Header, SeatLog, SeatRecord, TurnRecord};
use rules::{Game, Order, Report, Turn};
use sandbox::{Identity, Line, Lines, Player, Sandbox, TurnEnd};

use crate::{BattleError, Setup};

/// A match being played, turn by turn.
///
/// Turn 0 is initialisation, turns 1 to N are the ticks, turn N + 1 is the farewell. After each, what happened in it
/// can be looked at.
pub struct Battle {
    header: Header,
    game: Box<dyn Game>,
    seats: Vec<SeatState>,
    turn: Tick,
    stage: Stage,
    report: Report,
    record: TurnRecord,
    logs: Vec<SeatLog>,
    scratch: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is a tick to be played, or the farewell.
    Playing,
    /// The farewell has been said.
    Over,
}

struct SeatState {
    player: Player,
    /// What becomes part of its next tick line.
    failed: Vec<Note>,
    sent: Vec<u8>,
    said: Lines,
    left: i64,
}

impl Battle {
    /// Seats the bots and lets them initialise: turn 0.
    pub fn start(sandbox: &Sandbox, setup: &Setup) -> Result<Battle, BattleError> {
        Battle::start_with(sandbox, setup, setup.game()?)
    }

    /// The same with a game from elsewhere in place of the one that the setup makes: one that watches another, or that
    /// errs on purpose. Its replay says what the setup says.
    pub fn start_with(sandbox: &Sandbox, setup: &Setup, game: Box<dyn Game>) -> Result<Battle, BattleError> {
        let (cores, bots) = (usize::from(game.seats()), setup.entrants.len());
        if cores != bots {
            return Err(BattleError::Seats { cores, bots });
        }
        let seats = setup
            .entrants
            .iter()
            .zip(0..)
            .map(|(entrant, seat)| {
                let identity = Identity { name: entrant.info.name.clone(), seed: setup.random_seed(entrant) };
                let player = sandbox
                    .seat(&entrant.program, identity, setup.ruleset.fuel)
                    .map_err(|source| BattleError::Host { seat: Seat(seat), source })?;
                Ok(SeatState {
                    player,
                    failed: Vec::new(),
                    sent: Vec::new(),
                    said: Lines::default(),
                    left: 0,
                })
            })
            .collect::<Result<Vec<_>, BattleError>>()?;
        let mut battle = Battle {
            header: setup.header(),
            game,
            seats,
            turn: Tick(0),
            stage: Stage::Playing,
            report: Report::default(),
            record: TurnRecord { seats: Vec::new(), digest: Digest::default() },
            logs: Vec::new(),
            scratch: Vec::new(),
        };
        battle.initialise()?;
        Ok(battle)
    }

    /// Plays the next turn. `false` when there is none: the farewell has been said.
    pub fn advance(&mut self) -> Result<bool, BattleError> {
        if self.stage == Stage::Over {
            return Ok(false);
        }
        self.turn = self.turn.next();
        if self.game.outcome().is_some() {
            self.say_farewell()?;
            self.stage = Stage::Over;
        } else {
            self.play_tick()?;
        }
        Ok(true)
    }

    /// Whether the farewell has been said.
    pub fn is_over(&self) -> bool {
        self.stage == Stage::Over
    }

    /// What a replay says before the first turn.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The turn that was played last.
    pub fn turn(&self) -> Tick {
        self.turn
    }

    /// The state after it.
    pub fn game(&self) -> &dyn Game {
        &*self.game
    }

    /// What happened on the board in it; empty for turn 0 and the farewell.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What a replay records of it.
    pub fn record(&self) -> &TurnRecord {
        &self.record
    }

    /// Its logs, by seat.
    pub fn logs(&self) -> &[SeatLog] {
        &self.logs
    }

    /// The line that a seat was sent in it, with its `\n`.
    pub fn sent(&self, seat: Seat) -> &[u8] {
        &self.seats[seat.index()].sent
    }

    /// The lines that a seat wrote in it, without their `\n`.
    pub fn said(&self, seat: Seat) -> &Lines {
        &self.seats[seat.index()].said
    }

    /// A seat's fuel balance after it; below zero is debt.
    pub fn fuel_left(&self, seat: Seat) -> i64 {
        self.seats[seat.index()].left
    }

    fn initialise(&mut self) -> Result<(), BattleError> {
        for (seat, state) in seats(&mut self.seats) {
            state.sent.clear();
            self.game.write_start(seat, &self.header.seats[seat.index()].name, &mut state.sent);
            state.player.begin(Tick(0), Line::Start(state.sent.clone()));
        }
        self.record.digest = rules::chain(Digest::default(), &*self.game, &mut self.scratch);
        self.hear_out_of_turn()
    }

    fn play_tick(&mut self) -> Result<(), BattleError> {
        for (seat, state) in seats(&mut self.seats) {
            state.sent.clear();
            self.game.write_tick(seat, &state.failed, &mut state.sent);
            state.player.begin(self.turn, Line::Tick(state.sent.clone()));
        }
        self.clear_turn();
        for (seat, state) in seats(&mut self.seats) {
            let end = state.finish(seat)?;
            let turn = read_lines(&*self.game, seat, &end);
            state.failed.clone_from(&turn.drops);
            self.record.seats.push(SeatRecord {
                orders: turn.orders,
                drops: turn.drops,
                fuel: end.fuel,
                status: end.status,
            });
            self.logs.push(SeatLog {
                stderr: end.log,
                lost: end.log_lost,
                marks: turn.marks,
                watches: turn.watches,
            });
            state.said = end.lines;
        }
        let orders: Vec<Vec<Order>> = self.record.seats.iter().map(|seat| seat.orders.clone()).collect();
        self.game.play(&orders, &mut self.report);
        for (state, failed) in self.seats.iter_mut().zip(&self.report.failed) {
            state.failed.extend_from_slice(failed);
        }
        self.record.digest = rules::chain(self.record.digest, &*self.game, &mut self.scratch);
        Ok(())
    }

    fn say_farewell(&mut self) -> Result<(), BattleError> {
        for (seat, state) in seats(&mut self.seats) {
            state.sent.clear();
            self.game.write_end(seat, &mut state.sent);
            state.player.begin(self.turn, Line::End(state.sent.clone()));
        }
        self.hear_out_of_turn()
    }

    /// Ends a turn in which no order is taken.
    fn hear_out_of_turn(&mut self) -> Result<(), BattleError> {
        self.clear_turn();
        for (seat, state) in seats(&mut self.seats) {
            let end = state.finish(seat)?;
            let late = end.lines.iter().filter(|line| !line.is_empty());
            let mut drops: Vec<Note> = late.map(|_| Note { unit: None, why: Reason::OutOfTurn }).collect();
            drops.extend_from_slice(&end.notes);
            drops.truncate(limits::DROPS_PER_TICK);
            state.failed.clone_from(&drops);
            self.record.seats.push(SeatRecord {
                orders: Vec::new(),
                drops,
                fuel: end.fuel,
                status: end.status,
            });
            self.logs.push(SeatLog {
                stderr: end.log,
                lost: end.log_lost,
                marks: Vec::new(),
                watches: Vec::new(),
            });
            state.said = end.lines;
        }
        Ok(())
    }

    fn clear_turn(&mut self) {
        self.report.events.clear();
        self.report.failed.clear();
        self.record.seats.clear();
        self.logs.clear();
    }
}

impl SeatState {
    fn finish(&mut self, seat: Seat) -> Result<TurnEnd, BattleError> {
        let end = self.player.finish().map_err(|source| BattleError::Host { seat, source })?;
        self.left = end.left;
        Ok(end)
    }
}

/// The seats with their numbers.
fn seats(states: &mut [SeatState]) -> impl Iterator<Item = (Seat, &mut SeatState)> {
    states.iter_mut().zip(0..).map(|(state, seat)| (Seat(seat), state))
}

/// Reads what a seat wrote in a tick.
fn read_lines(game: &dyn Game, seat: Seat, end: &TurnEnd) -> Turn {
    let mut turn = Turn::default();
    for line in end.lines.iter() {
        game.read_line(seat, line, &mut turn);
    }
    turn.drops.extend_from_slice(&end.notes);
    turn.drops.truncate(limits::DROPS_PER_TICK);
    turn.marks.truncate(limits::MARKS_PER_TICK);
    turn.watches.truncate(limits::WATCHES_PER_TICK);
    turn
}
