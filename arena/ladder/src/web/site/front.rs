use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use serde::Deserialize;

use crate::pages::{about, address, api, front, leaderboard, matches, player, seasons};
use crate::store::{Ranked, Season};
use crate::web::App;
use crate::web::api::document;
use crate::web::site::{Shown, Visit, link};
use crate::{Error, limits};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show_front))
        .route("/leaderboard", get(show_leaderboard))
        .route("/matches", get(show_matches))
        .route("/players/{player}", get(show_player))
        .route("/seasons", get(show_seasons))
        .route("/api", get(show_api))
        .route("/about", get(show_about))
}

/// Rows of the front page's leaderboard, and of its matches.
const TOP: usize = 10;

async fn show_front(State(app): State<App>, visit: Visit) -> Shown {
    let view = front_view(&app, &visit).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(front::page(&visit.shell, &view)))
}

async fn front_view(app: &App, visit: &Visit) -> Result<front::View, Error> {
    let season = link::present_season(&app.store).await?;
    let board = link::ranked(&season, app.store.leaderboard(season.id).await?);
    let bots = board.len() as u64;
    let top = &board[..board.len().min(TOP)];
    let finished = app.store.finished(0, TOP as i64).await?;
    Ok(front::View {
        season: link::season(&season),
        top: link::rows(&app.store, &season, top, visit.player.as_ref()).await?,
        live: link::live(app).await?,
        finished: link::finished(&app.store, &finished).await?,
        bots,
        matches: u64::from(link::count(app.store.finished_count(None).await?)),
    })
}

/// Which part of which list.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    season: Option<i64>,
    page: Option<i64>,
}

impl Part {
    /// From 1.
    pub(super) fn page(&self) -> i64 {
        self.page.unwrap_or(1).clamp(1, 1_000_000)
    }
}

async fn show_leaderboard(State(app): State<App>, visit: Visit, Query(part): Query<Part>) -> Shown {
    let view = leaderboard_view(&app, &visit, &part).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(leaderboard::page(&visit.shell, &view)))
}

async fn leaderboard_view(app: &App, visit: &Visit, part: &Part) -> Result<leaderboard::View, Error> {
    let season = match part.season {
        Some(id) => app.store.season(id).await?,
        None => link::present_season(&app.store).await?,
    };
    let board = link::ranked(&season, app.store.leaderboard(season.id).await?);
    let bots = board.iter().filter(|(rank, _)| rank.is_some()).count() as u64;
    let rows: Vec<(Option<u32>, Ranked)> = part_of(&board, part.page());
    let mut seasons: Vec<Season> = app.store.seasons().await?;
    seasons.reverse();
    let season_link = link::season(&season);
    Ok(leaderboard::View {
        rows: link::rows(&app.store, &season, &rows, visit.player.as_ref()).await?,
        pager: link::pager(address::leaderboard(&season_link.id), part.page(), board.len() as i64),
        season: season_link,
        seasons: seasons.iter().map(link::season).collect(),
        bots,
        matches: u64::from(link::count(app.store.finished_count(Some(season.id)).await?)),
    })
}

fn part_of<T: Clone>(all: &[T], page: i64) -> Vec<T> {
    let rows = limits::PAGE_ROWS as usize;
    all.chunks(rows).nth(page as usize - 1).unwrap_or_default().to_vec()
}

async fn show_matches(State(app): State<App>, visit: Visit, Query(part): Query<Part>) -> Shown {
    let view = async {
        let contests = app.store.finished((part.page() - 1) * limits::PAGE_ROWS, limits::PAGE_ROWS).await?;
        let rows = app.store.finished_count(None).await?;
        Ok(matches::View {
            live: link::live(&app).await?,
            finished: link::finished(&app.store, &contests).await?,
            pager: link::pager(address::MATCHES.to_owned(), part.page(), rows),
        })
    };
    let view = view.await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(matches::page(&visit.shell, &view)))
}

async fn show_player(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let view = async {
        let player = app.store.player(&id).await?;
        let season = link::present_season(&app.store).await?;
        let board = link::ranked(&season, app.store.leaderboard(season.id).await?);
        let own: Vec<_> = board.into_iter().filter(|(_, row)| row.player == player.id).collect();
        Ok(player::View {
            joined: link::time(player.created_ms),
            bots: link::rows(&app.store, &season, &own, visit.player.as_ref()).await?,
            player: link::player(&player),
        })
    };
    let view = view.await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(player::page(&visit.shell, &view)))
}

async fn show_seasons(State(app): State<App>, visit: Visit) -> Shown {
    let view = seasons_view(&app).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(seasons::page(&visit.shell, &view)))
}

/// Rounds of each season that are listed.
const ROUNDS: i64 = 20;

async fn seasons_view(app: &App) -> Result<seasons::View, Error> {
    let mut shown = Vec::new();
    for season in app.store.seasons().await?.iter().rev() {
        let rounds = app.store.rounds(season.id, ROUNDS).await?;
        let rounds = rounds.into_iter().map(|round| seasons::Round {
            number: link::count(round.number),
            opened: link::time(round.opened_ms),
            commitment: round.commitment,
            secret: round.revealed_ms.map(|_| round.secret),
        });
        let leader = app.store.leaderboard(season.id).await?.into_iter().next();
        shown.push(seasons::Season {
            season: link::season(season),
            epoch: link::count(season.epoch),
            began: link::time(season.created_ms),
            ended: season.closed_ms.map(link::time),
            matches: u64::from(link::count(app.store.finished_count(Some(season.id)).await?)),
            leader: leader.map(|row| crate::pages::BotLink { id: row.bot, name: row.bot_name }),
            rounds: rounds.collect(),
            parameters: season.ruleset.clone(),
        });
    }
    Ok(seasons::View { seasons: shown })
}

async fn show_api(visit: Visit) -> Shown {
    let document = serde_json::to_value(document()).map_err(|error| visit.wrong(Error::host(error)))?;
    Ok(visit.show(api::page(&visit.shell, &document)))
}

async fn show_about(State(app): State<App>, visit: Visit) -> Shown {
    let view = async {
        let season = link::present_season(&app.store).await?;
        let example = app.store.finished(0, 1).await?.into_iter().next();
        Ok(about::View {
            epoch: rules::EPOCH,
            spot_check_every: limits::SPOT_CHECK_EVERY,
            ranked_deviation: link::ranked_deviation(&season),
            example: example.map(|contest| contest.id),
        })
    };
    let view = view.await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(about::page(&visit.shell, &view)))
}
