//! Plays a match, on a thread of its own, while it is watched.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use battle::{Battle, BattleError};
use replay::{Reader, Writer};
use terminal::exit::Failure;

use super::News;
use super::fixture::Fixture;
use super::job::Reporter;
use super::reading::header_title;
use crate::watch::Premiere;
use crate::{Feed, Footage, Origin};

/// How long a tick waits at most until it can be watched. Blocks of a replay hold 64 ticks, and a slow match would come
/// in jumps.
const LATENCY: Duration = Duration::from_millis(150);

/// Plays a match to its end, or until nobody watches any more.
pub(crate) fn play(fixture: &Fixture, report: &Reporter) -> Result<(), Failure> {
    let sandbox = fixture.sandbox()?;
    let setup = fixture.setup(&sandbox)?;
    let mut battle = Battle::start(&sandbox, &setup)?;
    let mut kept = match fixture.replay_path(&setup) {
        Some(path) => Some(Kept::create(path, &battle)?),
        None => None,
    };
    let path = kept.as_ref().map(|kept| kept.path.clone());
    let mut shown = Shown::open(&battle, path, report)?;
    loop {
        shown.push(&battle)?;
        if let Some(kept) = &mut kept {
            kept.push(&battle)?;
        }
        if !shown.is_watched() {
            return kept.map_or(Ok(()), Kept::leave);
        }
        if !battle.advance()? {
            break;
        }
    }
    let outcome = battle.game().outcome().expect("a battle is over only when its game has an outcome");
    shown.writer.finish(&outcome).map_err(Failure::host)?;
    if let Some(kept) = kept {
        report.tell(News::Said(format!("the replay is kept in {}", kept.path.display())));
        kept.finish(&outcome)?;
    }
    Ok(())
}

/// The bytes that are watched. They are the same match as those that are kept, cut into blocks by the clock.
struct Shown {
    writer: Writer<Wire>,
    wire: Sender<Vec<u8>>,
    sent: Instant,
}

/// Carries bytes to whoever watches.
struct Wire(Sender<Vec<u8>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // One who no longer watches is noticed between two ticks.
        let _ = self.0.send(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shown {
    /// Begins with what there is after the first turn, and hands the match over to be watched.
    fn open(battle: &Battle, path: Option<PathBuf>, report: &Reporter) -> Result<Shown, Failure> {
        let (wire, bytes) = mpsc::channel();
        let writer = Writer::new(Wire(wire.clone()), battle.header()).map_err(Failure::host)?;
        let header = bytes.try_iter().flatten().collect();
        let reader = Reader::from_bytes(header).map_err(Failure::host)?;
        let origin = Origin { title: header_title(&reader), path };
        let footage = Footage::new(reader, Feed::Bytes(Mutex::new(bytes)), origin).map_err(Failure::host)?;
        let premiere = Premiere::new(footage).map_err(Failure::host)?;
        report.tell(News::Ready(Box::new(premiere)));
        Ok(Shown { writer, wire, sent: Instant::now() })
    }

    fn push(&mut self, battle: &Battle) -> Result<(), Failure> {
        self.writer.push(battle.game(), battle.record(), battle.logs()).map_err(Failure::host)?;
        if battle.turn().0 == 0 || self.sent.elapsed() >= LATENCY {
            self.writer.sync().map_err(Failure::host)?;
            self.sent = Instant::now();
        }
        Ok(())
    }

    fn is_watched(&self) -> bool {
        self.wire.send(Vec::new()).is_ok()
    }
}

/// The replay that is kept: byte for byte what `arena run` writes.
struct Kept {
    path: PathBuf,
    writer: Writer<BufWriter<File>>,
}

impl Kept {
    fn create(path: PathBuf, battle: &Battle) -> Result<Kept, Failure> {
        let wrong = |error| Failure::writing("replay", &path, &error);
        let file = BufWriter::new(File::create(&path).map_err(wrong)?);
        let writer = Writer::new(file, battle.header()).map_err(wrong)?;
        Ok(Kept { path, writer })
    }

    fn push(&mut self, battle: &Battle) -> Result<(), Failure> {
        let pushed = self.writer.push(battle.game(), battle.record(), battle.logs());
        pushed.map_err(|source| wrong(&self.path, source))
    }

    /// Writes out what was played, and leaves it unfinished.
    fn leave(mut self) -> Result<(), Failure> {
        self.writer.sync().map_err(|source| wrong(&self.path, source))
    }

    fn finish(self, outcome: &rules::Outcome) -> Result<(), Failure> {
        self.writer.finish(outcome).map(drop).map_err(|source| wrong(&self.path, source))
    }
}

fn wrong(path: &Path, source: io::Error) -> Failure {
    BattleError::Write { place: path.display().to_string(), source }.into()
}
