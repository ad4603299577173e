//! Everything that a user can ask for, whether by key, by mouse or from a script.

use std::path::PathBuf;

use bevy::prelude::Message;
use protocol::{Seat, UnitId};

use crate::Preset;

/// Something that the user wants. Keys, panels and scripts write these; one owner carries each out.
#[derive(Message, Clone, Debug, PartialEq)]
pub enum Action {
    /// Plays or pauses.
    PlayPause,
    /// Pauses and goes this many whole ticks.
    Step(i32),
    /// Goes to an instant, in ticks.
    Seek(f64),
    /// Goes to tick 0.
    ToStart,
    /// Goes to the last tick; in a match that is still being played, stays there.
    ToEnd,
    /// The next faster speed.
    Faster,
    /// The next slower speed.
    Slower,
    /// This speed.
    Speed(f32),
    /// Begins again at the end, or no longer.
    ToggleLoop,
    /// Goes to the next moment worth a jump.
    NextHighlight,
    /// Goes to the last one.
    PreviousHighlight,

    /// Picks a unit, or none.
    Select(Option<(Seat, UnitId)>),
    /// Picks the next unit of the same team, or the one before.
    SelectNext(i32),
    /// Keeps the camera on the picked unit, or no longer.
    ToggleFollow,
    /// Shows the whole board.
    Fit,
    /// Lets the camera find the action by itself, or no longer.
    ToggleDirector,
    /// Turns between the arena and the tactical board.
    ToggleTactical,
    /// Shows the board as one team sees it; `None` shows all.
    Fog(Option<Seat>),
    /// The next team's view, and after the last one all.
    CycleFog,
    /// Shows what a team's bot draws on the board, or hides it.
    ToggleMarks(Seat),
    /// All teams' marks, or none.
    ToggleAllMarks,
    /// Names, hit points and cargo over the units, or only where they matter.
    ToggleTags,

    /// Opens a team's panel, or closes it if it is the one that is open.
    ShowBot(Seat),
    /// Opens or closes a part of the screen.
    Toggle(Part),
    /// Closes what is on top: a dialog, the selection, the match.
    Back,

    /// Opens a replay, or plays a match where these are modules.
    Open(Vec<PathBuf>),
    /// Asks for a file.
    Browse,
    /// Plays a match between bots: names of bundled ones, or modules.
    Run {
        /// By seat: 2, 4 or 8.
        bots: Vec<String>,
        /// An archetype or a map file.
        map: String,
        /// Any text.
        seed: String,
    },
    /// Goes back to the start screen.
    Close,
    /// Forgets the recent files.
    ForgetRecent,

    /// Chooses the quality of the picture.
    Quality(Preset),
    /// The part of the window's resolution at which the board is drawn, 0.25 to 1.
    RenderScale(f32),
    /// Size of texts and panels; 1 is usual.
    UiScale(f32),
    /// The whole screen, or a window.
    ToggleFullscreen,
    /// Writes a picture of the window to a file.
    Screenshot,
    /// Ends the program.
    Quit,
}

/// A part of the screen that opens and closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The unit inspector.
    Inspector,
    /// The bot panel.
    Bot,
    /// Curves and marks over the timeline.
    Curves,
    /// The result and the statistics.
    Result,
    /// All shortcuts.
    Help,
    /// Quality, sizes and the like.
    Settings,
    /// Everything but the board.
    Hud,
}
