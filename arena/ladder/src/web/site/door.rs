use axum::Router;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::Deserialize;

use crate::pages::door;
use crate::store::TokenKind;
use crate::web::App;
use crate::web::api::join;
use crate::web::site::form::Form;
use crate::web::site::{Shown, Visit};
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

async fn sign_up(State(app): State<App>, visit: Visit, Form(form): Form<SignUp>) -> Shown {
    let joined = async {
        let player = join(&app, &form.name, form.invitation.as_deref()).await?;
        Visit::sign_in(&app, &player, "/account?new").await
    };
    match joined.await {
        Ok(response) => Ok(response),
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
