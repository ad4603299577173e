use ladder::pages::{SeasonLink, seasons};

use super::{DAY, HOUR, ago, hash, season};
use crate::sample::people::bot;

pub(crate) fn seasons() -> seasons::View {
    let mut all = Vec::new();
    for (index, season) in (0u32..).zip(seasons_links()) {
        all.push(seasons::Season {
            season,
            epoch: 2,
            began: ago((20 + 60 * u64::from(index)) * DAY),
            ended: (index > 1).then(|| ago(22 * DAY)),
            matches: 48_213 / u64::from(index + 1),
            leader: Some(bot(index as usize)),
            rounds: (0..4)
                .map(|number| seasons::Round {
                    number: 412 - number,
                    opened: ago(u64::from(number) * HOUR),
                    commitment: hash(&format!("commitment {number}")),
                    secret: (number > 0).then(|| hash(&format!("secret {number}"))),
                })
                .collect(),
            parameters: include_str!("../../../../../assets/rulesets/beacons.toml").to_owned(),
        });
    }
    seasons::View { seasons: all }
}

pub(super) fn seasons_links() -> Vec<SeasonLink> {
    let link = |id: &str, name: &str, game: &str| SeasonLink {
        id: id.to_owned(),
        name: name.to_owned(),
        game: game.to_owned(),
    };
    vec![season(), link("2", "Rumble, autumn", "rumble"), link("1", "Summer 2026", "beacons")]
}
