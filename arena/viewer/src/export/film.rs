//! Which instants of a match a film shows.

use crate::TICKS_PER_SECOND;

/// A part of a match at a speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Film {
    /// First instant, in ticks.
    pub(crate) from: f64,
    /// Last instant, in ticks; it is always shown.
    pub(crate) to: f64,
    /// Playback speed; 1 is [`TICKS_PER_SECOND`].
    pub(crate) speed: f64,
    /// Pictures a second.
    pub(crate) fps: u32,
}

impl Film {
    /// How many pictures it has: at least one.
    pub(crate) fn pictures(&self) -> usize {
        ((self.to - self.from) / self.step() - 1e-9).ceil().max(0.0) as usize + 1
    }

    /// The instant that each picture shows.
    pub(crate) fn cursors(&self) -> impl Iterator<Item = f64> + use<> {
        let film = *self;
        let last = film.pictures() - 1;
        // The last instant is exactly that, not what rounding leaves of it: a hair before a tick is the tick before.
        let cursor = move |number| film.from + number as f64 * film.step();
        (0..=last).map(move |number| if number == last { film.to } else { cursor(number) })
    }

    /// Some instants from all over the film, for its colours.
    pub(crate) fn samples(&self, most: usize) -> Vec<f64> {
        let count = self.pictures().min(most.max(2));
        let part = |number: usize| number as f64 / (count - 1).max(1) as f64;
        (0..count).map(|number| self.from + (self.to - self.from) * part(number)).collect()
    }

    fn step(&self) -> f64 {
        TICKS_PER_SECOND * self.speed / f64::from(self.fps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_begins_and_ends_where_it_should() {
        let film = Film { from: 10.0, to: 12.0, speed: 1.0, fps: 8 };
        assert_eq!(film.cursors().collect::<Vec<_>>(), [10.0, 10.5, 11.0, 11.5, 12.0]);
        let odd = Film { to: 11.9, ..film };
        assert_eq!(odd.cursors().collect::<Vec<_>>(), [10.0, 10.5, 11.0, 11.5, 11.9]);
        let whole = Film { from: 0.0, to: 448.0, speed: 448.0 / TICKS_PER_SECOND / 20.0, fps: 12 };
        assert_eq!((whole.pictures(), whole.cursors().last()), (241, Some(448.0)));
        let still = Film { to: 10.0, ..film };
        assert_eq!(still.cursors().collect::<Vec<_>>(), [10.0]);
    }

    #[test]
    fn samples_are_from_all_over_the_film() {
        let film = Film { from: 0.0, to: 100.0, speed: 1.0, fps: 8 };
        assert_eq!(film.samples(3), [0.0, 50.0, 100.0]);
        assert_eq!(Film { to: 0.0, ..film }.samples(12), [0.0]);
    }
}
