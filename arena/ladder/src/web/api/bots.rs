use std::path::Path as FilePath;

use axum::body::Body as Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use battle::{Language, Submission};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::jobs::Job;
use crate::store::{Bot, Player, Version};
use crate::web::App;
use crate::web::api::document::Body;
use crate::web::body;
use crate::web::caller::Caller;
use crate::{Error, limits};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/bots", get(bots))
        .route("/api/v1/bots/{bot}", get(bot))
        .route("/api/v1/bots/{bot}/versions", post(upload_version))
        .route("/api/v1/bots/{bot}/rename", post(rename))
        .route("/api/v1/bots/{bot}/publish", post(publish))
        .route("/api/v1/bots/{bot}/withdraw", post(withdraw))
        .route("/api/v1/versions/{version}", get(version))
        .route("/api/v1/versions/{version}/source", get(source))
}

/// A bot.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BotView {
    /// Opaque.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its player's name.
    pub(crate) player: String,
    /// The game that it plays.
    pub(crate) game: String,
    /// The version that plays now.
    pub(crate) current_version: Option<String>,
    /// Whether everybody may download its versions.
    pub(crate) source_public: bool,
    /// Whether everybody may read its logs.
    pub(crate) logs_public: bool,
    /// Whether it plays no more.
    pub(crate) withdrawn: bool,
    /// Its versions, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) versions: Vec<VersionView>,
}

/// A version of a bot.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionView {
    /// Opaque.
    pub(crate) id: String,
    /// Its bot.
    pub(crate) bot: String,
    /// 1 is the first.
    pub(crate) number: i64,
    /// `checking`, `admitted` or `refused`.
    pub(crate) state: String,
    /// What its author says of it.
    pub(crate) note: String,
    /// The language it is written in.
    pub(crate) language: String,
    /// BLAKE3 of what was uploaded.
    pub(crate) blake3: String,
    /// Its length.
    pub(crate) bytes: i64,
    /// Why it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<RefusalView>,
}

/// Why a version is refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalView {
    /// The stable word of the rule.
    #[schema(example = "too_large")]
    pub(crate) code: String,
    /// What breaks it, and where.
    pub(crate) detail: String,
    /// What the rule is, and what to do.
    pub(crate) explanation: String,
}

/// What is said of an upload in its address.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub(crate) struct Upload {
    /// `beacons` where nothing is said.
    pub(crate) game: Option<String>,
    /// The file's name: `.js`, `.lua` and `.py` are scripts, everything else is a module.
    pub(crate) file: Option<String>,
    /// The language it is written in, for people.
    pub(crate) language: Option<String>,
    /// What is new in it.
    pub(crate) note: Option<String>,
}

impl VersionView {
    pub(crate) fn new(version: &Version) -> VersionView {
        let refusal = version.refused().map(|refused| RefusalView {
            code: refused.code,
            detail: refused.detail,
            explanation: refused.explanation,
        });
        VersionView {
            id: version.id.clone(),
            bot: version.bot.clone(),
            number: version.number,
            state: version.state.clone(),
            note: version.note.clone(),
            language: version.language.clone(),
            blake3: version.blob.clone(),
            bytes: version.length,
            refusal,
        }
    }
}

impl BotView {
    fn new(bot: &Bot, versions: &[Version]) -> BotView {
        BotView {
            id: bot.id.clone(),
            name: bot.name.clone(),
            player: bot.player_name.clone(),
            game: bot.game.clone(),
            current_version: bot.current_version.clone(),
            source_public: bot.source_public != 0,
            logs_public: bot.logs_public != 0,
            withdrawn: bot.withdrawn_ms.is_some(),
            versions: versions.iter().map(VersionView::new).collect(),
        }
    }
}

/// Takes in an upload and hands it to whoever looks into it.
///
/// # Errors
/// It is too long, a quota, a name that cannot be had; the database's.
pub(crate) async fn upload(
    app: &App,
    player: &Player,
    name: &str,
    bytes: &[u8],
    asked: &Upload,
) -> Result<Version, Error> {
    app.check_room()?;
    let game = asked.game.as_deref().filter(|game| !game.is_empty()).unwrap_or(rules::beacons::NAME);
    if battle::Ruleset::bundled(game).is_err() {
        return Err(Error::refused(
            422,
            "unknown_game",
            "there is no such game",
            "choose `beacons` or `rumble`",
        ));
    }
    if bytes.is_empty() {
        return Err(Error::refused(
            422,
            "empty",
            "the upload is empty",
            "send the module or the script as the body",
        ));
    }
    let script = asked.file.as_deref().and_then(|file| Language::of_file(FilePath::new(file)));
    let language = asked.language.as_deref().filter(|language| !language.is_empty());
    let language = language.unwrap_or_else(|| script.map_or("", Language::name));
    let bot = app.store.bot_of(player, name, game).await?;
    let submission = Submission { bytes, script };
    let version = app
        .store
        .add_version(player, &bot, submission, language, asked.note.as_deref().unwrap_or_default())
        .await?;
    let job = Job::Admit(version.id.clone());
    match app.store.versions_waiting().await? - limits::ADMISSIONS_AHEAD {
        many @ 1.. => app.queue.push_in_turn(job, (many * limits::MATCHES_AN_ADMISSION) as u64).await?,
        _ => app.queue.push(job).await?,
    }
    tracing::info!(
        player = player.name,
        bot = bot.name,
        version = version.number,
        bytes = bytes.len(),
        "uploaded"
    );
    Ok(version)
}

