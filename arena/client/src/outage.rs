use std::time::Instant;

use terminal::exit::Failure;

use crate::{limits, trouble};

/// What became of a question to a ladder that is asked again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard<T> {
    /// It answered.
    Answer(T),
    /// It did not, though it has before: it is started again, say. To be asked again in a moment. `is_new` where it answered the
    /// last time.
    Silence {
        /// Whether it answered the last time.
        is_new: bool,
    },
}

/// Tells a ladder that is away for a while from one that is not there. Never having answered, it is not waited for, since the
/// address may be wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outage {
    answered: Option<Instant>,
    is_silent: bool,
}

impl Outage {
    /// Takes note of an answer.
    ///
    /// # Errors
    /// The ladder refuses, has never answered, or has been away for two minutes.
    pub fn hear<T>(&mut self, answer: Result<T, Failure>) -> Result<Heard<T>, Failure> {
        self.hear_at(Instant::now(), answer)
    }

    fn hear_at<T>(&mut self, now: Instant, answer: Result<T, Failure>) -> Result<Heard<T>, Failure> {
        match answer {
            Ok(answer) => {
                *self = Outage { answered: Some(now), is_silent: false };
                Ok(Heard::Answer(answer))
            }
            Err(failure) => {
                let is_away = trouble::may_pass(&failure)
                    && self.answered.is_some_and(|answered| now.duration_since(answered) < limits::OUTAGE);
                if !is_away {
                    return Err(failure);
                }
                let is_new = !std::mem::replace(&mut self.is_silent, true);
                Ok(Heard::Silence { is_new })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn away() -> Failure {
        trouble::unreached(&"http://club.example".parse().unwrap(), &ureq::Error::ConnectionFailed)
    }

    #[test]
    fn a_ladder_that_has_answered_is_waited_for_and_may_go_away_again() {
        let (mut outage, begin) = (Outage::default(), Instant::now());
        let mut hear = |second, answer| outage.hear_at(begin + Duration::from_secs(second), answer);
        for start in [0, 500] {
            assert_eq!(hear(start, Ok(1)), Ok(Heard::Answer(1)));
            assert_eq!(hear(start + 1, Err(away())), Ok(Heard::Silence { is_new: true }));
            assert_eq!(hear(start + 119, Err(away())), Ok(Heard::Silence { is_new: false }));
        }
        assert_eq!(hear(620, Err(away())), Err(away()), "it has been away for too long");
    }

    #[test]
    fn a_ladder_that_never_answered_is_not_waited_for() {
        assert_eq!(Outage::default().hear::<()>(Err(away())), Err(away()));
    }

    #[test]
    fn a_refusal_is_not_waited_for() {
        let mut outage = Outage::default();
        assert_eq!(outage.hear(Ok(())), Ok(Heard::Answer(())));
        let refused = Failure::usage("no such match").code("not_found");
        assert_eq!(outage.hear::<()>(Err(refused.clone())), Err(refused));
    }
}
