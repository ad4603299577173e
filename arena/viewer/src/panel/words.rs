//! Orders, deaths and numbers in words.

use protocol::{Dir, Note, Seat, Status, UnitId};
use rules::{EndReason, Event, Order};

use crate::Moment;

/// What ended a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Death {
    Storm,
    /// Those whose attacks landed on it.
    Attackers(Vec<(Seat, UnitId)>),
}

/// An order as one would say it: `move east`, `give 4 to the south`.
pub(super) fn order(order: &Order, verbs: &[&str]) -> String {
    let verb = verbs.get(usize::from(order.verb)).copied().unwrap_or("an unknown order");
    match (order.amount, order.to) {
        (0, None) => verb.to_owned(),
        (0, Some(to)) => format!("{verb} {}", direction(to)),
        (amount, None) => format!("{verb} {amount}"),
        (amount, Some(to)) => format!("{verb} {amount} to the {}", direction(to)),
    }
}

/// A direction on the map, north up.
pub(super) fn direction(dir: Dir) -> &'static str {
    match dir {
        Dir::N => "north",
        Dir::E => "east",
        Dir::S => "south",
        Dir::W => "west",
    }
}

/// Whom a note is about: `unit 4`, or the core or a whole line.
pub(super) fn subject(note: &Note) -> String {
    note.unit.map_or_else(|| "core or line".to_owned(), |unit| format!("#{unit}"))
}

/// How a bot's turn ended, in a word or two, and in a sentence where something is wrong.
pub(super) fn status(status: Status) -> (&'static str, Option<String>) {
    match status {
        Status::Waiting => ("in time", None),
        Status::OutOfFuel => (
            "out of fuel",
            Some("It ran out of fuel in mid-thought, gave no orders, and goes on from there.".to_owned()),
        ),
        Status::Exited(code) => {
            ("exited", Some(format!("It ended its own process with code {code}; its units wait.")))
        }
        Status::Faulted(fault) => ("faulted", Some(fault.explanation().trim().to_owned())),
    }
}

/// Why a match ended.
pub(super) fn ending(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Elimination => "by elimination: nobody else is left",
        EndReason::UncatchableLead => "by a lead that nobody can catch up with",
        EndReason::LastTick => "on points after the last tick",
        EndReason::ProgramError => "because a program failed",
    }
}

/// What killed a unit in the tick of a moment; `None` where it did not die in it.
pub(super) fn death(moment: &Moment, seat: Seat, unit: UnitId) -> Option<Death> {
    let (at, storm) = moment.events.iter().find_map(|event| match *event {
        Event::Died { seat: s, unit: u, at, storm } if (s, u) == (seat, unit) => Some((at, storm)),
        _ => None,
    })?;
    if storm {
        return Some(Death::Storm);
    }
    let attackers = moment.events.iter().filter_map(|event| match *event {
        Event::Attacked { seat: s, unit: u, to, landed: true, .. } if to == at && s != seat => Some((s, u)),
        _ => None,
    });
    Some(Death::Attackers(attackers.collect()))
}

/// A number with separators: `12,345`.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number that needs not be exact: `850`, `12.3 k`, `4.1 M`.
pub(super) fn about(number: u64) -> String {
    let (scale, unit) = match number {
        0..=999 => return number.to_string(),
        1_000..=999_949 => (1e3, "k"),
        999_950..=999_949_999 => (1e6, "M"),
        _ => (1e9, "G"),
    };
    let scaled = number as f64 / scale;
    if scaled < 99.95 { format!("{scaled:.1} {unit}") } else { format!("{scaled:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{golden, watch};

    #[test]
    fn orders_read_as_one_would_say_them() {
        let verbs = ["move", "give", "mine"];
        let check = |verb, to, amount, expected: &str| {
            let said = order(&Order { unit: None, verb, to, amount }, &verbs);
            assert_eq!(said, expected);
        };
        check(0, Some(Dir::E), 0, "move east");
        check(1, Some(Dir::S), 4, "give 4 to the south");
        check(2, None, 0, "mine");
        check(2, None, 3, "mine 3");
        check(9, None, 0, "an unknown order");
    }

    #[test]
    fn numbers_are_short_and_separated() {
        let checks = [(7, "7", "7"), (12_345, "12,345", "12.3 k"), (250_000, "250,000", "250 k")];
        for (number, exact, rough) in checks {
            assert_eq!((count(number).as_str(), about(number).as_str()), (exact, rough));
        }
        assert_eq!([about(999_960), about(1_500_000_000)], ["1.0 M", "1.5 G"]);
    }

    #[test]
    fn every_death_has_a_cause() {
        let mut seen = (0, 0);
        for name in golden() {
            let (footage, story) = watch(&name);
            for ((seat, unit), life) in &story.lives {
                let Some(died) = life.died else { continue };
                match death(&footage.moment(died).unwrap(), *seat, *unit) {
                    Some(Death::Storm) => seen.0 += 1,
                    Some(Death::Attackers(attackers)) => {
                        assert!(!attackers.is_empty(), "{}: {seat} {unit} in {died}", name.display());
                        assert!(attackers.iter().all(|(other, _)| other != seat));
                        seen.1 += 1;
                    }
                    None => panic!("{}: {seat} {unit} did not die in {died}", name.display()),
                }
            }
        }
        assert!(seen.1 > 10, "the golden replays have battles: {seen:?}");
    }
}
