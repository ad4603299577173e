//! A match as it can be watched: the replay, wherever its bytes come from, and the moments of it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bevy::prelude::Resource;
use protocol::{Note, Seat, Tick};
use replay::{Escaped, Reader, ReplayError, SeatLog, SeatRecord};
use rules::{Event, Frame, Outcome};

/// Moments that are kept: a second at the fastest speed, and all that a glance back and forth needs.
const KEPT_MOMENTS: usize = 96;

/// Bytes of a live match that are taken in one go, so that a picture is never late because of them.
const BYTES_PER_POLL: usize = 1 << 20;

/// A match that is being watched.
#[derive(Resource)]
pub struct Footage {
    reader: Reader,
    feed: Feed,
    origin: Origin,
    names: Vec<String>,
    verbs: &'static [&'static str],
    kept: Mutex<Kept>,
}

/// Where more of a replay comes from.
pub enum Feed {
    /// It is complete, or nobody is writing it.
    Still,
    /// A file that somebody may be writing: looked at again and again.
    File,
    /// A match that is being played in this process: its replay's bytes as they are written. Ends with the sender.
    Bytes(Mutex<Receiver<Vec<u8>>>),
    /// A match that is being played elsewhere. Ends with the sender.
    Reels(Mutex<Receiver<Reel>>),
}

/// What comes of a match that is being played elsewhere.
pub enum Reel {
    /// Bytes that follow those that came before.
    More(Vec<u8>),
    /// The same match in other bytes: begun again, or as it is kept when it is over.
    Whole(Box<Reader>),
}

/// What is being watched, for titles and for opening it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What to call it.
    pub title: String,
    /// The file, where there is one.
    pub path: Option<PathBuf>,
}

/// Everything that is known of one tick.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The tick; 0 is the start.
    pub tick: Tick,
    /// The board after it.
    pub frame: Frame,
    /// What happened in it, in the order of the rules' stages.
    pub events: Vec<Event>,
    /// By seat: orders that stood and came to nothing.
    pub failed: Vec<Vec<Note>>,
    /// By seat: orders, drops, fuel, status.
    pub seats: Vec<SeatRecord>,
    /// By seat: log, marks, watches. Empty where the replay was written without.
    pub logs: Vec<SeatLog>,
}

/// Whether a seat sees each cell, row by row.
pub type Sight = Arc<Vec<bool>>;

#[derive(Default)]
struct Kept {
    moments: VecDeque<Arc<Moment>>,
    sights: VecDeque<(Tick, Seat, Sight)>,
}

impl Footage {
    /// Watches a replay.
    ///
    /// # Errors
    /// [`ReplayError::OtherEpoch`] and whatever else keeps this engine from showing its first state.
    pub fn new(reader: Reader, feed: Feed, origin: Origin) -> Result<Footage, ReplayError> {
        let verbs = reader.start()?.verbs();
        let names = unique_names(reader.header().seats.iter().map(|seat| Escaped(&seat.name).to_string()));
        Ok(Footage { reader, feed, origin, names, verbs, kept: Mutex::default() })
    }

    /// Takes in what was written since. `true` when there are new ticks, or the match ended.
    ///
    /// # Errors
    /// As [`Reader::refresh`]; what was there before can still be watched, and nothing more is awaited.
    pub fn poll(&mut self) -> Result<bool, ReplayError> {
        let news = match &mut self.feed {
            Feed::Still => Ok(false),
            Feed::File => self.reader.refresh(),
            Feed::Reels(reels) => {
                let reels = reels.get_mut().unwrap_or_else(PoisonError::into_inner);
                let (reader, kept) = (&mut self.reader, &mut self.kept);
                let taken = match reels.try_recv() {
                    Ok(reel) => Some(change_reel(reader, kept, reel)),
                    Err(TryRecvError::Empty) => Some(Ok(false)),
                    Err(TryRecvError::Disconnected) => None,
                };
                taken.unwrap_or_else(|| {
                    self.feed = Feed::Still;
                    Ok(true)
                })
            }
            Feed::Bytes(bytes) => {
                let bytes = bytes.get_mut().unwrap_or_else(PoisonError::into_inner);
                let (mut taken, mut ended) = (Vec::new(), false);
                while taken.len() < BYTES_PER_POLL {
                    match bytes.try_recv() {
                        Ok(more) => taken.extend_from_slice(&more),
                        Err(TryRecvError::Empty) => break,
                        Err(TryRecvError::Disconnected) => {
                            ended = true;
                            break;
                        }
                    }
                }
                let news = if taken.is_empty() { Ok(false) } else { self.reader.append(&taken) };
                if ended {
                    self.feed = Feed::Still;
                }
                news
            }
        };
        if news.is_err() || self.reader.is_complete() {
            self.feed = Feed::Still;
        }
        news
    }

