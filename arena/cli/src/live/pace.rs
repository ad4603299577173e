use std::io;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What the person at the keyboard wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The next tick.
    Go,
    /// The rest of the match, without watching it.
    Unwatched,
    /// Nothing more: the match is to be given up.
    Stop,
}

/// When the next tick is due, and the keys that change it.
pub(super) struct Pace {
    ticks_per_second: f64,
    paused: bool,
    due: Instant,
}

/// The slowest and the fastest speed, in ticks a second.
const SPEEDS: std::ops::RangeInclusive<f64> = 0.25..=2_000.0;

/// How long to wait for a key while paused, before the picture is drawn again.
const PAUSED: Duration = Duration::from_millis(250);

impl Pace {
    pub(super) fn new(ticks_per_second: f64) -> Pace {
        let ticks_per_second = ticks_per_second.clamp(*SPEEDS.start(), *SPEEDS.end());
        let mut pace = Pace { ticks_per_second, paused: false, due: Instant::now() };
        pace.schedule();
        pace
    }

    /// Ticks a second.
    pub(super) fn speed(&self) -> f64 {
        self.ticks_per_second
    }

    pub(super) fn is_paused(&self) -> bool {
        self.paused
    }

    /// Lets the picture stand for at least so long.
    pub(super) fn hold(&mut self, at_least: Duration) {
        self.due = self.due.max(Instant::now() + at_least);
    }

    /// Waits for a key, or until the next tick is due. `None` asks for the picture to be drawn again.
    pub(super) fn wait(&mut self) -> io::Result<Option<Wish>> {
        loop {
            let left = match self.paused {
                true => PAUSED,
                false => self.due.saturating_duration_since(Instant::now()),
            };
            if !event::poll(left)? {
                if self.paused {
                    return Ok(None);
                }
                self.schedule();
                return Ok(Some(Wish::Go));
            }
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => match self.press(key) {
                    Pressed::Wish(wish) => return Ok(Some(wish)),
                    Pressed::Changed => return Ok(None),
                    Pressed::Nothing => {}
                },
                Event::Resize(..) => return Ok(None),
                _ => {}
            }
        }
    }

    fn press(&mut self, key: KeyEvent) -> Pressed {
        match key.code {
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => Pressed::Wish(Wish::Stop),
            KeyCode::Char('q') | KeyCode::Esc => Pressed::Wish(Wish::Unwatched),
            KeyCode::Char(' ') => {
                self.paused = !self.paused;
                self.schedule();
                Pressed::Changed
            }
            KeyCode::Char('+' | '=') | KeyCode::Up => self.change_speed(2.0),
            KeyCode::Char('-') | KeyCode::Down => self.change_speed(0.5),
            KeyCode::Char('.') | KeyCode::Right => {
                self.paused = true;
                Pressed::Wish(Wish::Go)
            }
            _ => Pressed::Nothing,
        }
    }

    fn change_speed(&mut self, factor: f64) -> Pressed {
        self.ticks_per_second = (self.ticks_per_second * factor).clamp(*SPEEDS.start(), *SPEEDS.end());
        self.schedule();
        Pressed::Changed
    }

    /// The next tick is due one tick's time from when the last one was, or from now if that has passed already.
    fn schedule(&mut self) {
        let tick = Duration::from_secs_f64(1.0 / self.ticks_per_second);
        let now = Instant::now();
        let regular = self.due + tick;
        self.due = if regular > now && regular <= now + tick { regular } else { now + tick };
    }
}

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    Wish(Wish),
    Changed,
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(pace: &mut Pace, code: KeyCode) -> Pressed {
        pace.press(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn keys_change_the_pace() {
        let mut pace = Pace::new(20.0);
        assert_eq!(press(&mut pace, KeyCode::Char('+')), Pressed::Changed);
        assert_eq!(pace.speed(), 40.0);
        assert_eq!(press(&mut pace, KeyCode::Char(' ')), Pressed::Changed);
        assert!(pace.is_paused());
        assert_eq!(press(&mut pace, KeyCode::Char('q')), Pressed::Wish(Wish::Unwatched));
        assert_eq!(press(&mut pace, KeyCode::Char('x')), Pressed::Nothing);
        let control_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(pace.press(control_c), Pressed::Wish(Wish::Stop));
    }

    #[test]
    fn a_single_step_pauses() {
        let mut pace = Pace::new(20.0);
        assert_eq!(press(&mut pace, KeyCode::Right), Pressed::Wish(Wish::Go));
        assert!(pace.is_paused());
    }

    #[test]
    fn speeds_have_bounds() {
        assert_eq!(Pace::new(0.0).speed(), 0.25);
        assert_eq!(Pace::new(1e9).speed(), 2_000.0);
        let mut pace = Pace::new(0.25);
        press(&mut pace, KeyCode::Char('-'));
        assert_eq!(pace.speed(), 0.25);
    }
}
