use ladder::pages::about;

use super::match_id;

pub(crate) fn about() -> about::View {
    about::View {
        epoch: 2,
        spot_check_every: 20,
        ranked_deviation: 110.0,
        example: Some(match_id("duel-in-the-maze")),
    }
}