    /// The replay.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What is being watched.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The bots' names by seat, fit to be shown and told apart.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The words of the verbs that orders count.
    pub fn verbs(&self) -> &'static [&'static str] {
        self.verbs
    }

    /// The last tick that can be shown now.
    pub fn end(&self) -> Tick {
        self.reader.last_tick()
    }

    /// Whether more may come.
    pub fn is_live(&self) -> bool {
        !matches!(self.feed, Feed::Still)
    }

    /// Whether it is a file that somebody may be writing.
    pub fn is_file(&self) -> bool {
        matches!(self.feed, Feed::File)
    }

    /// How the match ended, once it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.reader.outcome()
    }

    /// One tick, kept or played again from the nearest keyframe: at most 64 ticks of the rules, under a millisecond.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn moment(&self, tick: Tick) -> Result<Arc<Moment>, ReplayError> {
        let found = self.kept().moments.iter().find(|moment| moment.tick == tick).cloned();
        if let Some(moment) = found {
            return Ok(moment);
        }
        let moment = Arc::new(self.look_up(tick)?);
        let mut kept = self.kept();
        kept.moments.truncate(KEPT_MOMENTS - 1);
        kept.moments.push_front(moment.clone());
        Ok(moment)
    }

    /// What a seat sees after a tick.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn sight(&self, tick: Tick, seat: Seat) -> Result<Sight, ReplayError> {
        let found = self.kept().sights.iter().find(|(t, s, _)| (*t, *s) == (tick, seat)).map(|s| s.2.clone());
        if let Some(sight) = found {
            return Ok(sight);
        }
        let game = self.reader.game_at(tick)?;
        let frame = game.frame();
        let cells = (0..frame.height).flat_map(|y| (0..frame.width).map(move |x| protocol::Pos::new(x, y)));
        let sight: Sight = Arc::new(cells.map(|at| game.sees(seat, at)).collect());
        let mut kept = self.kept();
        kept.sights.truncate(7);
        kept.sights.push_front((tick, seat, sight.clone()));
        Ok(sight)
    }

    fn look_up(&self, tick: Tick) -> Result<Moment, ReplayError> {
        if self.reader.turns() == 0 {
            // Nothing but the header is there yet.
            let frame = self.reader.start()?.frame();
            return Ok(Moment {
                tick,
                frame,
                events: Vec::new(),
                failed: Vec::new(),
                seats: Vec::new(),
                logs: Vec::new(),
            });
        }
        let mut playback = self.reader.play_from(tick);
        let turns = self.reader.turns();
        let complete = self.reader.is_complete();
        let step = playback.next()?.ok_or(ReplayError::NoSuchTurn { turn: tick, turns, complete })?;
        let logs = if self.reader.has_logs() { self.reader.logs(tick)? } else { Vec::new() };
        Ok(Moment {
            tick,
            frame: step.game.frame(),
            events: step.report.events.clone(),
            failed: step.report.failed.clone(),
            seats: step.record.seats.clone(),
            logs,
        })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // What is kept is only ever a copy.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Goes on with what came. `true` when there are new ticks, or the match ended.
fn change_reel(reader: &mut Reader, kept: &mut Mutex<Kept>, reel: Reel) -> Result<bool, ReplayError> {
    match reel {
        Reel::More(bytes) => reader.append(&bytes),
        Reel::Whole(whole) => {
            let is_news = (reader.turns(), reader.is_complete()) != (whole.turns(), whole.is_complete());
            *reader = *whole;
            // What is kept may lack the logs.
            *kept = Mutex::default();
            Ok(is_news)
        }
    }
}

/// Names with a number behind those that occur more than once.
fn unique_names(names: impl Iterator<Item = String>) -> Vec<String> {
    let names: Vec<String> = names.collect();
    let number = |index: usize| names[..=index].iter().filter(|other| **other == names[index]).count();
    let repeated = |index: usize| names.iter().filter(|other| **other == names[index]).count() > 1;
    let shown = |(index, name): (usize, &String)| match repeated(index) {
        true => format!("{name} {}", number(index)),
        false => name.clone(),
    };
    names.iter().enumerate().map(shown).collect()
}
