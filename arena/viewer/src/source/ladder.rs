//! A match of a ladder: waited for, followed while it is played, and fetched when it is over. On a thread of its own.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use client::{Accounts, Heard, Ladder, Live, MatchAddress, Outage, state};
use replay::{Escaped, Reader, ReplayError};
use terminal::exit::Failure;

use super::News;
use super::job::Reporter;
use super::reading::header_title;
use crate::watch::Premiere;
use crate::{Feed, Footage, Origin, Reel};

/// How often a ladder is asked whether a match is over.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// How often it is asked for more of a match: as often as there is more.
const FOLLOW_EVERY: Duration = Duration::from_millis(500);

/// How soon it is noticed that nobody waits any more.
const LISTEN_EVERY: Duration = Duration::from_millis(50);

/// Watches a match of a ladder, while it is played or when it is over.
pub(crate) fn watch(address: &MatchAddress, report: &Reporter) -> Result<(), Failure> {
    let ladder = ladder(address);
    let (mut followed, mut outage) = (Followed::default(), Outage::default());
    loop {
        let (is_watched, mut wait) = (followed.wire.is_some(), FOLLOW_EVERY);
        let doing = |words: String| {
            // What is watched stays as it is until there is more of it.
            if !is_watched {
                report.tell(News::Doing(words));
            }
        };
        match outage.hear(ask(&ladder, address, &followed, report))? {
            Heard::Answer(Now::Shown(live)) => {
                followed.take_in(live, report).map_err(|error| wrong(address, error))?;
            }
            Heard::Answer(Now::Over(whole)) => {
                let whole = Reader::from_bytes(whole);
                return whole
                    .and_then(|whole| followed.end(whole, report))
                    .map_err(|error| wrong(address, error));
            }
            Heard::Answer(Now::Running) => doing(format!("{} begins", short(address))),
            Heard::Answer(Now::Queued) => {
                wait = ASK_EVERY;
                doing(format!("{} waits to be played", short(address)));
            }
            Heard::Silence { is_new } => {
                wait = ASK_EVERY;
                match is_watched && is_new {
                    true => report.tell(News::Said(away(address))),
                    false => doing(away(address)),
                }
            }
        }
        let asked = Instant::now();
        while asked.elapsed() < wait {
            if !report.is_heard() {
                return Ok(());
            }
            std::thread::sleep(LISTEN_EVERY);
        }
    }
}

/// What a ladder says of a match.
enum Now {
    /// It waits to be played.
    Queued,
    /// It is being played, and nothing is to be seen of it at present.
    Running,
    /// More of it is to be seen.
    Shown(Live),
    /// It is over, and this is its replay.
    Over(Vec<u8>),
}

fn ask(
    ladder: &Ladder,
    address: &MatchAddress,
    followed: &Followed,
    report: &Reporter,
) -> Result<Now, Failure> {
    if let Some(live) = ladder.live(&address.id, &followed.take, followed.bytes.len())? {
        return Ok(Now::Shown(live));
    }
    let contest = ladder.contest(&address.id)?;
    match contest.state.as_str() {
        state::FINISHED => {
            if followed.wire.is_none() {
                report.tell(News::Doing(format!("fetching {}", short(address))));
            }
            Ok(Now::Over(ladder.replay(&address.id)?))
        }
        state::QUARANTINED => Err(quarantined(address, contest.problem.as_deref())),
        state::RUNNING => Ok(Now::Running),
        _ => Ok(Now::Queued),
    }
}

/// A match that is followed.
#[derive(Default)]
struct Followed {
    /// What the bytes belong to.
    take: String,
    bytes: Vec<u8>,
    /// Where reels go, once it is watched.
    wire: Option<Sender<Reel>>,
    /// Whether what is watched is this take.
    is_in_step: bool,
    /// Turns that were watched of another one.
    turns: u32,
}

