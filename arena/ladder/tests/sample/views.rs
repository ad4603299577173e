//! Views as a ladder that has been running for some weeks would fill them: those of each page in the file of its name.

mod about;
mod account;
mod admission;
mod api;
mod bot;
mod failure;
mod front;
mod leaderboard;
mod match_page;
mod matches;
mod player;
mod seasons;
mod tournament;
mod upload;

use std::time::Duration;

use jiff::Timestamp;
use ladder::pages::{Pager, SeasonLink};

use super::now;

pub(crate) use about::about;
pub(crate) use account::{account, sign_in, sign_up};
pub(crate) use admission::admission;
pub(crate) use api::openapi;
pub(crate) use bot::{bot_view, log};
pub(crate) use failure::failure;
pub(crate) use front::{empty_front, front};
pub(crate) use leaderboard::leaderboard;
pub(crate) use match_page::{failed_match, finished_match, queued_match, running_match};
pub(crate) use matches::matches;
pub(crate) use player::player;
pub(crate) use seasons::seasons;
pub(crate) use tournament::{elimination, round_robin, swiss, tournaments};
pub(crate) use upload::upload;

/// The replays that matches are made of.
pub(crate) const GOLDEN: [&str; 3] = ["duel-in-the-maze", "four-on-the-islands", "eight-around-the-centre"];

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

fn ago(seconds: u64) -> Timestamp {
    now() - Duration::from_secs(seconds)
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

pub(crate) fn match_id(name: &str) -> String {
    hash(name)
}

fn season() -> SeasonLink {
    SeasonLink { id: "3".to_owned(), name: "Autumn 2026".to_owned(), game: "beacons".to_owned() }
}

fn pager(path: &str, page: u32, pages: u32) -> Pager {
    Pager { page, pages, path: path.to_owned() }
}
