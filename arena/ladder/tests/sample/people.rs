//! Invented players and their bots.

use ladder::pages::{BotLink, PlayerLink, Rating, Record};

/// Names that are usual, long, foreign, or meant to do harm.
const BOTS: [(&str, &str, &str); 24] = [
    ("wall-of-spears", "Ada", "Rust"),
    ("nightjar", "Ada", "Rust"),
    ("greedy", "robodrome", "Rust"),
    ("lancer", "robodrome", "Rust"),
    ("balanced", "robodrome", "Rust"),
    ("patient-zero", "Mo", "C"),
    ("hive mind", "Kwame", "Zig"),
    ("机器人-七号", "李雷", "Python"),
    (
        "a-bot-whose-author-could-not-stop-typing-its-name",
        "somebody-with-a-rather-long-name",
        "AssemblyScript",
    ),
    ("مدافع", "سارة", "Python"),
    ("<script>alert('xss')</script>", "<b>Mallory</b>", "<i>HTML</i>"),
    ("evil\u{202e}tob", "Mallory\u{202e}", "Lua"),
    ("Grüße", "Jürgen", "C++"),
    ("spread", "Ines", "Go"),
    ("tortoise", "Ines", "Go"),
    ("clump", "Ben", "JavaScript"),
    ("rush-b", "Ben", "JavaScript"),
    ("camper", "Yuki", "Lua"),
    ("raider", "Yuki", "Rust"),
    ("o'hare & sons", "Brendan", "C"),
    ("quiet", "Zoë", "Python"),
    ("loud", "Zoë", "Python"),
    ("simple", "robodrome", "Rust"),
    ("idle", "robodrome", "Rust"),
];

pub(crate) fn count() -> usize {
    BOTS.len()
}

pub(crate) fn bot(index: usize) -> BotLink {
    let index = index % BOTS.len();
    BotLink { id: format!("b{index}"), name: BOTS[index].0.to_owned() }
}

pub(crate) fn player_of(index: usize) -> PlayerLink {
    let name = BOTS[index % BOTS.len()].1;
    let number = BOTS.iter().position(|(_, player, _)| *player == name).unwrap();
    PlayerLink { id: format!("p{number}"), name: name.to_owned() }
}

pub(crate) fn language_of(index: usize) -> String {
    BOTS[index % BOTS.len()].2.to_owned()
}

pub(crate) fn rating_of(index: usize) -> Rating {
    let place = index as f64;
    Rating {
        value: 1842.0 - 31.5 * place + 7.0 * (place * 1.7).sin(),
        deviation: 34.0 + (place * 13.0) % 29.0,
    }
}

pub(crate) fn record_of(index: usize) -> Record {
    let index = u32::try_from(index).unwrap();
    Record { won: 412 - 15 * index, drawn: 9 + index % 5, lost: 60 + 14 * index }
}

/// A rating that finds its place: a walk that looks like one.
pub(crate) fn walk(to: Rating, steps: usize) -> Vec<Rating> {
    let mut noise: u32 = 12_345;
    let mut drift = 0.0;
    (1..=steps)
        .map(|step| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            drift = drift * 0.97 + f64::from(noise >> 16) / 65_536.0 * 14.0 - 7.0;
            let rest = (-(step as f64) / (steps as f64 * 0.12)).exp();
            Rating {
                value: to.value + (1500.0 - to.value) * rest + drift,
                deviation: to.deviation
                    + (350.0 - to.deviation) * (-(step as f64) / (steps as f64 * 0.04)).exp(),
            }
        })
        .collect()
}
