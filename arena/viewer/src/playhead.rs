//! Where in the match we are, and how fast we go on.

use bevy::prelude::Resource;

/// Ticks a second at speed 1: slow enough to follow one unit with the eye.
pub const TICKS_PER_SECOND: f64 = 4.0;

/// Speeds that the speed keys step through.
pub const SPEEDS: [f32; 8] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// The cursor and what moves it.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Playhead {
    /// The instant that is shown, in ticks: see [`crate::sample`].
    pub cursor: f64,
    /// 1 is [`TICKS_PER_SECOND`].
    pub speed: f32,
    /// Whether it moves by itself.
    pub playing: bool,
    /// Whether it begins again at the end.
    pub looping: bool,
    /// Whether it stays at the newest tick of a match that is still being played.
    pub at_live_edge: bool,
}

impl Default for Playhead {
    fn default() -> Playhead {
        Playhead { cursor: 0.0, speed: 1.0, playing: true, looping: false, at_live_edge: false }
    }
}

impl Playhead {
    /// Lets time pass: seconds on the wall, in a match that can be shown to tick `end`. `more` tells whether ticks may
    /// still be added, so that reaching the end is waiting, not stopping.
    pub fn advance(&mut self, seconds: f64, end: f64, more: bool) {
        if self.at_live_edge && more {
            // Glides to the newest tick: blocks of many ticks arrive at once.
            let behind = end - self.cursor;
            let pace = (behind * 2.0).max(TICKS_PER_SECOND);
            self.cursor = (self.cursor + pace * seconds).min(end);
            return;
        }
        self.at_live_edge = false;
        if !self.playing {
            return;
        }
        self.cursor += seconds * TICKS_PER_SECOND * f64::from(self.speed);
        if self.cursor < end {
            return;
        }
        if self.looping && !more {
            self.cursor = if end > 0.0 { (self.cursor - end).rem_euclid(end) } else { 0.0 };
        } else {
            self.cursor = end;
            self.playing = more;
        }
    }

    /// Plays or pauses. At the end it begins again.
    pub fn toggle(&mut self, end: f64, more: bool) {
        if self.at_live_edge {
            self.at_live_edge = false;
            self.playing = false;
        } else if !self.playing && !more && self.cursor >= end {
            self.cursor = 0.0;
            self.playing = true;
        } else {
            self.playing = !self.playing;
        }
    }

    /// Goes to an instant, which is brought into the match's bounds. Whether it plays stays as it was.
    pub fn seek(&mut self, cursor: f64, end: f64) {
        self.cursor = if cursor.is_finite() { cursor.clamp(0.0, end) } else { 0.0 };
        self.at_live_edge = false;
    }

    /// Pauses at a whole tick, this many further; back within a tick is the beginning of that tick.
    pub fn step(&mut self, ticks: i32, end: f64) {
        self.playing = false;
        let from = if ticks < 0 { self.cursor.ceil() } else { self.cursor.floor() };
        self.seek(from + f64::from(ticks), end);
    }

    /// The next faster or slower speed.
    pub fn change_speed(&mut self, faster: bool) {
        let next = match faster {
            true => SPEEDS.iter().find(|speed| **speed > self.speed + 1e-3),
            false => SPEEDS.iter().rev().find(|speed| **speed < self.speed - 1e-3),
        };
        self.speed = next.copied().unwrap_or(self.speed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(cursor: f64) -> Playhead {
        Playhead { cursor, ..Playhead::default() }
    }

    #[test]
    fn time_moves_the_cursor_by_the_speed() {
        let mut head = Playhead { speed: 8.0, ..at(10.0) };
        head.advance(0.25, 500.0, false);
        assert_eq!(head.cursor, 10.0 + 0.25 * TICKS_PER_SECOND * 8.0);
    }

    #[test]
    fn the_end_stops_or_begins_again_or_waits_for_more() {
        let mut stops = at(99.9);
        stops.advance(1.0, 100.0, false);
        assert_eq!((stops.cursor, stops.playing), (100.0, false));

        let mut waits = at(99.9);
        waits.advance(1.0, 100.0, true);
        assert_eq!((waits.cursor, waits.playing), (100.0, true));

        let mut loops = Playhead { looping: true, ..at(99.0) };
        loops.advance(1.0, 100.0, false);
        assert_eq!((loops.cursor, loops.playing), (3.0, true));

        let mut empty = Playhead { looping: true, ..at(0.0) };
        empty.advance(1.0, 0.0, false);
        assert_eq!(empty.cursor, 0.0);
    }

    #[test]
    fn the_live_edge_is_reached_without_a_jump_and_left_by_pausing() {
        let mut head = Playhead { at_live_edge: true, ..at(0.0) };
        let mut last = 0.0;
        for _ in 0..200 {
            head.advance(0.02, 64.0, true);
            assert!(head.cursor >= last && head.cursor - last < 3.0, "from {last} to {}", head.cursor);
            last = head.cursor;
        }
        assert_eq!(head.cursor, 64.0);
        head.toggle(64.0, true);
        assert_eq!((head.at_live_edge, head.playing), (false, false));
    }

    #[test]
    fn steps_land_on_whole_ticks_both_ways() {
        let check = |from: f64, ticks, to: f64| {
            let mut head = at(from);
            head.step(ticks, 100.0);
            assert_eq!((head.cursor, head.playing), (to, false), "{ticks} from {from}");
        };
        check(10.0, 1, 11.0);
        check(10.5, 1, 11.0);
        check(10.5, -1, 10.0);
        check(10.0, -1, 9.0);
        check(0.0, -1, 0.0);
        check(100.0, 1, 100.0);
    }

    #[test]
    fn playing_at_the_end_begins_again() {
        let mut head = Playhead { playing: false, ..at(100.0) };
        head.toggle(100.0, false);
        assert_eq!((head.cursor, head.playing), (0.0, true));
    }

    #[test]
    fn speeds_step_and_stay_within_their_ends() {
        let mut head = Playhead { speed: 3.0, ..at(0.0) };
        head.change_speed(true);
        assert_eq!(head.speed, 4.0);
        for _ in 0..20 {
            head.change_speed(true);
        }
        assert_eq!(head.speed, 32.0);
        for _ in 0..20 {
            head.change_speed(false);
        }
        assert_eq!(head.speed, 0.25);
    }

    #[test]
    fn a_seek_to_nowhere_is_the_start() {
        let mut head = at(5.0);
        head.seek(f64::NAN, 100.0);
        assert_eq!(head.cursor, 0.0);
        head.seek(1e9, 100.0);
        assert_eq!(head.cursor, 100.0);
    }
}
