use protocol::{Mark, Note, Seat, Status, Tick, Watch};
use replay::{Escaped, Reader, SeatLog};
use serde::Serialize;

use crate::amount::{Share, Short, count};
use crate::exit::Failure;
use crate::orders::{OrderWords, own_frame};
use crate::output::Output;
use crate::palette::{self, FAINT, HEADING, WARNING};
use crate::pretty;

/// What one bot was sent, said and spent in one turn.
#[derive(Serialize)]
pub(super) struct SeatView {
    seat: Seat,
    name: String,
    /// The line, byte for byte, without its line end.
    sent: String,
    /// The orders that stood, in the board's frame and in the bot's own.
    orders: Vec<Ordered>,
    dropped: Vec<Complaint>,
    failed: Vec<Complaint>,
    fuel: u64,
    /// What the turn added to its balance.
    fuel_granted: u64,
    status: String,
    /// `None` where the replay has no logs.
    log: Option<LogView>,
    /// Whether it plays in a frame of its own.
    #[serde(skip)]
    own_frame: bool,
    #[serde(skip)]
    ended: Status,
    #[serde(skip)]
    is_farewell: bool,
}

/// An order in both frames.
#[derive(Serialize)]
struct Ordered {
    board: OrderWords,
    own: Option<OrderWords>,
}

/// An order that was dropped, or came to nothing.
#[derive(Serialize)]
struct Complaint {
    unit: Option<u16>,
    why: &'static str,
    explanation: &'static str,
}

/// What a bot told its author. Cells are in the board's frame.
#[derive(Serialize)]
struct LogView {
    stderr: String,
    /// Bytes that were cut.
    lost: u64,
    marks: Vec<Mark>,
    watches: Vec<Watch>,
}

impl SeatView {
    pub(super) fn new(reader: &Reader, turn: Tick, seat: Seat) -> Result<SeatView, Failure> {
        if reader.turns() == 0 {
            return Err(Failure::input(
                "the replay ends before the first turn: there is nothing to show of a bot",
            )
            .code("unfinished"));
        }
        let header = reader.header();
        let record = reader.seats(turn)?.swap_remove(seat.index());
        let verbs = reader.start()?.verbs();
        let own = own_frame(&header.map, seat);
        let orders = record.orders.iter().map(|order| {
            let board = OrderWords::on_board(order, verbs);
            Ordered { board, own: own.map(|own| board.turned(own)) }
        });
        let failed = reader.report(turn)?.failed;
        let sent = reader.line(turn, seat)?;
        let log = reader.has_logs().then(|| reader.logs(turn)).transpose()?;
        Ok(SeatView {
            seat,
            name: header.seats[seat.index()].name.clone(),
            sent: String::from_utf8_lossy(&sent).trim_end().to_owned(),
            orders: orders.collect(),
            dropped: complaints(&record.drops),
            failed: failed.get(seat.index()).map(|notes| complaints(notes)).unwrap_or_default(),
            fuel: record.fuel.0,
            fuel_granted: if turn.0 == 0 { header.fuel.start.0 } else { header.fuel.per_tick.0 },
            status: record.status.to_string(),
            log: log.map(|mut logs| LogView::new(logs.swap_remove(seat.index()))),
            own_frame: own.is_some(),
            ended: record.status,
            is_farewell: turn > reader.last_tick(),
        })
    }

    pub(super) fn seat(&self) -> Seat {
        self.seat
    }

