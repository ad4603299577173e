use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use crate::Error;
use crate::web::App;
use crate::web::site::{Shown, Visit};

/// What was uploaded as a version, for who may have it.
pub(super) async fn send(
    State(app): State<App>,
    visit: Visit,
    Path((bot, number)): Path<(String, i64)>,
) -> Shown {
    let file = async {
        let bot = app.store.bot_called(&bot).await?;
        bot.check_source(visit.player.as_ref())?;
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
