use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use serde::Deserialize;

use crate::pages::address;
use crate::web::App;
use crate::web::api::{Challenge, challenge};
use crate::web::site::form::Form;
use crate::web::site::{Shown, Visit};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/challenge", post(send))
}

#[derive(Deserialize)]
struct Challenged {
    csrf: String,
    bot: String,
    opponent: String,
}

async fn send(State(app): State<App>, visit: Visit, Form(form): Form<Challenged>) -> Shown {
    visit.check_form(&form.csrf)?;
    let player = visit.signed_in()?;
    let asked = Challenge { bot: form.bot, opponent: form.opponent, map: None, season: None };
    let contest = challenge(&app, player, &asked).await.map_err(|error| visit.wrong(error))?;
    Ok(Redirect::to(&address::match_page(&contest.id)).into_response())
}
