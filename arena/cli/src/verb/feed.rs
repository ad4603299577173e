use std::io::{BufRead, IsTerminal, Write};

use protocol::{Status, Tick};
use replay::Escaped;
use sandbox::{Identity, Line, Player};

use crate::entrants;
use crate::exit::Failure;
use crate::output::Output;
use crate::setup::{EngineArgs, MatchArgs};

/// Give a bot lines by hand, and see what it answers
///
/// Each line of stdin is a turn: the first is the start line, the others are ticks. What the bot answers comes out on
/// stdout, its log on stderr. Nothing is simulated, and its answers are not judged: this is for trying a bot, or an SDK, on
/// lines that you have.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Feed {
    /// The bot: a .wasm file, a script (.js, .lua, .py), or the name of a bot that comes with the engine
    #[arg(value_name = "BOT")]
    bot: String,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  cat start.json tick.json | arena feed my-bot.wasm
  arena feed my-bot.wasm < lines.jsonl | jq .orders

Exit code 1: the bot faulted, or ended before its input did.";

impl Feed {
    /// Plays all of stdin.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let sandbox = self.engine.sandbox()?;
        let entrant = entrants::load(&sandbox, &self.bot)?;
        let ruleset = MatchArgs::default().ruleset()?;
        let identity = Identity { name: entrant.info.name.clone(), seed: [0; 32] };
        let mut player = sandbox.seat(&entrant.program, identity, ruleset.fuel)?;
        for (turn, line) in std::io::stdin().lock().split(b'\n').enumerate() {
            let line = line.map_err(|error| Failure::input(format!("cannot read stdin: {error}")))?;
            let line = match (turn, &entrant.script) {
                (0, Some(script)) => Line::Start([script.preamble(&ruleset.game), line].concat()),
                (0, None) => Line::Start(line),
                _ => Line::Tick(line),
            };
            let status = take_turn(&mut player, turn, line, output)?;
            self.check(status, turn)?;
        }
        // Now it may end: its input does.
        take_turn(&mut player, 0, Line::End(Vec::new()), output)?;
        Ok(())
    }

    /// Whether the bot can be given another line.
    fn check(&self, status: Status, turn: usize) -> Result<(), Failure> {
        let line = turn + 1;
        match status {
            Status::Waiting | Status::Exited(0) => Ok(()),
            Status::OutOfFuel => Err(Failure::input(format!("{} ran out of fuel in line {line}", self.bot))
                .code("out_of_fuel")
                .help("in a match it would go on in the next tick, and answer late")),
            Status::Exited(_) | Status::Faulted(_) => {
                Err(Failure::input(format!("{} stopped in line {line}: {status}", self.bot)).code("stopped"))
            }
        }
    }
}

fn take_turn(player: &mut Player, turn: usize, line: Line, output: &mut Output) -> Result<Status, Failure> {
    player.begin(Tick(u32::try_from(turn).unwrap_or(u32::MAX)), line);
    let said = player.finish()?;
    for answer in said.lines.iter() {
        show(answer, output)?;
    }
    output.flush()?;
    for text in String::from_utf8_lossy(&said.log).lines() {
        // A log that cannot be written is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{}", Escaped(text));
    }
    Ok(said.status)
}

/// Programs get what the bot wrote, terminals only what is harmless.
fn show(answer: &[u8], output: &mut Output) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() {
        return output.line(Escaped(&String::from_utf8_lossy(answer)));
    }
    output.bytes(answer)?;
    output.bytes(b"\n")
}