/// Upload a version. It is looked into at once, and takes over at the bot's next match.
#[utoipa::path(post, path = "/api/v1/bots/{bot}/versions", tag = "bots", security(("token" = [])),
    params(("bot" = String, Path, description = "the bot's name; a new one makes a new bot"), Upload),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "the module or the script, at most 4 MiB"),
    responses(
        (status = 202, body = VersionView), (status = 401, description = "no token, or one that is not good"),
        (status = 409, description = "the name is somebody else's, or the bot was withdrawn"),
        (status = 413, description = "longer than 4 MiB"), (status = 415, description = "packed"),
        (status = 422, description = "empty, or a name that cannot be used"),
        (status = 429, description = "60 uploads an hour, 10 that wait for admission"),
        (status = 507, description = "the ladder's disk is full"),
    ))]
pub(super) async fn upload_version(
    State(app): State<App>,
    Caller(player): Caller,
    Path(name): Path<String>,
    Query(asked): Query<Upload>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<VersionView>), Error> {
    let bytes = body::read(&app, &headers, body, limits::UPLOAD_BYTES).await?;
    let version = upload(&app, &player, &name, &bytes, &asked).await?;
    Ok((StatusCode::ACCEPTED, Json(VersionView::new(&version))))
}

/// Your bots.
#[utoipa::path(get, path = "/api/v1/bots", tag = "bots", security(("token" = [])), responses((status = 200, body = Vec<BotView>)))]
pub(super) async fn bots(
    State(app): State<App>,
    Caller(player): Caller,
) -> Result<Json<Vec<BotView>>, Error> {
    let bots = app.store.bots_of(&player.id).await?;
    Ok(Json(bots.iter().map(|bot| BotView::new(bot, &[])).collect()))
}

/// A bot, by its id or its name.
#[utoipa::path(get, path = "/api/v1/bots/{bot}", tag = "bots", params(("bot" = String, Path, description = "id or name")),
    responses((status = 200, body = BotView), (status = 404, description = "there is none")))]
pub(super) async fn bot(State(app): State<App>, Path(bot): Path<String>) -> Result<Json<BotView>, Error> {
    let bot = app.store.bot_called(&bot).await?;
    let versions = app.store.versions_of(&bot.id).await?;
    Ok(Json(BotView::new(&bot, &versions)))
}

/// The player's own bot.
///
/// # Errors
/// There is none, or it is somebody else's; the database's.
pub(crate) async fn own(app: &App, player: &Player, bot: &str) -> Result<Bot, Error> {
    let bot = app.store.bot_called(bot).await?;
    match bot.player == player.id {
        true => Ok(bot),
        false => Err(Error::refused(
            403,
            "not_yours",
            format!("{} is not yours", bot.name),
            "name one of your bots",
        )),
    }
}

/// A bot's new name.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Rename {
    name: String,
}

/// Rename a bot.
#[utoipa::path(post, path = "/api/v1/bots/{bot}/rename", tag = "bots", security(("token" = [])), params(("bot" = String, Path)),
    request_body = Rename, responses((status = 204), (status = 403, description = "it is not yours")))]
pub(super) async fn rename(
    State(app): State<App>,
    Caller(player): Caller,
    Path(bot): Path<String>,
    Body(asked): Body<Rename>,
) -> Result<StatusCode, Error> {
    app.store.rename_bot(&own(&app, &player, &bot).await?, &asked.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What everybody may see of a bot.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Publish {
    source: bool,
    logs: bool,
}

/// Make a bot's source or logs public, or private again.
#[utoipa::path(post, path = "/api/v1/bots/{bot}/publish", tag = "bots", security(("token" = [])), params(("bot" = String, Path)),
    request_body = Publish, responses((status = 204), (status = 403, description = "it is not yours")))]
pub(super) async fn publish(
    State(app): State<App>,
    Caller(player): Caller,
    Path(bot): Path<String>,
    Body(asked): Body<Publish>,
) -> Result<StatusCode, Error> {
    app.store.publish_bot(&own(&app, &player, &bot).await?, asked.source, asked.logs).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraw a bot: it plays no more, and what it has played stays.
#[utoipa::path(post, path = "/api/v1/bots/{bot}/withdraw", tag = "bots", security(("token" = [])), params(("bot" = String, Path)),
    responses((status = 204), (status = 403, description = "it is not yours")))]
pub(super) async fn withdraw(
    State(app): State<App>,
    Caller(player): Caller,
    Path(bot): Path<String>,
) -> Result<StatusCode, Error> {
    app.store.withdraw_bot(&own(&app, &player, &bot).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A version, with the report of its admission.
#[utoipa::path(get, path = "/api/v1/versions/{version}", tag = "bots", params(("version" = String, Path)),
    responses((status = 200, body = VersionView), (status = 404, description = "there is none")))]
pub(super) async fn version(
    State(app): State<App>,
    Path(version): Path<String>,
) -> Result<Json<VersionView>, Error> {
    Ok(Json(VersionView::new(&app.store.version(&version).await?)))
}

/// What was uploaded, for its owner, or for everybody where the bot's source is public.
#[utoipa::path(get, path = "/api/v1/versions/{version}/source", tag = "bots", params(("version" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 403, description = "it is not public")))]
pub(super) async fn source(
    State(app): State<App>,
    caller: Result<Caller, Error>,
    Path(version): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let version = app.store.version(&version).await?;
    let bot = app.store.bot(&version.bot).await?;
    bot.check_source(caller.ok().map(|Caller(player)| player).as_ref())?;
    let bytes = app.store.blob(&version.blob).await?;
    let kind = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"version-{}.bin\"", version.number)),
    ];
    Ok((kind, bytes))
}
