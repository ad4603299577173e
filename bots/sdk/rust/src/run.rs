use std::{
    borrow::Cow,
    io::{self, BufRead, Write},
};

use protocol::{End, beacons::Start};
use serde::Deserialize;

use crate::Turn;

/// Plays a match on stdin and stdout: calls `bot` once for each tick line and sends its orders, until the end line or
/// the end of the input. Returns how the match ended, if it was told.
///
/// Lines that it does not understand are named on stderr, which is the bot's log, and passed over.
pub fn run(bot: impl FnMut(&mut Turn)) -> Option<End> {
    match run_on(io::stdin().lock(), io::stdout().lock(), bot) {
        Ok(end) => end,
        Err(error) => {
            log(&format!("the match broke off: {error}"));
            None
        }
    }
}

/// Like [`run`], on any input and output: for tests of a bot.
///
/// # Errors
/// When reading or writing fails. Wrong lines are no errors.
pub fn run_on(
    mut input: impl BufRead,
    mut output: impl Write,
    mut bot: impl FnMut(&mut Turn),
) -> io::Result<Option<End>> {
    let mut turn: Option<Turn> = None;
    let (mut line, mut answer) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match (kind(&line).as_deref(), &mut turn) {
            (Some("start"), _) => turn = read::<Start>(&line).map(Turn::new).or(turn),
            (Some("tick"), Some(turn)) => {
                if let Some(now) = read(&line) {
                    turn.begin(now);
                    bot(turn);
                }
                // In one piece: standard output looks through every piece for the end of a line.
                answer.clear();
                serde_json::to_writer(&mut answer, &turn.end())?;
                answer.push(b'\n');
                output.write_all(&answer)?;
                output.flush()?;
            }
            (Some("end"), _) => return Ok(read(&line)),
            (Some(_), _) => {}
            (None, _) if line.trim_ascii().is_empty() => {}
            (None, _) => log("a line is not a message; passed over"),
        }
    }
}

/// Writes a line to stderr: the bot's log, shown beside the tick in which it was written.
pub(crate) fn log(text: &str) {
    // A log that cannot be written is no reason to stop playing.
    let _ = writeln!(io::stderr(), "{text}");
}

/// What stands under `type`.
fn kind(line: &[u8]) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
    }
    // The engine writes `type` first; looking there saves reading every line twice.
    let quoted = line.strip_prefix(b"{\"type\":\"").unwrap_or_default();
    for (word, start) in [("tick", &b"tick\""[..]), ("start", b"start\""), ("end", b"end\"")] {
        if quoted.starts_with(start) {
            return Some(Cow::Borrowed(word));
        }
    }
    serde_json::from_slice::<Kind<'_>>(line).ok().map(|k| k.kind)
}

fn read<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Option<T> {
    serde_json::from_slice(line).map_err(|error| log(&format!("a line cannot be read: {error}"))).ok()
}
