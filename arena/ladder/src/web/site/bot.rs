mod diary;
mod log;
mod settings;
mod source;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

use crate::pages::{BotLink, Rating, address, bot};
use crate::store::{Bot, Player, Season, Standing, Version, VersionState};
use crate::web::App;
use crate::web::site::front::Part;
use crate::web::site::{Shown, Visit, admission, link};
use crate::{Error, limits};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/bots/{bot}", get(show))
        .route("/bots/{bot}/log/{match}", get(log::show))
        .route("/bots/{bot}/source/{number}", get(source::send))
        .merge(settings::routes())
}

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
    let viewer = visit.player.as_ref();
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
        versions: versions.iter().map(|version| version_row(&bot, version, viewer)).collect(),
        matches: link::finished(store, &contests).await?,
        pager: link::pager(address::bot(&bot.id), page, count),
        diary: match bot.shows_logs(viewer) {
            true => Some(diary::of(app, &bot).await?),
            false => None,
        },
        own: match bot.is_of(viewer) {
            true => Some(bot::Own {
                report: match versions.first() {
                    Some(version) => Some(admission::report(app, &bot, version).await?),
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

fn version_row(bot: &Bot, version: &Version, viewer: Option<&Player>) -> bot::Version {
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
        report: bot.shows_reports(viewer).then(|| version.id.clone()),
        source: bot.shows_source(viewer),
        record: link::record(version.wins, version.draws, version.losses),
    }
}
