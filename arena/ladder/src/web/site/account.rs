use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::Error;
use crate::pages::{Rating, account, address};
use crate::store::{Bot, Player, TokenKind, VersionState};
use crate::web::App;
use crate::web::site::form::Form;
use crate::web::site::{Shown, Visit, door, link};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/tokens", post(make_token))
        .route("/account/tokens/{token}/revoke", post(revoke))
}

async fn show(State(app): State<App>, visit: Visit) -> Shown {
    let player = visit.signed_in()?;
    let view = view(&app, player, None, None).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(account::page(&visit.shell, &view)))
}

pub(super) async fn view(
    app: &App,
    player: &Player,
    fresh: Option<String>,
    problem: Option<String>,
) -> Result<account::View, Error> {
    let tokens = app.store.tokens(&player.id).await?;
    let tokens = tokens.into_iter().map(|token| account::Token {
        id: token.id,
        name: token.name,
        made: link::time(token.created_ms),
        used: token.used_ms.map(link::time),
        current: false,
    });
    let season = link::present_season(&app.store).await?;
    let board = link::ranked(&season, app.store.leaderboard(season.id).await?);
    let mut bots = Vec::new();
    for bot in app.store.bots_of(&player.id).await? {
        let row = board.iter().find(|(_, row)| row.bot == bot.id);
        let versions = app.store.versions_of(&bot.id).await?;
        bots.push(account::Bot {
            bot: link::bot(&bot),
            version: link::count(versions.first().map_or(0, |version| version.number)),
            rank: row.and_then(|(rank, _)| *rank),
            rating: row.map(|(_, row)| Rating { value: row.rating, deviation: row.deviation }),
            state: state(&bot, versions.first().map(|version| version.state.as_str())).to_owned(),
            source_public: bot.source_public != 0,
            log_public: bot.logs_public != 0,
        });
    }
    Ok(account::View { tokens: tokens.collect(), fresh, bots, problem })
}

fn state(bot: &Bot, last: Option<&str>) -> &'static str {
    match (bot.withdrawn_ms, &bot.current_version, last) {
        (Some(_), _, _) => "withdrawn",
        (None, _, Some(state)) if state == VersionState::Checking.word() => "being checked",
        (None, Some(_), _) => "plays",
        (None, None, Some(state)) if state == VersionState::Refused.word() => "refused",
        (None, None, _) => "nothing uploaded",
    }
}

#[derive(Deserialize)]
struct NewToken {
    csrf: String,
    name: String,
}

async fn make_token(State(app): State<App>, visit: Visit, Form(form): Form<NewToken>) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let made = app.store.add_token(&player.id, &form.name, TokenKind::Api).await;
    let (fresh, problem) = match &made {
        Ok(secret) => (Some(secret.expose().to_owned()), None),
        Err(error) => (None, Some(door::said(&error.refusal()))),
    };
    let view = view(&app, player, fresh, problem).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(account::page(&visit.shell, &view)))
}

#[derive(Deserialize)]
struct Revoke {
    csrf: String,
}

async fn revoke(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<Revoke>,
) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    app.store.revoke_token(&player.id, &token).await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(address::ACCOUNT).into_response())
}
