mod row;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use replay::Reader;
use serde::Serialize;

use crate::exit::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::replays;

/// Turn a replay into JSON, one object a line, for your own analysis
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = FORMAT)]
pub(crate) struct Export {
    /// The replay
    #[arg(value_name = "REPLAY")]
    replay: PathBuf,
    /// One JSON object a line; so far the only form there is
    #[arg(long, required = true)]
    jsonl: bool,
    /// Write it here [default: stdout]
    #[arg(long, short, value_name = "FILE.jsonl")]
    out: Option<PathBuf>,
}

const FORMAT: &str = "\
The lines, told apart by `type`:
  header  epoch, game, rules, map (rows), seed, fuel, seats [{name, author, language, module}]
  turn    tick, phase (start, tick or end), and by seat: orders, dropped, failed [{unit, why}], fuel, status,
          log, log_lost, marks, watches; then events, frame, digest. Turn 0 is the bots' start, the last one
          their farewell; neither has orders, events or a change on the board.
  result  complete, and if so winner (a seat or null), reason, scores and places by seat

Orders are as a bot writes them, {\"unit\": 3, \"do\": \"move\", \"to\": \"n\"}, but always in the board's frame, as are
all cells. `frame` holds the storm's rings, units, teams, and those cells that change or can be held: ore,
beacons, cores and loose cargo. Bytes of a log that are not UTF-8 become U+FFFD.

Examples:
  arena export MATCH.replay --jsonl | jq -c 'select(.type == \"turn\") | [.tick, .frame.teams[].score]'
  arena export MATCH.replay --jsonl | jq -r 'select(.type == \"turn\") | .events[] | select(.event == \"died\")'
  arena export MATCH.replay --jsonl --out match.jsonl";

impl Export {
    /// Writes every line.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let reader = replays::open(&self.replay)?;
        let Some(path) = &self.out else {
            return export(&reader, &mut |line| output.bytes(line));
        };
        let wrong = |error: std::io::Error| Failure::writing("export", path, &error);
        let mut file = BufWriter::new(File::create(path).map_err(wrong)?);
        export(&reader, &mut |line| file.write_all(line).map_err(wrong))?;
        file.flush().map_err(wrong)?;
        match output.json {
            true => output
                .json(&serde_json::json!({ "out": path.display().to_string(), "lines": reader.turns() + 2 })),
            false => output.line(format!("{}: {} lines", path.display(), reader.turns() + 2)),
        }
    }
}

/// Hands every line to `write`, with its line end.
fn export(reader: &Reader, write: &mut dyn FnMut(&[u8]) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut progress = Progress::new("exporting", reader.turns().into());
    put(&row::header(reader), write)?;
    let mut playback = reader.play();
    while let Some(step) = playback.next()? {
        let logs = row::logs(reader, step.tick)?;
        put(&row::tick(&step, &logs), write)?;
        progress.at(step.tick.0.into());
    }
    if reader.last_turn() > reader.last_tick() {
        let turn = reader.last_turn();
        put(&row::farewell(turn, &reader.turn(turn)?, &row::logs(reader, turn)?), write)?;
    }
    put(&row::result(reader), write)
}

fn put(row: &impl Serialize, write: &mut dyn FnMut(&[u8]) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut line =
        serde_json::to_vec(row).map_err(|error| Failure::host(format!("cannot write JSON: {error}")))?;
    line.push(b'\n');
    write(&line)
}
