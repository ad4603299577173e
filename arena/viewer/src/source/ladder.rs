//! A match of a ladder: waited for until it is over, then fetched. On a thread of its own.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use client::{Accounts, Ladder, MatchAddress, state};
use replay::{Escaped, Reader};
use terminal::exit::Failure;

use super::News;
use super::job::Reporter;
use super::reading::header_title;
use crate::watch::Premiere;
use crate::{Feed, Footage, Origin};

/// How often a ladder is asked whether a match is over.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// How soon it is noticed that nobody waits any more.
const LISTEN_EVERY: Duration = Duration::from_millis(50);

/// Watches a match of a ladder, as soon as it is over.
pub(crate) fn watch(address: &MatchAddress, report: &Reporter) -> Result<(), Failure> {
    let is_heard = || match report.is_heard() {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    let fetched = fetch(address, |doing| {
        report.tell(News::Doing(doing));
        is_heard()
    })?;
    let Some(bytes) = fetched else { return Ok(()) };
    let wrong = |error| wrong(address, error);
    let reader = Reader::from_bytes(bytes).map_err(wrong)?;
    let origin = Origin { title: header_title(&reader), path: None };
    let footage = Footage::new(reader, Feed::Still, origin).map_err(wrong)?;
    report.tell(News::Ready(Box::new(Premiere::new(footage).map_err(wrong)?)));
    Ok(())
}

/// The bytes of a match's replay, when it is over. `told` hears what is waited for, and decides whether to go on; `None`
/// where it did not.
pub(crate) fn fetch(
    address: &MatchAddress,
    mut told: impl FnMut(String) -> ControlFlow<()>,
) -> Result<Option<Vec<u8>>, Failure> {
    let ladder = ladder(address);
    loop {
        let contest = ladder.contest(&address.id)?;
        let doing = match contest.state.as_str() {
            state::FINISHED => format!("fetching {}", short(address)),
            state::QUARANTINED => {
                let why = contest.problem.as_deref().unwrap_or("its workers died");
                return Err(Failure::input(format!("{address} has no replay: {}", Escaped(why)))
                    .code("quarantined")
                    .help("whoever runs the ladder can let it be played again"));
            }
            state::RUNNING => format!("{} is being played, and begins here when it is over", short(address)),
            _ => format!("{} waits to be played, and begins here when it is over", short(address)),
        };
        let is_over = contest.is_over();
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
