use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use serde::Deserialize;

use crate::Error;
use crate::pages::address;
use crate::web::App;
use crate::web::api::own;
use crate::web::site::form::Form;
use crate::web::site::{Shown, Visit};

/// The addresses of the forms with which a player changes a bot.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/bots/{bot}/rename", post(rename))
        .route("/bots/{bot}/visibility", post(publish))
        .route("/bots/{bot}/withdraw", post(withdraw))
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
