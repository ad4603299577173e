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
    /// Orders that follow from what it said before the first tick.
    early: Vec<Order>,
    sent: Vec<u8>,
    said: Lines,
    /// Bytes of its log that it wrote to standard error itself.
    stderr: usize,
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
                    early: Vec::new(),
                    sent: Vec::new(),
                    said: Lines::default(),
                    stderr: 0,
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
        battle.initialise(setup)?;
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

    /// What a seat wrote to standard error in it: its log without what the game took out of its lines.
    pub fn stderr(&self, seat: Seat) -> &[u8] {
        &self.logs[seat.index()].stderr[..self.seats[seat.index()].stderr]
    }

    /// A seat's fuel balance after it; below zero is debt.
    pub fn fuel_left(&self, seat: Seat) -> i64 {
        self.seats[seat.index()].left
    }

    fn initialise(&mut self, setup: &Setup) -> Result<(), BattleError> {
        for (seat, state) in seats(&mut self.seats) {
            state.sent.clear();
            self.game.write_start(seat, &self.header.seats[seat.index()].name, &mut state.sent);
            let script = setup.entrants[seat.index()].script.as_ref();
            let mut line = script.map_or_else(Vec::new, |script| script.preamble(&setup.ruleset.game));
            line.extend_from_slice(&state.sent);
            state.player.begin(Tick(0), Line::Start(line));
        }
        self.record.digest = rules::chain(Digest::default(), &*self.game, &mut self.scratch);
        self.hear_out_of_turn(|game, seat, line, turn| game.read_early_line(seat, line, turn))
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
            let early = Turn { orders: std::mem::take(&mut state.early), ..Turn::default() };
            let turn = read_lines(&*self.game, seat, &end, early);
            state.failed.clone_from(&turn.drops);
            record(&mut self.record, &mut self.logs, turn, &end);
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
        self.hear_out_of_turn(|_, _, _, _| false)
    }

    /// Ends a turn in which no order is taken. `reads` is what may be said in it all the same: it reads a line, and tells
    /// whether it was such a one.
    fn hear_out_of_turn(
        &mut self,
        reads: impl Fn(&dyn Game, Seat, &[u8], &mut Turn) -> bool,
    ) -> Result<(), BattleError> {
        self.clear_turn();
        for (seat, state) in seats(&mut self.seats) {
            let end = state.finish(seat)?;
            let mut turn = Turn::default();
            for line in end.lines.iter().filter(|line| !line.is_empty()) {
                if !reads(&*self.game, seat, line, &mut turn) {
                    turn.drops.push(Note { unit: None, why: Reason::OutOfTurn });
                }
            }
            state.early = std::mem::take(&mut turn.orders);
            limit(&mut turn, &end);
            state.failed.clone_from(&turn.drops);
            record(&mut self.record, &mut self.logs, turn, &end);
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
        self.stderr = end.log.len();
        Ok(end)
    }
}

/// The seats with their numbers.
fn seats(states: &mut [SeatState]) -> impl Iterator<Item = (Seat, &mut SeatState)> {
    states.iter_mut().zip(0..).map(|(state, seat)| (Seat(seat), state))
}

/// Reads what a seat wrote in a tick into its turn.
fn read_lines(game: &dyn Game, seat: Seat, end: &TurnEnd, mut turn: Turn) -> Turn {
    for line in end.lines.iter() {
        game.read_line(seat, line, &mut turn);
    }
    game.end_turn(seat, end.status, &mut turn);
    limit(&mut turn, end);
    turn
}

/// Adds what was wrong with the output as such, and cuts everything to what is recorded.
fn limit(turn: &mut Turn, end: &TurnEnd) {
    turn.drops.extend_from_slice(&end.notes);
    turn.drops.truncate(limits::DROPS_PER_TICK);
    turn.marks.truncate(limits::MARKS_PER_TICK);
    turn.watches.truncate(limits::WATCHES_PER_TICK);
}

/// Records a seat's turn.
fn record(record: &mut TurnRecord, logs: &mut Vec<SeatLog>, turn: Turn, end: &TurnEnd) {
    let Turn { orders, drops, marks, watches, log, log_lost, answered: _ } = turn;
    record.seats.push(SeatRecord { orders, drops, fuel: end.fuel, status: end.status });
    let stderr = [&end.log[..], &log].concat();
    logs.push(SeatLog { stderr, lost: end.log_lost + log_lost, marks, watches });
}
