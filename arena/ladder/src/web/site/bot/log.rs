use axum::extract::{Path, Query, State};
use protocol::Tick;
use replay::Reader;

use crate::pages::{Pager, address, log};
use crate::store::Entry;
use crate::web::App;
use crate::web::site::front::Part;
use crate::web::site::{Shown, Visit, link};
use crate::{Error, limits};

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((bot, contest)): Path<(String, String)>,
    Query(part): Query<Part>,
) -> Shown {
    let view = view(&app, &visit, &bot, &contest, part.page()).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(log::page(&visit.shell, &view)))
}

/// Ticks of a log on one page.
const LOG_TICKS: usize = 100;

async fn view(app: &App, visit: &Visit, bot: &str, contest: &str, page: i64) -> Result<log::View, Error> {
    let bot = app.store.bot_called(bot).await?;
    bot.check_logs(visit.player.as_ref())?;
    let contest = app.store.contest(contest).await?;
    let seats: Vec<Entry> =
        app.store.entries(&contest.id).await?.into_iter().filter(|entry| entry.bot == bot.id).collect();
    let replay = contest.replay.as_deref().filter(|_| !seats.is_empty());
    let replay = replay.ok_or_else(|| Error::missing("log of this bot in match", &contest.id))?;
    let reader = Reader::from_bytes(app.store.blob(replay).await?).map_err(Error::host)?;
    let seats: Vec<usize> = seats.iter().filter_map(|entry| usize::try_from(entry.seat).ok()).collect();
    let entries = tokio::task::spawn_blocking(move || said(&reader, &seats)).await.map_err(Error::host)??;
    let pages = entries.len().div_ceil(LOG_TICKS).max(1);
    let shown = entries.chunks(LOG_TICKS).nth(page as usize - 1).unwrap_or_default().to_vec();
    let path = address::bot_log(&bot.id, &contest.id);
    Ok(log::View {
        bot: link::bot(&bot),
        match_id: contest.id,
        entries: shown,
        pager: Pager { page: link::count(page), pages: u32::try_from(pages).unwrap_or(u32::MAX), path },
    })
}

/// What a bot wrote, by tick, as much of it as is shown at once.
fn said(reader: &Reader, seats: &[usize]) -> Result<Vec<log::Entry>, Error> {
    let mut entries = Vec::new();
    let mut room = limits::LOG_BYTES;
    for turn in 0..reader.turns() {
        for log in reader
            .logs(Tick(turn))
            .map_err(Error::host)?
            .iter()
            .enumerate()
            .filter(|(seat, _)| seats.contains(seat))
        {
            let (_, log) = log;
            if log.stderr.is_empty() && log.lost == 0 {
                continue;
            }
            let shown = &log.stderr[..log.stderr.len().min(room)];
            room -= shown.len();
            let lost = log.lost + (log.stderr.len() - shown.len()) as u64;
            entries.push(log::Entry { tick: turn, text: String::from_utf8_lossy(shown).into_owned(), lost });
        }
    }
    Ok(entries)
}
