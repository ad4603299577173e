use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use replay::{Header, Writer};
use sandbox::Sandbox;

use crate::setup::match_id;
use crate::{Battle, BattleError, Setup, Summary};

/// Plays a match to its end and writes its replay to `out`, if given. `watch` is called after each turn; when it breaks,
/// the match is given up: the replay stays unfinished and there is no summary.
///
/// The replay grows as the match runs, so that others can follow it, under the name that it keeps.
pub fn play(
    sandbox: &Sandbox,
    setup: &Setup,
    out: Option<&Path>,
    mut watch: impl FnMut(&Battle) -> ControlFlow<()>,
) -> Result<Option<Summary>, BattleError> {
    let create = |battle: &Battle| out.map(|path| Recorder::create(path, battle)).transpose();
    let played = play_recorded(sandbox, setup, create, |battle, _| watch(battle))?;
    Ok(played.map(|(summary, _)| summary))
}

/// The same with a replay that goes to any writer, which comes back with the summary.
pub fn play_into<W: Write>(
    sandbox: &Sandbox,
    setup: &Setup,
    out: Option<W>,
    mut watch: impl FnMut(&Battle) -> ControlFlow<()>,
) -> Result<Option<(Summary, Option<W>)>, BattleError> {
    play_shown(sandbox, setup, out, |battle, _| watch(battle))
}

/// The same, where `watch` also gets the writer, once it has the turn: for a [`Preview`](replay::Preview).
pub fn play_shown<W: Write>(
    sandbox: &Sandbox,
    setup: &Setup,
    out: Option<W>,
    watch: impl FnMut(&Battle, Option<&Writer<W>>) -> ControlFlow<()>,
) -> Result<Option<(Summary, Option<W>)>, BattleError> {
    let begin = |battle: &Battle| out.map(|out| Recorder::begin(out, "here".to_owned(), battle)).transpose();
    play_recorded(sandbox, setup, begin, watch)
}

fn play_recorded<W: Write>(
    sandbox: &Sandbox,
    setup: &Setup,
    record: impl FnOnce(&Battle) -> Result<Option<Recorder<W>>, BattleError>,
    mut watch: impl FnMut(&Battle, Option<&Writer<W>>) -> ControlFlow<()>,
) -> Result<Option<(Summary, Option<W>)>, BattleError> {
    let mut battle = Battle::start(sandbox, setup)?;
    let mut recorder = record(&battle)?;
    let mut summary = Summary::begin(&battle);
    let mut ticks = 0;
    loop {
        summary.count(&battle);
        if let Some(recorder) = &mut recorder {
            recorder.record(&battle)?;
        }
        if watch(&battle, recorder.as_ref().map(|recorder| &recorder.writer)).is_break() {
            recorder.map_or(Ok(()), Recorder::leave)?;
            return Ok(None);
        }
        if battle.game().outcome().is_none() {
            ticks = battle.turn().0 + 1;
        }
        if !battle.advance()? {
            break;
        }
    }
    let outcome = battle.game().outcome().expect("a battle is over only when its game has an outcome");
    let out = recorder.map(|recorder| recorder.finish(&outcome)).transpose()?;
    summary.end(ticks, outcome);
    Ok(Some((summary, out)))
}

/// The file name for a match that was given none: the bots' names, and the first digits of the BLAKE3 of everything
/// that decides it, so that playing it again writes the same file and nothing else is overwritten.
pub fn replay_name(setup: &Setup) -> PathBuf {
    replay_name_of(&setup.header())
}

/// The same from what the replay says before its first turn.
pub fn replay_name_of(header: &Header) -> PathBuf {
    let id = &match_id(header)[..10];
    let clean = |name: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        name.chars().take(24).map(|c| if fits(c) { c } else { '_' }).collect::<String>()
    };
    let names: Vec<String> = header.seats.iter().map(|seat| clean(&seat.name)).collect();
    let names = match names.len() {
        0..=2 => names.join("-vs-"),
        n => format!("{}-and-{}-others", names[0], n - 1),
    };
    PathBuf::from(format!("{names}-{id}.replay"))
}

/// Writes a replay as the match runs.
struct Recorder<W> {
    /// What errors call it.
    place: String,
    writer: Writer<W>,
}

impl Recorder<BufWriter<File>> {
    fn create(path: &Path, battle: &Battle) -> Result<Recorder<BufWriter<File>>, BattleError> {
        let place = path.display().to_string();
        match File::create(path) {
            Ok(file) => Recorder::begin(BufWriter::new(file), place, battle),
            Err(source) => Err(BattleError::Write { place, source }),
        }
    }
}

impl<W: Write> Recorder<W> {
    fn begin(out: W, place: String, battle: &Battle) -> Result<Recorder<W>, BattleError> {
        match Writer::new(out, battle.header()) {
            Ok(writer) => Ok(Recorder { place, writer }),
            Err(source) => Err(BattleError::Write { place, source }),
        }
    }

    fn record(&mut self, battle: &Battle) -> Result<(), BattleError> {
        self.writer.push(battle.game(), battle.record(), battle.logs()).map_err(|e| self.wrong(e))
    }

    /// Writes out what was played, and leaves the replay unfinished.
    fn leave(mut self) -> Result<(), BattleError> {
        self.writer.sync().map_err(|e| self.wrong(e))
    }

    fn finish(self, outcome: &rules::Outcome) -> Result<W, BattleError> {
        let Recorder { place, writer } = self;
        writer.finish(outcome).map_err(|source| BattleError::Write { place, source })
    }

    fn wrong(&self, source: std::io::Error) -> BattleError {
        BattleError::Write { place: self.place.clone(), source }
    }
}
