use ladder::pages::player;

use super::leaderboard::row;
use super::{DAY, ago};
use crate::sample::people::player_of;

pub(crate) fn player() -> player::View {
    player::View { player: player_of(0), joined: ago(63 * DAY), bots: (0..2).map(row).collect() }
}
