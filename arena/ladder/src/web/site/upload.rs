use std::path::Path as FilePath;

use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use battle::Language;

use crate::clock::HOUR_MS;
use crate::pages::upload::{self, Filled, Limits, Quota};
use crate::pages::{BotLink, address};
use crate::store::Player;
use crate::web::App;
use crate::web::api::{Upload, upload as take_in};
use crate::web::body;
use crate::web::site::{Shown, Visit, door, link};
use crate::{Error, limits};

/// The addresses. Forms with a file may be longer than others.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/upload", get(show).post(send))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES + limits::UPLOAD_FRAME_BYTES))
}

async fn show(State(app): State<App>, visit: Visit) -> Shown {
    let player = visit.signed_in()?;
    let view = view(&app, player, None, Filled::default()).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(upload::page(&visit.shell, &view)))
}

async fn view(
    app: &App,
    player: &Player,
    problem: Option<String>,
    filled: Filled,
) -> Result<upload::View, Error> {
    let bots = app.store.bots_of(&player.id).await?;
    let bots: Vec<BotLink> = bots.iter().filter(|bot| bot.withdrawn_ms.is_none()).map(link::bot).collect();
    let (recent, first_ms, stored) = app.store.used_up(&player.id).await?;
    // A bot of a game that no open season plays would never meet anybody.
    let mut games: Vec<String> = Vec::new();
    for season in app.store.seasons().await?.iter().filter(|season| season.closed_ms.is_none()) {
        if !games.contains(&season.game) {
            games.push(season.game.clone());
        }
    }
    games.sort_by_key(|game| game != rules::beacons::NAME);
    let next = (recent >= limits::UPLOADS_AN_HOUR).then(|| link::time(first_ms + HOUR_MS));
    Ok(upload::View {
        quota: Quota {
            uploads_last_hour: link::count(recent),
            next_upload: next,
            bots: u32::try_from(bots.len()).unwrap_or(u32::MAX),
            stored_bytes: stored.unsigned_abs(),
        },
        bots,
        games,
        languages: Language::ALL
            .map(|language| (language.extensions()[0].to_owned(), language.name().to_owned()))
            .to_vec(),
        limits: Limits {
            module_bytes: limits::UPLOAD_BYTES as u64,
            script_bytes: sandbox::Limits::default().script_bytes,
            uploads_per_hour: link::count(limits::UPLOADS_AN_HOUR),
            bots_per_player: link::count(limits::BOTS),
            stored_bytes_per_player: limits::STORED_BYTES.unsigned_abs(),
        },
        problem,
        filled,
    })
}

/// What came with the form.
#[derive(Default)]
struct Sent {
    csrf: String,
    filled: Filled,
    file: Vec<u8>,
    file_name: String,
}

async fn send(State(app): State<App>, visit: Visit, request: Request) -> Shown {
    let player = visit.signed_in()?;
    let (parts, sent) = request.into_parts();
    let most = limits::UPLOAD_BYTES + limits::UPLOAD_FRAME_BYTES;
    let sent = body::check(&parts.headers, sent, most).await.map_err(|error| visit.wrong(error))?;
    let form = Multipart::from_request(Request::from_parts(parts, sent), &app).await.map_err(|error| {
        visit.wrong(Error::refused(
            400,
            "bad_form",
            format!("the form is not ours: {}", error.body_text()),
            "load the page again",
        ))
    })?;
    let place = app.uploads.acquire().await.map_err(|error| visit.wrong(Error::host(error)))?;
    let sent = read(form).await.map_err(|error| visit.wrong(error))?;
    visit.check_form(&sent.csrf)?;
    let taken = take(&app, player, &sent).await;
    drop(place);
    match taken {
        Ok(version) => Ok(Redirect::to(&address::admission(&version)).into_response()),
        Err(error) => {
            let refusal = error.refusal();
            let view = view(&app, player, Some(door::said(&refusal)), sent.filled).await;
            let view = view.map_err(|error| visit.wrong(error))?;
            let mut response =
                (refusal.status(), visit.show(upload::page(&visit.shell, &view))).into_response();
            refusal.mark(&mut response);
            Ok(response)
        }
    }
}

async fn take(app: &App, player: &Player, sent: &Sent) -> Result<String, Error> {
    let name = match sent.filled.bot.as_str() {
        "" => sent.filled.name.clone(),
        bot => crate::web::api::own(app, player, bot).await?.name,
    };
    // What the form says decides; a file's ending decides where the form says nothing.
    let file = match sent.filled.language.as_str() {
        "" => sent.file_name.clone(),
        language => format!("bot.{language}"),
    };
    let asked = Upload {
        game: Some(sent.filled.game.clone()),
        file: Some(file),
        language: Some(sent.filled.written_in.clone()),
        note: Some(sent.filled.version.clone()),
    };
    let version = take_in(app, player, &name, &sent.file, &asked).await?;
    Ok(version.id)
}

async fn read(mut form: Multipart) -> Result<Sent, Error> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                let file = field.file_name().unwrap_or_default();
                sent.file_name =
                    FilePath::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
                sent.file = field.bytes().await.map_err(broken)?.to_vec();
                if sent.file.len() > limits::UPLOAD_BYTES {
                    return Err(body::too_long());
                }
            }
            "csrf" => sent.csrf = text(field).await?,
            "bot" => sent.filled.bot = text(field).await?,
            "name" => sent.filled.name = text(field).await?,
            "language" => sent.filled.language = text(field).await?,
            "version" => sent.filled.version = text(field).await?,
            "game" => sent.filled.game = text(field).await?,
            "written_in" => sent.filled.written_in = text(field).await?,
            _ => {}
        }
    }
    Ok(sent)
}

/// A short text of a form.
async fn text(mut field: Field<'_>) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > limits::FORM_BYTES {
            return Err(body::too_long());
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken(error: axum::extract::multipart::MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => body::too_long(),
        _ => Error::refused(
            400,
            "bad_form",
            format!("the form did not come whole: {}", error.body_text()),
            "send it again",
        ),
    }
}
