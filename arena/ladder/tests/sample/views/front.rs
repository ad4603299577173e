use ladder::pages::front;
use ladder::pages::matches::Live;

use super::leaderboard::row;
use super::matches::{live, match_row};
use super::season;

pub(crate) fn front() -> front::View {
    front::View {
        season: season(),
        top: (0..10).map(row).collect(),
        live: live(),
        finished: (0..6).map(|number| match_row(number, number * 3 % 11)).collect(),
        bots: 87,
        matches: 48_213,
    }
}

pub(crate) fn empty_front() -> front::View {
    front::View {
        season: season(),
        top: Vec::new(),
        live: Live::default(),
        finished: Vec::new(),
        bots: 0,
        matches: 0,
    }
}
