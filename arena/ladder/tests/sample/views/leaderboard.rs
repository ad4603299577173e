use ladder::pages::leaderboard;

use super::seasons::seasons_links;
use super::{pager, season};
use crate::sample::people::{bot, count, language_of, player_of, rating_of, record_of, walk};

pub(super) fn row(index: usize) -> leaderboard::Row {
    let rating = rating_of(index);
    leaderboard::Row {
        rank: (index != 7).then_some(u32::try_from(index + 1).unwrap()),
        bot: bot(index),
        player: player_of(index),
        language: language_of(index),
        rating,
        record: record_of(index),
        trend: walk(rating, 40 + 3 * index).iter().skip(10).map(|rating| rating.value).collect(),
        own: index < 2,
    }
}

pub(crate) fn leaderboard() -> leaderboard::View {
    leaderboard::View {
        season: season(),
        seasons: seasons_links(),
        rows: (0..count()).map(row).collect(),
        pager: pager("/leaderboard?season=3", 1, 4),
        bots: 87,
        matches: 48_213,
    }
}
