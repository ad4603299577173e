//! The board as it is played, drawn over the whole terminal.

mod pace;
mod picture;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use battle::{Battle, Setup};
use protocol::Tick;
use ratatui::DefaultTerminal;

pub(crate) use pace::Wish;

use crate::events;
use crate::tally::Tally;
use pace::Pace;
use picture::Picture;

/// Lines of news that are kept.
const NEWS: usize = 64;

/// How long the last picture stands at least. It is drawn twice: for the last tick, and for the farewell.
const LAST_PICTURE: Duration = Duration::from_millis(600);

/// The live view. The terminal is as it was before once this is dropped.
pub(crate) struct Live {
    terminal: DefaultTerminal,
    pace: Pace,
    news: VecDeque<(Tick, String)>,
    names: Vec<String>,
    title: String,
    last_tick: u32,
    per_tick: u64,
}

impl Live {
    /// Takes over the terminal. `speed` is in ticks a second.
    pub(crate) fn open(setup: &Setup, title: String, names: Vec<String>, speed: f64) -> io::Result<Live> {
        Ok(Live {
            terminal: ratatui::try_init()?,
            pace: Pace::new(speed),
            news: VecDeque::new(),
            names,
            title,
            last_tick: setup.ruleset.rules.last_tick(),
            per_tick: setup.ruleset.fuel.per_tick.0,
        })
    }

    /// Draws the turn that was played, and waits until the next one is due.
    pub(crate) fn show(&mut self, battle: &Battle, tally: &Tally) -> io::Result<Wish> {
        self.gather_news(battle);
        let frame = battle.game().frame();
        if battle.game().outcome().is_some() {
            self.pace.hold(LAST_PICTURE);
        }
        loop {
            let picture = Picture {
                frame: &frame,
                tally,
                names: &self.names,
                news: &self.news,
                title: &self.title,
                last_tick: self.last_tick,
                per_tick: self.per_tick,
                speed: self.pace.speed(),
                paused: self.pace.is_paused(),
                over: battle.game().outcome().is_some(),
            };
            self.terminal.draw(|area| picture.draw(area))?;
            if let Some(wish) = self.pace.wait()? {
                return Ok(wish);
            }
        }
    }

    fn gather_news(&mut self, battle: &Battle) {
        for event in battle.report().events.iter().filter(|event| events::is_news(event)) {
            let words = events::in_words(event, |seat| self.names[seat.index()].clone());
            self.news.push_front((battle.turn(), words));
        }
        self.news.truncate(NEWS);
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        ratatui::restore();
    }
}
