//! What comes with the engine: rule sets, maps and sample bots, built into the program so that it runs anywhere.

/// Rule sets: the game's name and the TOML text.
pub const RULESETS: &[(&str, &str)] = &[
    ("beacons", include_str!("../../../assets/rulesets/beacons.toml")),
    ("rumble", include_str!("../../../assets/rulesets/rumble.toml")),
];

/// A sample bot.
pub struct Bot {
    /// Its name, as given to `arena run`.
    pub name: &'static str,
    /// Its module.
    pub wasm: &'static [u8],
    /// The language it is written in.
    pub language: &'static str,
    /// Its plan, in a few words.
    pub plan: &'static str,
}

macro_rules! bots {
    ($(#[$doc:meta])+ $list:ident: $( $name:literal, $language:literal, $plan:literal; )+) => {
        $(#[$doc])+
        pub const $list: &[Bot] = &[$(Bot {
            name: $name,
            wasm: include_bytes!(concat!("../../../bots/modules/", $name, ".wasm")),
            language: $language,
            plan: $plan,
        }),+];
    };
}

bots! {
    /// The sample bots for Beacons, from the weakest to the strongest. Their sources are in `bots/samples`.
    BOTS:
    "idle", "Rust", "does nothing";
    "simple", "C", "mines up to eight units, then sends every second one to a beacon";
    "raider", "C", "a pack hunts enemy miners, later the core; the rest mine and hold near beacons";
    "wall", "Rust", "tight formations march to beacons and mend each other";
    "greedy", "Rust", "economy first: everybody mines, and late in the match all hold beacons";
    "balanced", "Rust", "something of everything: most mine, a growing share fights for beacons";
    "lancer", "Rust", "soldiers carry ore and fight with lances from two cells away";
}

bots! {
    /// The sample bots for Rumble. Their sources are in `bots/samples/rumble`.
    RUMBLE_BOTS:
    "rumble-sitter", "Rust", "walks to the hill and passes there; strikes who comes near";
    "rumble-chaser", "Rust", "every unit goes for the nearest enemy";
}

/// Every sample bot, of whatever game.
pub fn bots() -> impl Iterator<Item = &'static Bot> {
    BOTS.iter().chain(RUMBLE_BOTS)
}

/// The sample bots for a game, from the weakest to the strongest.
pub fn bots_for(game: &str) -> &'static [Bot] {
    if game == rules::rumble::NAME { RUMBLE_BOTS } else { BOTS }
}

/// The sample bot with this name.
pub fn bot(name: &str) -> Option<&'static Bot> {
    bots().find(|bot| bot.name == name)
}

/// The name of an interpreter, and its module, packed with zstd.
pub(crate) type Packed = (&'static str, &'static [u8]);

macro_rules! interpreter {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../bots/interpreters/modules/", $name, ".wasm.zst")))
    };
}

pub(crate) const JAVASCRIPT: Packed = interpreter!("javascript");
pub(crate) const LUA: Packed = interpreter!("lua");
pub(crate) const PYTHON: Packed = interpreter!("python");
