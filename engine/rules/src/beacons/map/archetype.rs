/// A kind of generated map. Each is another game to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Archetype {
    /// A field with a few rocks.
    Open,
    /// Long walls with lanes between them.
    Corridors,
    /// Chambers joined by few doors.
    Islands,
    /// Ore and beacons in the middle, little at home.
    RichCentre,
    /// Seven to nine beacons all over the board.
    ManyBeacons,
    /// A maze with loops.
    Maze,
}

impl Archetype {
    /// All of them.
    pub const ALL: [Archetype; 6] = [
        Archetype::Open,
        Archetype::Corridors,
        Archetype::Islands,
        Archetype::RichCentre,
        Archetype::ManyBeacons,
        Archetype::Maze,
    ];

    /// The stable word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Archetype::Open => "open",
            Archetype::Corridors => "corridors",
            Archetype::Islands => "islands",
            Archetype::RichCentre => "rich-centre",
            Archetype::ManyBeacons => "many-beacons",
            Archetype::Maze => "maze",
        }
    }

    /// The archetype that a word names.
    pub fn from_word(word: &str) -> Option<Archetype> {
        Archetype::ALL.into_iter().find(|archetype| archetype.word() == word)
    }

    /// What playing on it is like, in a sentence.
    pub const fn description(self) -> &'static str {
        match self {
            Archetype::Open => {
                "A field with a few rocks: armies meet head on, and economy and numbers decide."
            }
            Archetype::Corridors => {
                "Long walls leave lanes with few gaps between them: a small force can hold a gap, so look for another."
            }
            Archetype::Islands => {
                "Chambers joined by few doors: every ore cell and beacon lies in a room that can be held or sealed."
            }
            Archetype::RichCentre => {
                "Most ore and every beacon lie behind a broken wall in the middle, and home is poor: go early or starve."
            }
            Archetype::ManyBeacons => {
                "Seven to nine beacons all over the board: nobody holds them all, so spread out, raid and move on."
            }
            Archetype::Maze => {
                "A maze with loops and few straight lines: finding the way and guessing where they come from is the game."
            }
        }
    }

    /// The width that suits this number of teams: 25 for 2, 31 for 4, 41 for 8.
    pub const fn default_size(teams: u8) -> u8 {
        match teams {
            0..=2 => 25,
            3..=4 => 31,
            _ => 41,
        }
    }
}
