use battle::bundled;
use protocol::{Seat, Tick};
use sandbox::{CacheMode, Config, Identity, Line, Player, Program, Sandbox};

use super::Effort;
use super::guests::{Guest, PLENTY};
use super::row::Row;
use super::sample::Sample;
use super::timing::{best, timed};
use crate::cores;
use crate::exit::Failure;

/// Bytes of the line that is read in a turn.
const LINE_BYTES: usize = 4096;

/// What the host adds to a turn of a bot that does nothing. On one core, since in a tournament all others are busy.
pub(super) fn turn(effort: Effort) -> Result<Row, Failure> {
    let seconds = cores::on(1, || {
        let sandbox = Sandbox::new(Config { cache: CacheMode::Off, ..Config::default() })?;
        let mut player = seat(&sandbox, &sandbox.load(&Guest::echo()?)?, b"start")?;
        let line = vec![b' '; LINE_BYTES];
        best(effort.rounds, || {
            let (seconds, result) = timed(|| {
                for tick in 1..=effort.turns {
                    player.begin(Tick(tick), Line::Tick(line.clone()));
                    player.finish()?;
                }
                Ok::<(), Failure>(())
            });
            result.map(|()| seconds)
        })
    })?;
    let each_us = seconds * 1e6 / f64::from(effort.turns);
    Ok(Row::at_most("host overhead per bot and tick, 4 KB in, 1 KB out", 15.0, "us", each_us))
}

/// From a module's bytes, its code being in the cache on disk, until the bot has read its first line and waits for the
/// next.
pub(super) fn cold_start(effort: Effort, sample: &Sample) -> Result<Row, Failure> {
    let cache = CacheMode::At(sample.folder.path().join("cache"));
    let sandbox = Sandbox::new(Config { cache, ..Config::default() })?;
    let name = &sample.setup.entrants[0].info.name;
    let bot = bundled::bot(name)
        .ok_or_else(|| Failure::host(format!("this build comes without the bot `{name}`")))?;
    let start = sample.lines(Seat(0))?.swap_remove(0);
    sandbox.load(bot.wasm)?;
    let seconds = best(effort.loads, || {
        let (seconds, result) = timed(|| seat(&sandbox, &sandbox.load(bot.wasm)?, &start));
        result.map(|_| seconds)
    })?;
    Ok(Row::at_most("cold start of a bot from the cache to its first read", 1.0, "ms", seconds * 1e3))
}

fn seat(sandbox: &Sandbox, program: &Program, start: &[u8]) -> Result<Player, Failure> {
    let identity = Identity { name: "bench".to_owned(), seed: [0; 32] };
    let mut player = sandbox.seat(program, identity, PLENTY)?;
    player.begin(Tick(0), Line::Start(start.to_vec()));
    player.finish()?;
    Ok(player)
}
