use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use maud::Markup;

use crate::pages::failure::{self, Failure};
use crate::pages::{PlayerLink, Shell, Visitor, address};
use crate::store::{Player, TokenKind};
use crate::web::App;
use crate::{Error, limits};

/// The cookie of somebody who signed in.
const COOKIE: &str = "robodrome_session";

/// Somebody who looks at a page.
pub(in crate::web) struct Visit {
    /// What every page knows.
    pub(in crate::web) shell: Shell,
    /// Who it is.
    pub(in crate::web) player: Option<Player>,
    /// The session's token.
    session: Option<String>,
    /// The path that was asked for.
    path: String,
}

/// A page, or the page for what went wrong.
pub(in crate::web) type Shown = Result<Response, Wrong>;

/// What went wrong, and for whom.
pub(in crate::web) struct Wrong(Box<(Shell, Failure, Error)>);

impl Visit {
    /// The player, or the way to the door.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub(super) fn signed_in(&self) -> Result<&Player, Wrong> {
        self.player.as_ref().ok_or_else(|| self.wrong(sign_in_first()))
    }

    /// A page.
    pub(super) fn show(&self, page: Markup) -> Response {
        let mut response = page.into_response();
        // Pages differ by visitor: nobody else may keep them.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }

    /// The page for what went wrong.
    pub(super) fn wrong(&self, error: Error) -> Wrong {
        let refusal = error.refusal();
        let what = format!("{}: {}.", upper(&refusal.message), refusal.remedy);
        let failure = match refusal.status {
            401 => Failure::Unknown { path: self.path.clone() },
            403 => Failure::Forbidden { what },
            404 => Failure::NotFound,
            413 => Failure::TooLarge { limit_bytes: limits::UPLOAD_BYTES as u64 },
            429 => Failure::TooOften { what, retry_after_s: refusal.retry_after_s.unwrap_or(60) },
            500.. => Failure::Unavailable { what },
            _ => Failure::Unclear { what },
        };
        Wrong(Box::new((self.shell.clone(), failure, error)))
    }

    /// Checks that a form was sent from one of our pages.
    ///
    /// # Errors
    /// It was not.
    pub(super) fn check_form(&self, csrf: &str) -> Result<(), Wrong> {
        let is_ours = self.shell.visitor.as_ref().is_some_and(|visitor| is_same(&visitor.csrf, csrf));
        match is_ours {
            true => Ok(()),
            false if self.player.is_none() => Err(self.wrong(sign_in_first())),
            false => Err(self.wrong(strange_form())),
        }
    }

    /// The session's token.
    pub(super) fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// Signs a player in: a new session, and on to a path of ours.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn sign_in(app: &App, player: &Player, next: &str) -> Result<Response, Error> {
        let session = app.store.add_token(&player.id, "browser", TokenKind::Session).await?;
        let is_ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
        let mut response = Redirect::to(if is_ours { next } else { address::ACCOUNT }).into_response();
        response.headers_mut().insert(header::SET_COOKIE, set_cookie(session.expose())?);
        Ok(response)
    }

    /// Signs in a player who has just joined, so that this very page is theirs. Gives the cookie that goes with it.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn join(&mut self, app: &App, player: Player) -> Result<HeaderValue, Error> {
        let session = app.store.add_token(&player.id, "browser", TokenKind::Session).await?;
        self.shell.visitor = Some(visitor(&player, session.expose()));
        self.player = Some(player);
        self.session = Some(session.expose().to_owned());
        set_cookie(session.expose())
    }

    /// Forgets the session in the browser.
    pub(super) fn signed_out() -> Response {
        let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
        let mut response = Redirect::to(address::FRONT).into_response();
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Error> {
        if parts.method == axum::http::Method::POST {
            check_origin(&parts.headers)?;
        }
        let session = cookie(&parts.headers).map(str::to_owned);
        let player = match &session {
            Some(token) => app.store.owner(token, TokenKind::Session).await?,
            None => None,
        };
        let visitor = player.as_ref().zip(session.as_ref()).map(|(player, session)| visitor(player, session));
        let shell = Shell {
            site: app.site.title.clone(),
            origin: origin(&parts.headers, app),
            visitor,
            now: Timestamp::now(),
            notice: None,
        };
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Visit { shell, player, session, path })
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let (shell, failure, error) = *self.0;
        let refusal = error.refusal();
        let mut response = (refusal.status(), failure::page(&shell, &failure)).into_response();
        refusal.mark(&mut response);
        response
    }
}

fn visitor(player: &Player, session: &str) -> Visitor {
    Visitor { player: PlayerLink { id: player.id.clone(), name: player.name.clone() }, csrf: csrf(session) }
}

fn set_cookie(session: &str) -> Result<HeaderValue, Error> {
    let age = limits::SESSION.as_secs();
    let cookie = format!("{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}");
    HeaderValue::from_str(&cookie).map_err(Error::host)
}

fn sign_in_first() -> Error {
    Error::refused(401, "sign_in", "this is for players who have signed in", "sign in first")
}

fn strange_form() -> Error {
    Error::refused(
        403,
        "strange_form",
        "this form was not sent from a page of yours",
        "load the page again and send it from there",
    )
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What each form of a session carries: follows from its token, which strangers do not know.
fn csrf(session: &str) -> String {
    let key = blake3::derive_key("robodrome ladder form v1", session.as_bytes());
    key[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_same(kept: &str, given: &str) -> bool {
    // Comparing blake3's hashes takes constant time.
    blake3::hash(kept.as_bytes()) == blake3::hash(given.as_bytes())
}

/// Refuses forms that a browser says were sent from elsewhere.
fn check_origin(headers: &HeaderMap) -> Result<(), Error> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_elsewhere = match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !["same-origin", "none"].contains(&site),
        (None, Some(origin), Some(host)) => origin.split_once("://").map(|(_, at)| at) != Some(host),
        _ => false,
    };
    if is_elsewhere { Err(strange_form()) } else { Ok(()) }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Where the ladder is reached, for commands that are shown: as it was told, or as the browser says.
fn origin(headers: &HeaderMap, app: &App) -> String {
    if let Some(url) = &app.site.url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let host: String = host.chars().filter(|c| is_plain(*c)).take(120).collect();
    format!("http://{host}")
}
