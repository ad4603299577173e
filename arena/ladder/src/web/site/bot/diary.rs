use crate::Error;
use crate::pages::bot::{Diary, FaultRow, LogRow};
use crate::store::Bot;
use crate::web::App;
use crate::web::site::link;

/// Faults and logs that a bot's page lists.
const ROWS: i64 = 10;

/// How a bot's last matches ended it, and what it wrote in them.
pub(super) async fn of(app: &App, bot: &Bot) -> Result<Diary, Error> {
    let stopped = app.store.stopped_entries(&bot.id, ROWS).await?;
    let mut faults = Vec::new();
    for entry in stopped {
        let contest = app.store.contest(&entry.match_id).await?;
        let word = entry.ending.clone().unwrap_or_default();
        faults.push(FaultRow {
            match_id: entry.match_id.clone(),
            at: link::time(contest.finished_ms.unwrap_or(contest.created_ms)),
            version: link::count(entry.number),
            tick: link::count(entry.stopped.unwrap_or_default()),
            explanation: explanation(&word).to_owned(),
            word,
            last_words: entry.last_words.unwrap_or_default(),
        });
    }
    let contests = app.store.contests_of_bot(&bot.id, 0, ROWS).await?;
    let entries = app.store.entries_of(&contests).await?;
    let mut logs = Vec::new();
    for (contest, entries) in contests.iter().zip(&entries).filter(|(contest, _)| contest.is_finished()) {
        let Some(entry) =
            entries.iter().find(|entry| entry.bot == bot.id && entry.log_bytes.unwrap_or_default() > 0)
        else {
            continue;
        };
        logs.push(LogRow {
            match_id: contest.id.clone(),
            at: link::time(contest.finished_ms.unwrap_or(contest.created_ms)),
            against: entries.iter().filter(|other| other.bot != bot.id).map(link::entry).collect(),
            bytes: entry.log_bytes.unwrap_or_default().unsigned_abs(),
            lost: entry.log_lost.unwrap_or_default().unsigned_abs(),
        });
    }
    Ok(Diary { faults, logs })
}

/// What a way to end means to its author.
fn explanation(word: &str) -> &'static str {
    let fault = protocol::Fault::ALL.iter().find(|fault| fault.word() == word);
    fault.map_or("It ended its process, and idled from there on.", |fault| fault.explanation().trim())
}
