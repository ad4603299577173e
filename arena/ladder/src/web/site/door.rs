use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::pages::door;
use crate::store::{Player, TokenKind};
use crate::web::App;
use crate::web::api::join;
use crate::web::site::form::Form;
use crate::web::site::{Shown, Visit, account};
use crate::{Error, Refusal};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-up", get(show_sign_up).post(sign_up))
        .route("/sign-in", get(show_sign_in).post(sign_in))
        .route("/sign-out", post(sign_out))
}

#[derive(Deserialize)]
struct Asked {
    invitation: Option<String>,
    next: Option<String>,
}

async fn show_sign_up(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Shown {
    let invitation = asked.invitation.unwrap_or_default();
    let view = door::SignUp { by_invitation: !app.site.open_signup, invitation, ..door::SignUp::default() };
    Ok(visit.show(door::sign_up(&visit.shell, &view)))
}

#[derive(Deserialize)]
struct SignUp {
    name: String,
    invitation: Option<String>,
}

async fn sign_up(State(app): State<App>, mut visit: Visit, Form(form): Form<SignUp>) -> Shown {
    match join(&app, &form.name, form.invitation.as_deref()).await {
        Ok(player) => {
            let joined = welcome(&app, &mut visit, player).await;
            joined.map_err(|error| visit.wrong(error))
        }
        Err(error) => {
            let refusal = error.refusal();
            let view = door::SignUp {
                by_invitation: !app.site.open_signup,
                problem: Some(said(&refusal)),
                name: form.name,
                invitation: form.invitation.unwrap_or_default(),
            };
            Ok((refusal.status(), visit.show(door::sign_up(&visit.shell, &view))).into_response())
        }
    }
}

/// A new player's own page, with a token that is shown this once.
async fn welcome(app: &App, visit: &mut Visit, player: Player) -> Result<Response, Error> {
    let token = app.store.add_token(&player.id, "sign-up", TokenKind::Api).await?;
    let cookie = visit.join(app, player.clone()).await?;
    let view = account::view(app, &player, Some(token.expose().to_owned()), None).await?;
    let mut response = visit.show(crate::pages::account::page(&visit.shell, &view));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn show_sign_in(visit: Visit, Query(asked): Query<Asked>) -> Shown {
    let view = door::SignIn { problem: None, next: asked.next.unwrap_or_default() };
    Ok(visit.show(door::sign_in(&visit.shell, &view)))
}

#[derive(Deserialize)]
struct SignIn {
    token: String,
    next: Option<String>,
}

async fn sign_in(State(app): State<App>, visit: Visit, Form(form): Form<SignIn>) -> Shown {
    let next = form.next.unwrap_or_default();
    let signed_in = async {
        let unknown =
            || Error::refused(401, "bad_token", "this token is not good", "copy all of it, or make another");
        let player = app.store.owner(form.token.trim(), TokenKind::Api).await?.ok_or_else(unknown)?;
        Visit::sign_in(&app, &player, &next).await
    };
    match signed_in.await {
        Ok(response) => Ok(response),
        Err(error) => {
            let refusal = error.refusal();
            let view = door::SignIn { problem: Some(said(&refusal)), next };
            Ok((refusal.status(), visit.show(door::sign_in(&visit.shell, &view))).into_response())
        }
    }
}

#[derive(Deserialize)]
struct SignOut {
    csrf: String,
}

async fn sign_out(State(app): State<App>, visit: Visit, Form(form): Form<SignOut>) -> Shown {
    visit.check_form(&form.csrf)?;
    if let Some(session) = visit.session() {
        app.store.end_session(session).await.map_err(|error| visit.wrong(error))?;
    }
    Ok(Visit::signed_out())
}

pub(super) fn said(refusal: &Refusal) -> String {
    format!("{}; {}", refusal.message, refusal.remedy)
}