impl Followed {
    /// Hands on what came, or keeps it until there is more of it than of what is watched.
    fn take_in(&mut self, live: Live, report: &Reporter) -> Result<(), ReplayError> {
        if live.take != self.take {
            if self.is_in_step {
                self.turns = Reader::from_bytes(std::mem::take(&mut self.bytes))?.turns();
            }
            (self.take, self.is_in_step) = (live.take, false);
            self.bytes.clear();
        }
        self.bytes.extend_from_slice(&live.bytes);
        if self.is_in_step {
            self.send(Reel::More(live.bytes));
            return Ok(());
        }
        let reader = Reader::from_bytes(self.bytes.clone())?;
        if reader.turns() > self.turns {
            self.is_in_step = true;
            self.show(reader, report)?;
        }
        Ok(())
    }

    /// Hands on the match as it is kept.
    fn end(mut self, whole: Reader, report: &Reporter) -> Result<(), ReplayError> {
        self.show(whole, report)
    }

    /// Shows all of a match, in place of what was shown of it.
    fn show(&mut self, reader: Reader, report: &Reporter) -> Result<(), ReplayError> {
        if self.wire.is_some() {
            self.send(Reel::Whole(Box::new(reader)));
            return Ok(());
        }
        let origin = Origin { title: header_title(&reader), path: None };
        let feed = match reader.is_complete() {
            true => Feed::Still,
            false => {
                let (wire, reels) = mpsc::channel();
                self.wire = Some(wire);
                Feed::Reels(Mutex::new(reels))
            }
        };
        let footage = Footage::new(reader, feed, origin)?;
        report.tell(News::Ready(Box::new(Premiere::new(footage)?)));
        Ok(())
    }

    fn send(&self, reel: Reel) {
        if let Some(wire) = &self.wire {
            // One who no longer watches is noticed soon.
            let _ = wire.send(reel);
        }
    }
}

fn away(address: &MatchAddress) -> String {
    format!("{} does not answer; it is asked again for two minutes", address.ladder)
}

fn quarantined(address: &MatchAddress, problem: Option<&str>) -> Failure {
    let why = problem.unwrap_or("its workers died");
    Failure::input(format!("{address} has no replay: {}", Escaped(why)))
        .code("quarantined")
        .help("whoever runs the ladder can let it be played again")
}

/// The bytes of a match's replay, when it is over. `told` hears what is waited for, and decides whether to go on; `None`
/// where it did not.
pub(crate) fn fetch(
    address: &MatchAddress,
    mut told: impl FnMut(String) -> ControlFlow<()>,
) -> Result<Option<Vec<u8>>, Failure> {
    let (ladder, mut outage) = (ladder(address), Outage::default());
    loop {
        let (doing, is_over) = match outage.hear(ladder.contest(&address.id))? {
            Heard::Answer(contest) => {
                let doing = match contest.state.as_str() {
                    state::FINISHED => format!("fetching {}", short(address)),
                    state::QUARANTINED => return Err(quarantined(address, contest.problem.as_deref())),
                    state::RUNNING => {
                        format!("{} is being played, and is fetched when it is over", short(address))
                    }
                    _ => format!("{} waits to be played, and is fetched when it is over", short(address)),
                };
                (doing, contest.is_over())
            }
            Heard::Silence { .. } => (away(address), false),
        };
        let asked = Instant::now();
        loop {
            if told(doing.clone()).is_break() {
                return Ok(None);
            }
            if is_over {
                return ladder.replay(&address.id).map(Some);
            }
            if asked.elapsed() >= ASK_EVERY {
                break;
            }
            std::thread::sleep(LISTEN_EVERY);
        }
    }
}

/// The ladder, spoken to as whoever signed in there: players see the logs of their own bots.
fn ladder(address: &MatchAddress) -> Ladder {
    let token = std::env::var(client::TOKEN).ok().filter(|token| !token.is_empty());
    // Matches are public: who is not known is shown less.
    let kept =
        || Accounts::read(&Accounts::path().ok()?).ok()?.at(&address.ladder).map(|known| known.token.clone());
    Ladder::new(address.ladder.clone(), token.or_else(kept))
}

/// What it is called on the screen.
pub(crate) fn short(address: &MatchAddress) -> String {
    format!("match {} of {}", &address.id[..12], address.ladder)
}

fn wrong(address: &MatchAddress, error: replay::ReplayError) -> Failure {
    let failure = Failure::from(error);
    match failure {
        Failure::Untold(mut trouble) => {
            trouble.message.insert_str(0, &format!("{address}: "));
            Failure::Untold(trouble)
        }
        told => told,
    }
}