    pub(super) fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let (seat, style) = (self.seat, palette::of_team(self.seat));
        output.line(format!("\n{HEADING}seat {seat}{HEADING:#} {style}{}{style:#}", Escaped(&self.name)))?;
        self.print_turn(output)?;
        self.print_sent(output)?;
        self.print_orders(output)?;
        print_complaints("dropped", &self.dropped, output)?;
        print_complaints("failed on the board", &self.failed, output)?;
        match &self.log {
            Some(log) => log.print(output),
            None => output.line(format!("\n{FAINT}the replay was written without logs{FAINT:#}")),
        }
    }

    /// The line, without the walls that Rumble's have each time.
    fn print_sent(&self, output: &mut Output) -> Result<(), Failure> {
        if self.sent.is_empty() {
            return output.line(format!("\n{FAINT}it was sent nothing{FAINT:#}"));
        }
        let text = pretty::json(&self.sent, "  ");
        let is_wall = |line: &&str| line.contains(r#""obj_type": "Terrain""#);
        let walls = text.lines().filter(is_wall).count();
        let left_out = if walls > 0 { format!(" ({walls} walls are left out)") } else { String::new() };
        let frame = if self.own_frame { ", in its own frame" } else { "" };
        output.line(format!("\n{FAINT}it was sent{frame}{left_out}{FAINT:#}"))?;
        text.lines().filter(|line| !is_wall(line)).try_for_each(|line| output.line(line))
    }

    fn print_turn(&self, output: &mut Output) -> Result<(), Failure> {
        let share = Share(self.fuel, self.fuel_granted);
        output.line(format!(
            "  fuel    {} spent, {share} of the {} granted",
            Short(self.fuel),
            Short(self.fuel_granted)
        ))?;
        let status = match self.ended {
            Status::Waiting => "it asked for the next line".to_owned(),
            Status::OutOfFuel => "out of fuel in mid-computation; it goes on from there in the next turn, and may never have read this line".to_owned(),
            Status::Exited(0) if self.is_farewell => "it has left, as it should after the farewell".to_owned(),
            Status::Exited(code) => format!("its process has ended with code {code}; the seat idles"),
            Status::Faulted(fault) => format!("{}: {} The seat idles.", fault.word(), fault.explanation().trim()),
        };
        match self.ended {
            Status::Waiting | Status::Exited(0) => output.line(format!("  status  {status}")),
            _ => output.line(format!("  status  {WARNING}{status}{WARNING:#}")),
        }
    }

    fn print_orders(&self, output: &mut Output) -> Result<(), Failure> {
        let number = count(self.orders.len() as u64, "order");
        output.line(format!("\n{FAINT}it gave {number} that stood{FAINT:#}"))?;
        for Ordered { board, own } in &self.orders {
            let own = match own {
                Some(own) if own.to != board.to => {
                    format!("  {FAINT}(in its own frame: {}){FAINT:#}", own.deed())
                }
                _ => String::new(),
            };
            output.line(format!("  {:<8} {:<24}{own}", board.who(), board.deed()).trim_end())?;
        }
        Ok(())
    }
}

impl LogView {
    fn new(log: SeatLog) -> LogView {
        let SeatLog { stderr, lost, marks, watches } = log;
        LogView { stderr: String::from_utf8_lossy(&stderr).into_owned(), lost, marks, watches }
    }

    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        if !self.marks.is_empty() {
            output.line(format!("\n{FAINT}marks, on the board{FAINT:#}"))?;
        }
        for mark in &self.marks {
            output.line(format!("  {}", mark_in_words(mark)))?;
        }
        if !self.watches.is_empty() {
            output.line(format!("\n{FAINT}watches{FAINT:#}"))?;
        }
        for Watch { unit, key, value } in &self.watches {
            let whose = unit.map_or_else(|| "bot".to_owned(), |unit| format!("unit {unit}"));
            output.line(format!("  {whose:<8} {} = {}", Escaped(key), Escaped(value)))?;
        }
        if self.stderr.is_empty() {
            return output.line(format!("\n{FAINT}it logged nothing{FAINT:#}"));
        }
        output.line(format!("\n{FAINT}it logged{FAINT:#}"))?;
        for line in self.stderr.lines() {
            output.line(format!("  {}", Escaped(line)))?;
        }
        match self.lost {
            0 => Ok(()),
            lost => output.line(format!("  {WARNING}and {lost} bytes more, which were cut{WARNING:#}")),
        }
    }
}

fn complaints(notes: &[Note]) -> Vec<Complaint> {
    let complaints = notes.iter().map(|note| Complaint {
        unit: note.unit.map(|unit| unit.0),
        why: note.why.word(),
        explanation: note.why.explanation().trim(),
    });
    complaints.collect()
}

fn print_complaints(title: &str, complaints: &[Complaint], output: &mut Output) -> Result<(), Failure> {
    if complaints.is_empty() {
        return Ok(());
    }
    output.line(format!("\n{FAINT}{title}{FAINT:#}"))?;
    for Complaint { unit, why, explanation } in complaints {
        let whose = unit.map_or_else(String::new, |unit| format!("unit {unit}"));
        output.line(format!("  {whose:<8} {why}: {explanation}"))?;
    }
    Ok(())
}

fn mark_in_words(mark: &Mark) -> String {
    match mark {
        Mark::Line { from, to, color } => format!("{} line from {from} to {to}", color_word(*color)),
        Mark::Circle { at, radius, color } => {
            format!("{} circle of {radius} around {at}", color_word(*color))
        }
        Mark::Text { at, text, color } => format!("{} text at {at}: {}", color_word(*color), Escaped(text)),
    }
}

fn color_word(color: protocol::Color) -> String {
    format!("{color:?}").to_lowercase()
}
