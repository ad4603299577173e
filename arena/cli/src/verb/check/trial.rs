use battle::{Battle, Setup};
use protocol::{Seat, Status};
use replay::Escaped;
use sandbox::Sandbox;
use serde::Serialize;

use crate::amount::{Bar, Share, Short, count};
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::FAINT;
use crate::tally::{Reasons, SeatTally, Tally};

/// A short match of one bot in seat 0.
#[derive(Serialize)]
pub(super) struct Trial {
    /// Ticks that were played.
    ticks: u32,
    /// Orders that stood.
    orders: u64,
    /// Orders and lines that were dropped, by reason, the most frequent first.
    dropped: Vec<Complaint>,
    /// Orders that stood and came to nothing.
    failed: Vec<Complaint>,
    start: FuelUse,
    /// The dearest tick.
    tick: FuelUse,
    /// Ticks that ended before its answer was complete.
    late: u32,
    /// How its last tick ended.
    status: String,
    /// The beginning of what it wrote to stderr.
    log: String,
    #[serde(skip)]
    ended: Status,
}

/// Fuel spent, and what the plan grants.
#[derive(Serialize)]
struct FuelUse {
    used: u64,
    granted: u64,
}

/// A reason that came up.
#[derive(Serialize)]
struct Complaint {
    why: &'static str,
    times: u64,
    first_tick: u32,
    explanation: &'static str,
}

/// Bytes of the log that are shown.
const LOG_BYTES: usize = 2_000;

const SEAT: Seat = Seat(0);

impl Trial {
    /// Plays it.
    pub(super) fn play(sandbox: &Sandbox, setup: &Setup, ticks: u32) -> Result<Trial, Failure> {
        let mut battle = Battle::start(sandbox, setup)?;
        let mut tally = Tally::new(setup.entrants.len());
        let mut log = Vec::new();
        loop {
            tally.count(&battle);
            log.extend_from_slice(&battle.logs()[SEAT.index()].stderr);
            log.truncate(LOG_BYTES);
            if battle.turn().0 >= ticks || !battle.advance()? {
                break;
            }
        }
        Ok(Trial::of(&tally.seats[SEAT.index()], setup, battle.game().tick().0, &log))
    }

    fn of(seat: &SeatTally, setup: &Setup, ticks: u32, log: &[u8]) -> Trial {
        let fuel = &setup.ruleset.fuel;
        Trial {
            ticks,
            orders: seat.orders,
            dropped: complaints(&seat.dropped),
            failed: complaints(&seat.failed),
            start: FuelUse { used: seat.start, granted: fuel.start.0 },
            tick: FuelUse { used: seat.peak, granted: fuel.per_tick.0 },
            late: seat.late,
            status: seat.status.to_string(),
            log: String::from_utf8_lossy(log).into_owned(),
            ended: seat.status,
        }
    }

    /// Whether the bot still plays at its end.
    pub(super) fn is_alive(&self) -> bool {
        self.ended.is_live()
    }

    /// What the bot's author should do.
    pub(super) fn advice(&self) -> Vec<String> {
        let mut advice = Vec::new();
        match self.ended {
            Status::Faulted(fault) => advice.push(fault.explanation().trim().to_owned()),
            Status::Exited(code) => advice.push(format!(
                "The bot ended its process with code {code}. It must read lines until the end of its input; its log may say why it did not."
            )),
            Status::Waiting | Status::OutOfFuel => {}
        }
        if self.late > 0 {
            advice.push(format!(
                "It ran out of fuel in {}: its orders come a tick late, or later. Do less in a tick, spread long plans \
                 over several, and build with optimisation.",
                count(self.late.into(), "turn")
            ));
        } else if self.tick.used > self.tick.granted {
            advice.push(
                "Its dearest tick takes more fuel than a tick is granted. That works only as long as it saves up in between."
                    .to_owned(),
            );
        }
        if self.is_alive() && self.orders == 0 && self.late == 0 {
            advice.push(
                "It gave no order. Write one JSON object a line, end it with a newline, and flush stdout before reading the next line."
                    .to_owned(),
            );
        }
        advice
    }

    pub(super) fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let Trial { ticks, orders, .. } = self;
        let status = match self.ended {
            Status::Waiting => "still playing".to_owned(),
            other => other.to_string(),
        };
        let played = count((*ticks).into(), "tick");
        output.line(format!("  trial     {played} against idle: {}, {status}", count(*orders, "order")))?;
        print_fuel("fuel", "start", &self.start, output)?;
        print_fuel("", "dearest tick", &self.tick, output)?;
        for (title, complaints) in [("dropped", &self.dropped), ("failed", &self.failed)] {
            let titles = std::iter::once(title).chain(std::iter::repeat(""));
            for (complaint, title) in complaints.iter().zip(titles) {
                complaint.print(title, output)?;
            }
        }
        let titles = std::iter::once("log").chain(std::iter::repeat(""));
        for (line, title) in self.log.lines().take(8).zip(titles) {
            output.line(format!("  {title:<9} {FAINT}{}{FAINT:#}", Escaped(line)))?;
        }
        Ok(())
    }
}

fn complaints(reasons: &Reasons) -> Vec<Complaint> {
    let complaints = reasons.top().into_iter().map(|(why, count)| Complaint {
        why: why.word(),
        times: count.times,
        first_tick: count.first.0,
        explanation: why.explanation().trim(),
    });
    complaints.collect()
}

impl Complaint {
    fn print(&self, title: &str, output: &mut Output) -> Result<(), Failure> {
        let Complaint { why, times, first_tick, explanation } = self;
        let times = count(*times, "time");
        output.line(format!("  {title:<9} {why}, {times}, first at tick {first_tick}: {explanation}"))
    }
}

fn print_fuel(title: &str, what: &str, fuel: &FuelUse, output: &mut Output) -> Result<(), Failure> {
    let FuelUse { used, granted } = *fuel;
    let bar = Bar { used, limit: granted, width: 10 };
    let share = Share(used, granted);
    output.line(format!("  {title:<9} {bar} {share:>5}  {what}: {} of {}", Short(used), Short(granted)))
}
