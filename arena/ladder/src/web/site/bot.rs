use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use protocol::Tick;
use replay::Reader;
use serde::Deserialize;

use crate::pages::admission::{Report, Verdict};
use crate::pages::{BotLink, Pager, Rating, address, bot, log};
use crate::store::{Bot, Entry, Season, Standing, Version, VersionState};
use crate::web::App;
use crate::web::api::{Challenge, challenge, own};
use crate::web::site::form::Form;
use crate::web::site::front::Part;
use crate::web::site::{Shown, Visit, link};
use crate::{Error, limits};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/bots/{bot}", get(show))
        .route("/bots/{bot}/log/{match}", get(show_log))
        .route("/bots/{bot}/source/{number}", get(source))
        .route("/bots/{bot}/rename", post(rename))
        .route("/bots/{bot}/visibility", post(publish))
        .route("/bots/{bot}/withdraw", post(withdraw))
        .route("/admissions/{version}", get(show_admission))
        .route("/challenge", post(send_challenge))
}

/// Faults and logs that a bot's page lists.
const DIARY: i64 = 10;

async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Query(part): Query<Part>,
) -> Shown {
    let view = view(&app, &visit, &id, part.page()).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(bot::page(&visit.shell, &view)))
}

/// The season that a bot's page shows: the newest in which it stands, or the newest of its game.
async fn season_of(app: &App, bot: &Bot) -> Result<(Season, Option<Standing>), Error> {
    let seasons: Vec<Season> =
        app.store.seasons().await?.into_iter().filter(|season| season.game == bot.game).collect();
    for season in seasons.iter().rev() {
        if let Some(standing) = app.store.standing(season.id, &bot.id).await? {
            return Ok((season.clone(), Some(standing)));
        }
    }
    let season = seasons
        .into_iter()
        .last()
        .ok_or_else(|| Error::host(format!("there is no season of {}", bot.game)))?;
    Ok((season, None))
}

async fn view(app: &App, visit: &Visit, id: &str, page: i64) -> Result<bot::View, Error> {
    let store = &app.store;
    let bot = store.bot_called(id).await?;
    let is_own = visit.player.as_ref().is_some_and(|player| player.id == bot.player);
    let (season, standing) = season_of(app, &bot).await?;
    let versions = store.versions_of(&bot.id).await?;
    let board = link::ranked(&season, store.leaderboard(season.id).await?);
    let rating_of = |bot: &str| {
        let row = board.iter().find(|(_, row)| row.bot == bot);
        row.map(|(_, row)| Rating { value: row.rating, deviation: row.deviation })
    };
    let records = store.records(season.id, &bot.id).await?;
    let opponents = records.into_iter().map(|record| bot::Opponent {
        rating: rating_of(&record.opponent),
        record: link::record(record.wins, record.draws, record.losses),
        bot: BotLink { id: record.opponent, name: record.opponent_name },
    });
    let history = match &standing {
        Some(standing) => store.rating_history(season.id, &bot.id, standing.matches).await?,
        None => Vec::new(),
    };
    let contests = store.contests_of_bot(&bot.id, (page - 1) * limits::PAGE_ROWS, limits::PAGE_ROWS).await?;
    let count = store.contest_count_of_bot(&bot.id).await?;
    let current = versions.iter().find(|version| Some(&version.id) == bot.current_version.as_ref());
    let challengers = challengers(app, visit, &bot).await?;
    Ok(bot::View {
        bot: link::bot(&bot),
        player: link::owner(&bot),
        language: current.or(versions.first()).map(|version| version.language.clone()).unwrap_or_default(),
        season: link::season(&season),
        rank: board.iter().find(|(_, row)| row.bot == bot.id).and_then(|(rank, _)| *rank),
        rating: standing
            .as_ref()
            .map(|standing| Rating { value: standing.rating, deviation: standing.deviation }),
        record: standing.as_ref().map(|s| link::record(s.wins, s.draws, s.losses)).unwrap_or_default(),
        state: match (&bot.current_version, bot.withdrawn_ms) {
            (_, Some(_)) => bot::State::Withdrawn,
            (None, None) => bot::State::Pending,
            (Some(_), None) => bot::State::Active,
        },
        history: history.into_iter().map(|(value, deviation)| Rating { value, deviation }).collect(),
        opponents: opponents.collect(),
        versions: versions.iter().map(|version| version_row(&bot, version, is_own)).collect(),
        matches: link::finished(store, &contests).await?,
        pager: link::pager(address::bot(&bot.id), page, count),
        diary: match is_own || bot.logs_public != 0 {
            true => Some(diary(app, &bot).await?),
            false => None,
        },
        own: match is_own {
            true => Some(bot::Own {
                report: match versions.first() {
                    Some(version) => Some(report(app, &bot, version).await?),
                    None => None,
                },
                source_public: bot.source_public != 0,
                log_public: bot.logs_public != 0,
            }),
            false => None,
        },
        challengers,
    })
}

