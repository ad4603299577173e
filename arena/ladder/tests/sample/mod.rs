//! Every page with invented players, bots and ratings, and the golden replays for matches.
#![allow(clippy::unwrap_used, reason = "invented data is right or the test fails")]

mod people;
pub(crate) mod views;

use std::path::Path;

use jiff::Timestamp;
use ladder::footage::{self, Footage};
use ladder::pages::{self, PlayerLink, Shell, Visitor, asset};
use maud::Markup;
use replay::Reader;

/// The time at which all of this is shown.
pub(crate) fn now() -> Timestamp {
    "2026-11-29T14:00:00Z".parse().unwrap()
}

pub(crate) fn shell(signed_in: bool) -> Shell {
    let player = PlayerLink { id: "p3".to_owned(), name: "Ada".to_owned() };
    Shell {
        site: "Robodrome".to_owned(),
        origin: "http://127.0.0.1:8765".to_owned(),
        visitor: signed_in.then(|| Visitor { player, csrf: "c5rf".to_owned() }),
        now: now(),
        notice: None,
    }
}

pub(crate) fn golden(name: &str) -> Footage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../replays/golden/{name}.replay"));
    footage::read(&Reader::open(path).unwrap()).unwrap()
}

/// Every page: the name of its file, and the page.
pub(crate) fn pages() -> Vec<(&'static str, Markup)> {
    let (ada, guest) = (shell(true), shell(false));
    let mut done = shell(true);
    done.notice = Some("The bot is called nightjar from now on.".to_owned());
    vec![
        ("front", pages::front::page(&guest, &views::front())),
        ("front-empty", pages::front::page(&guest, &views::empty_front())),
        ("leaderboard", pages::leaderboard::page(&ada, &views::leaderboard())),
        ("bot", pages::bot::page(&guest, &views::bot_view(false, 488))),
        ("bot-own", pages::bot::page(&done, &views::bot_view(true, 488))),
        ("player", pages::player::page(&guest, &views::player())),
        ("match", pages::match_page::page(&ada, &views::finished_match("duel-in-the-maze"))),
        ("match-four", pages::match_page::page(&guest, &views::finished_match("four-on-the-islands"))),
        ("match-eight", pages::match_page::page(&guest, &views::finished_match("eight-around-the-centre"))),
        ("match-running", pages::match_page::page(&guest, &views::running_match())),
        ("match-queued", pages::match_page::page(&guest, &views::queued_match())),
        ("match-failed", pages::match_page::page(&guest, &views::failed_match())),
        ("matches", pages::matches::page(&guest, &views::matches())),
        ("tournaments", pages::tournaments::page(&guest, &views::tournaments())),
        ("tournament-elimination", pages::tournament::page(&guest, &views::elimination())),
        ("tournament-swiss", pages::tournament::page(&guest, &views::swiss())),
        ("tournament-robin", pages::tournament::page(&guest, &views::round_robin())),
        ("upload", pages::upload::page(&ada, &views::upload(None))),
        ("upload-guest", pages::upload::page(&guest, &views::upload(None))),
        (
            "upload-problem",
            pages::upload::page(
                &ada,
                &views::upload(Some("There is a bot called wall already: choose another name.")),
            ),
        ),
        ("admission-passed", pages::admission::page(&ada, &views::admission(0))),
        ("admission-refused", pages::admission::page(&ada, &views::admission(1))),
        ("admission-pending", pages::admission::page(&ada, &views::admission(2))),
        ("sign-up", pages::door::sign_up(&guest, &views::sign_up())),
        ("sign-in", pages::door::sign_in(&guest, &views::sign_in())),
        ("account", pages::account::page(&ada, &views::account())),
        ("log", pages::log::page(&ada, &views::log())),
        ("seasons", pages::seasons::page(&guest, &views::seasons())),
        ("api", pages::api::page(&guest, &views::openapi())),
        ("about", pages::about::page(&guest, &views::about())),
        ("error-400", pages::failure::page(&guest, &views::failure(400))),
        ("error-401", pages::failure::page(&guest, &views::failure(401))),
        ("error-403", pages::failure::page(&guest, &views::failure(403))),
        ("error-404", pages::failure::page(&guest, &views::failure(404))),
        ("error-413", pages::failure::page(&guest, &views::failure(413))),
        ("error-429", pages::failure::page(&guest, &views::failure(429))),
        ("error-500", pages::failure::page(&guest, &views::failure(500))),
        ("error-503", pages::failure::page(&guest, &views::failure(503))),
    ]
}

/// Every file of a small copy of the site: pages, scripts, styles, and the matches that the scripts play.
#[allow(dead_code, reason = "the example writes it, the tests look at pages only")]
pub(crate) fn everything() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        pages().into_iter().map(|(name, page)| (format!("{name}.html"), page.into_string())).collect();
    for asset in asset::all() {
        files.push((asset.path.trim_start_matches('/').to_owned(), asset.body.to_owned()));
    }
    for name in views::GOLDEN {
        let path = pages::address::match_frames(&views::match_id(name));
        let json = serde_json::to_string(&golden(name)).unwrap();
        files.push((path.trim_start_matches('/').to_owned(), json));
    }
    files
}
