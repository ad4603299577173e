use std::fs::File;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use replay::Writer;
use sandbox::Sandbox;

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
    let mut battle = Battle::start(sandbox, setup)?;
    let mut recorder = out.map(|path| Recorder::create(path, &battle)).transpose()?;
    let mut summary = Summary::begin(&battle);
    let mut ticks = 0;
    loop {
        summary.count(&battle);
        if let Some(recorder) = &mut recorder {
            recorder.record(&battle)?;
        }
        if watch(&battle).is_break() {
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
    if let Some(recorder) = recorder {
        recorder.finish(&outcome)?;
    }
    summary.end(ticks, outcome);
    Ok(Some(summary))
}

/// The file name for a match that was given none: the bots' names, and the first digits of the BLAKE3 of everything
/// that decides it, so that playing it again writes the same file and nothing else is overwritten.
pub fn replay_name(setup: &Setup) -> PathBuf {
    let id = &setup.id()[..10];
    let clean = |name: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        name.chars().take(24).map(|c| if fits(c) { c } else { '_' }).collect::<String>()
    };
    let names: Vec<String> = setup.entrants.iter().map(|entrant| clean(&entrant.info.name)).collect();
    let names = match names.len() {
        0..=2 => names.join("-vs-"),
        n => format!("{}-and-{}-others", names[0], n - 1),
    };
    PathBuf::from(format!("{names}-{id}.replay"))
}

/// Writes a replay as the match runs.
struct Recorder {
    path: PathBuf,
    writer: Writer<BufWriter<File>>,
}

impl Recorder {
    fn create(path: &Path, battle: &Battle) -> Result<Recorder, BattleError> {
        let wrong = |source| BattleError::Write { place: path.display().to_string(), source };
        let file = File::create(path).map_err(wrong)?;
        let writer = Writer::new(BufWriter::new(file), battle.header()).map_err(wrong)?;
        Ok(Recorder { path: path.to_owned(), writer })
    }

    fn record(&mut self, battle: &Battle) -> Result<(), BattleError> {
        self.writer.push(battle.game(), battle.record(), battle.logs()).map_err(|e| self.wrong(e))
    }

    /// Writes out what was played, and leaves the replay unfinished.
    fn leave(mut self) -> Result<(), BattleError> {
        self.writer.sync().map_err(|e| self.wrong(e))
    }

    fn finish(self, outcome: &rules::Outcome) -> Result<(), BattleError> {
        let path = self.path.clone();
        let wrong = |source| BattleError::Write { place: path.display().to_string(), source };
        self.writer.finish(outcome).map(drop).map_err(wrong)
    }

    fn wrong(&self, source: std::io::Error) -> BattleError {
        BattleError::Write { place: self.path.display().to_string(), source }
    }
}