/// The visitor's bots that can challenge this one.
async fn challengers(app: &App, visit: &Visit, bot: &Bot) -> Result<Vec<BotLink>, Error> {
    let Some(player) = &visit.player else { return Ok(Vec::new()) };
    let own = app.store.bots_of(&player.id).await?;
    let can = own.iter().filter(|own| own.game == bot.game && own.id != bot.id && own.withdrawn_ms.is_none());
    Ok(can.filter(|own| own.current_version.is_some()).map(link::bot).collect())
}

fn version_row(bot: &Bot, version: &Version, is_own: bool) -> bot::Version {
    bot::Version {
        number: link::count(version.number),
        name: version.note.clone(),
        uploaded: link::time(version.created_ms),
        hash: version.blob.clone(),
        bytes: version.length.unsigned_abs(),
        current: Some(&version.id) == bot.current_version.as_ref(),
        admission: match version.refused() {
            Some(refused) => bot::Admitted::No(refused.code),
            None if version.state == VersionState::Admitted.word() => bot::Admitted::Yes,
            None => bot::Admitted::Pending,
        },
        report: is_own.then(|| version.id.clone()),
        source: is_own || bot.source_public != 0,
        record: link::record(version.wins, version.draws, version.losses),
    }
}

async fn diary(app: &App, bot: &Bot) -> Result<bot::Diary, Error> {
    let stopped = app.store.stopped_entries(&bot.id, DIARY).await?;
    let mut faults = Vec::new();
    for entry in stopped {
        let contest = app.store.contest(&entry.match_id).await?;
        let word = entry.ending.clone().unwrap_or_default();
        faults.push(bot::FaultRow {
            match_id: entry.match_id.clone(),
            at: link::time(contest.finished_ms.unwrap_or(contest.created_ms)),
            version: link::count(entry.number),
            tick: link::count(entry.stopped.unwrap_or_default()),
            explanation: explanation(&word).to_owned(),
            word,
            last_words: entry.last_words.unwrap_or_default(),
        });
    }
    let contests = app.store.contests_of_bot(&bot.id, 0, DIARY).await?;
    let entries = app.store.entries_of(&contests).await?;
    let mut logs = Vec::new();
    for (contest, entries) in contests.iter().zip(&entries).filter(|(contest, _)| contest.is_finished()) {
        let Some(entry) =
            entries.iter().find(|entry| entry.bot == bot.id && entry.log_bytes.unwrap_or_default() > 0)
        else {
            continue;
        };
        logs.push(bot::LogRow {
            match_id: contest.id.clone(),
            at: link::time(contest.finished_ms.unwrap_or(contest.created_ms)),
            against: entries.iter().filter(|other| other.bot != bot.id).map(link::entry).collect(),
            bytes: entry.log_bytes.unwrap_or_default().unsigned_abs(),
            lost: entry.log_lost.unwrap_or_default().unsigned_abs(),
        });
    }
    Ok(bot::Diary { faults, logs })
}

/// What a way to end means to its author.
fn explanation(word: &str) -> &'static str {
    let fault = protocol::Fault::ALL.iter().find(|fault| fault.word() == word);
    fault.map_or("It ended its process, and idled from there on.", |fault| fault.explanation().trim())
}

async fn show_log(
    State(app): State<App>,
    visit: Visit,
    Path((bot, contest)): Path<(String, String)>,
    Query(part): Query<Part>,
) -> Shown {
    let view =
        log_view(&app, &visit, &bot, &contest, part.page()).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(log::page(&visit.shell, &view)))
}

/// Ticks of a log on one page.
const LOG_TICKS: usize = 100;

