mod seat_view;
mod state_view;

use std::path::PathBuf;

use protocol::{Seat, Tick};
use replay::Reader;
use serde_json::json;

use crate::exit::Failure;
use crate::output::Output;
use crate::replays;
use seat_view::SeatView;
use state_view::StateView;

/// Look into a replay: the board at a tick, and why a bot did what it did
///
/// With --seat, what the bot was sent, ordered, marked, watched, logged and spent in that tick, and what became of it.
///
/// Tick 0 is the start, before anybody gave an order. The board is shown as it stands after the tick; what a bot was sent
/// is what it knew before it, and its orders are those of the tick itself.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Show {
    /// The replay
    #[arg(value_name = "REPLAY")]
    replay: PathBuf,
    /// The tick [default: the last one]
    #[arg(long, short, value_name = "TICK")]
    tick: Option<u32>,
    /// Look over the shoulder of this seat's bot; cells that it does not see are darker
    #[arg(long, short, value_name = "SEAT")]
    seat: Option<u8>,
}

const EXAMPLES: &str = "\
Examples:
  arena show MATCH.replay                        who won, and how the board looked at the end
  arena show MATCH.replay --tick 120             the board, the units and the events of tick 120
  arena show MATCH.replay --tick 120 --seat 0    why seat 0's bot did what it did
  arena show MATCH.replay --tick 120 --seat 0 --json | jq -r .seat.sent
                                                 the exact line that it was sent: feed it to your bot again";

impl Show {
    /// Shows it.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let reader = replays::open(&self.replay)?;
        let seat = self.seat.map(|seat| check_seat(&reader, seat)).transpose()?;
        let turn = match self.tick {
            Some(tick) => check_turn(&reader, Tick(tick))?,
            None => reader.last_tick(),
        };
        if !reader.is_complete() {
            let last = reader.last_tick();
            output.warn(format!("the replay is unfinished: it ends after tick {last}"));
        }
        let state = StateView::new(&reader, turn)?;
        let seat = seat.map(|seat| SeatView::new(&reader, turn, seat)).transpose()?;
        if output.json {
            let mut object = state.json();
            object["file"] = json!(self.replay.display().to_string());
            object["seat"] = json!(seat);
            return output.json(&object);
        }
        state.print(&self.replay, seat.as_ref().map(|view| view.seat()), output)?;
        match seat {
            Some(seat) => seat.print(output),
            None => state.print_next(&self.replay, output),
        }
    }
}

fn check_turn(reader: &Reader, turn: Tick) -> Result<Tick, Failure> {
    if turn <= reader.last_turn() {
        return Ok(turn);
    }
    let (last, end) = (reader.last_tick(), if reader.is_complete() { "" } else { "; it is unfinished" });
    Err(Failure::usage(format!("there is no tick {turn} in the replay: the last one is {last}{end}"))
        .code("no_such_turn")
        .help("leave out --tick to see the last one"))
}

fn check_seat(reader: &Reader, seat: u8) -> Result<Seat, Failure> {
    let seats = reader.header().seats.len();
    if usize::from(seat) < seats {
        return Ok(Seat(seat));
    }
    let names: Vec<String> = replays::names(reader.header())
        .iter()
        .enumerate()
        .map(|(seat, name)| format!("{seat} is {name}"))
        .collect();
    Err(Failure::usage(format!("there is no seat {seat} in the replay, which has {seats}, counted from 0"))
        .code("no_such_seat")
        .help(names.join(", ")))
}
