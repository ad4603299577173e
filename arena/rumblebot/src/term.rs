//! `run term`: one battle, told in full.

use crate::args::Term;
use crate::console::Console;
use crate::failure::Failure;
use crate::game::{Match, Team, Turn};
use crate::raw::Raw;
use crate::robot::Robots;
use crate::text;

/// Names the seed where the command line does not, for scripts that cannot be changed.
const SEED: &str = "RUMBLEBOT_SEED";

/// The seed where nothing names one: the same command gives the same battle.
const USUAL_SEED: &str = "1";

impl Term {
    /// Plays it.
    pub(crate) fn run(self) -> Result<(), Failure> {
        let robots = Robots::new(self.engine.sandbox()?);
        let mut console = Console::open();
        let one = Match {
            blue: robots.load(&self.bluebot)?,
            red: robots.load(&self.redbot)?,
            mode: self.game_mode,
            turns: self.turn_num,
            seed: self.seed(),
        };
        let replay = self.replay.as_deref();
        if self.raw {
            let mut raw = Raw::default();
            let add = |turn: Turn| {
                raw.add(&turn);
                Ok(())
            };
            let played = one.play(robots.sandbox(), replay, add)?;
            return console.text(&(raw.finish(&played) + "\n"));
        }
        let played = one.play(robots.sandbox(), replay, |turn| match self.results_only {
            true => Ok(()),
            false => console.text(&text::turn(&turn, |team| self.shows(team))),
        })?;
        if !self.results_only {
            console.text("\n")?;
        }
        console.text(&text::result(&played))
    }

    fn seed(&self) -> String {
        let named = || std::env::var(SEED).ok();
        self.seed.clone().or_else(named).unwrap_or_else(|| USUAL_SEED.to_owned())
    }

    /// Whether this team's log is asked for.
    fn shows(&self, team: Team) -> bool {
        match team {
            Team::Blue => !self.red_logs_only,
            Team::Red => !self.blue_logs_only,
        }
    }
}