async fn log_view(app: &App, visit: &Visit, bot: &str, contest: &str, page: i64) -> Result<log::View, Error> {
    let bot = app.store.bot_called(bot).await?;
    let is_own = visit.player.as_ref().is_some_and(|player| player.id == bot.player);
    if !is_own && bot.logs_public == 0 {
        return Err(Error::refused(
            403,
            "not_public",
            "the logs of this bot are not public",
            "ask its player",
        ));
    }
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

async fn source(State(app): State<App>, visit: Visit, Path((bot, number)): Path<(String, i64)>) -> Shown {
    let file = async {
        let bot = app.store.bot_called(&bot).await?;
        let is_own = visit.player.as_ref().is_some_and(|player| player.id == bot.player || player.is_admin());
        if !is_own && bot.source_public == 0 {
            return Err(Error::refused(
                403,
                "not_public",
                "the source of this bot is not public",
                "ask its player",
            ));
        }
        let versions = app.store.versions_of(&bot.id).await?;
        let version = versions.into_iter().find(|version| version.number == number);
        let version = version.ok_or_else(|| Error::missing("version", &number.to_string()))?;
        let ending = version.script_language().map_or("wasm", |language| language.extensions()[0]);
        let name = format!("attachment; filename=\"{}-{number}.{ending}\"", bot.id);
        Ok((name, app.store.blob(&version.blob).await?))
    };
    let (name, bytes) = file.await.map_err(|error| visit.wrong(error))?;
    let kind =
        [(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((kind, bytes).into_response())
}

#[derive(Deserialize)]
struct Rename {
    csrf: String,
    name: String,
}

async fn rename(
    State(app): State<App>,
    visit: Visit,
    Path(bot): Path<String>,
    Form(form): Form<Rename>,
) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let done = async { app.store.rename_bot(&own(&app, player, &bot).await?, &form.name).await };
    done.await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(&address::bot(&bot)).into_response())
}

#[derive(Deserialize)]
struct Publish {
    csrf: String,
    source: Option<String>,
    log: Option<String>,
}

async fn publish(
    State(app): State<App>,
    visit: Visit,
    Path(bot): Path<String>,
    Form(form): Form<Publish>,
) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let done = async {
        let bot = own(&app, player, &bot).await?;
        app.store.publish_bot(&bot, form.source.is_some(), form.log.is_some()).await
    };
    done.await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(&address::bot(&bot)).into_response())
}

#[derive(Deserialize)]
struct Withdraw {
    csrf: String,
    confirm: String,
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(bot): Path<String>,
    Form(form): Form<Withdraw>,
) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let done = async {
        let bot = own(&app, player, &bot).await?;
        match form.confirm.trim() == bot.name {
            true => app.store.withdraw_bot(&bot).await,
            false => Err(Error::refused(
                422,
                "not_confirmed",
                "what you typed is not the bot's name",
                "type it exactly",
            )),
        }
    };
    done.await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(&address::bot(&bot)).into_response())
}

async fn show_admission(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let report = async {
        let version = app.store.version(&id).await?;
        let bot = app.store.bot(&version.bot).await?;
        let is_own = visit.player.as_ref().is_some_and(|player| player.id == bot.player || player.is_admin());
        match is_own {
            true => report(&app, &bot, &version).await,
            false => Err(Error::refused(
                403,
                "not_yours",
                "this report is for the bot's player",
                "sign in as its player",
            )),
        }
    };
    let report = report.await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(crate::pages::admission::page(&visit.shell, &report)))
}

pub(super) async fn report(app: &App, bot: &Bot, version: &Version) -> Result<Report, Error> {
    let mut facts = vec![match version.script_language() {
        Some(language) => ("Kind".to_owned(), format!("{language} script")),
        None => ("Kind".to_owned(), "WebAssembly module".to_owned()),
    }];
    if let Some(checked) = version.checked_ms {
        facts
            .push(("Looked into within".to_owned(), format!("{} ms", (checked - version.created_ms).max(0))));
    }
    let verdict = match version.refused() {
        Some(refused) if refused.code == "worker_lost" => Verdict::Broken { why: refused.detail },
        Some(refused) => {
            Verdict::Refused { code: refused.code, detail: refused.detail, remedy: refused.explanation }
        }
        None if version.state == VersionState::Admitted.word() => Verdict::Passed,
        None => Verdict::Pending,
    };
    Ok(Report {
        id: version.id.clone(),
        bot: link::bot(bot),
        version: link::count(version.number),
        uploaded: link::time(version.created_ms),
        hash: version.blob.clone(),
        bytes: version.length.unsigned_abs(),
        facts,
        verdict,
        known: app.store.is_known(version).await?,
    })
}

#[derive(Deserialize)]
struct Challenged {
    csrf: String,
    bot: String,
    opponent: String,
}

async fn send_challenge(State(app): State<App>, visit: Visit, Form(form): Form<Challenged>) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let asked = Challenge { bot: form.bot, opponent: form.opponent, map: None, season: None };
    let contest = challenge(&app, player, &asked).await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(&address::match_page(&contest.id)).into_response())
}
