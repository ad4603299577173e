//! What happened on the board, in words.

use protocol::{Seat, UnitId};
use rules::Event;

/// An event as a sentence without its full stop. `name` names a seat.
pub(crate) fn in_words(event: &Event, name: impl Fn(Seat) -> String) -> String {
    let who = |seat: Seat, unit: UnitId| format!("{} unit {unit}", name(seat));
    let part = |seat: Seat, unit: Option<UnitId>| match unit {
        Some(unit) => who(seat, unit),
        None => format!("{} core", name(seat)),
    };
    match *event {
        Event::Moved { seat, unit, from, to } => format!("{} moves {from} to {to}", who(seat, unit)),
        Event::Attacked { seat, unit, from, to, reach, landed } => {
            let verb = if reach > 1 { "lances" } else { "strikes" };
            let result = if landed { "" } else { " and misses" };
            format!("{} at {from} {verb} {to}{result}", who(seat, unit))
        }
        Event::Guarded { seat, unit, at } => format!("{} guards at {at}", who(seat, unit)),
        Event::Hurt { seat, unit, at, amount } => format!("{} at {at} loses {amount} hp", part(seat, unit)),
        Event::Healed { seat, unit, at, amount } => {
            format!("{} at {at} gets {amount} hp back", part(seat, unit))
        }
        Event::Died { seat, unit, at, storm } => {
            let cause = if storm { " in the storm" } else { "" };
            format!("{} dies at {at}{cause}", who(seat, unit))
        }
        Event::CoreLost { seat, at } => format!("{} loses its core at {at}", name(seat)),
        Event::Mined { seat, unit, at, amount } => format!("{} mines {amount} at {at}", who(seat, unit)),
        Event::PickedUp { seat, unit, at, amount } => {
            format!("{} picks up {amount} at {at}", who(seat, unit))
        }
        Event::Gave { seat, unit, receiver, to, amount, .. } => {
            let receiver = receiver.map_or_else(|| "its core".to_owned(), |unit| format!("unit {unit}"));
            format!("{} gives {amount} to {receiver} at {to}", who(seat, unit))
        }
        Event::Spawned { seat, unit, at } => format!("{} is born at {at}", who(seat, unit)),
        Event::Scored { seat, at, points } => format!("{} scores {points} at {at}", name(seat)),
        Event::Turned { at, holder: Some(seat) } => format!("{} takes the beacon at {at}", name(seat)),
        Event::Turned { at, holder: None } => format!("nobody holds the beacon at {at} any more"),
        Event::StormGrew { rings } => format!("the storm closes in: {rings} rings"),
        Event::Scorched { seat, unit, at, amount } => {
            format!("the storm takes {amount} hp from {} at {at}", who(seat, unit))
        }
        Event::Removed { seat, unit, at } => format!("{} is taken off the board at {at}", who(seat, unit)),
        Event::Forfeited { seat } => format!("the program of {} has failed", name(seat)),
    }
}

/// Whether an event is worth a line to somebody who watches: not every step and every blow.
pub(crate) fn is_news(event: &Event) -> bool {
    matches!(
        event,
        Event::Died { .. }
            | Event::CoreLost { .. }
            | Event::Spawned { .. }
            | Event::Turned { .. }
            | Event::StormGrew { .. }
            | Event::Removed { .. }
            | Event::Forfeited { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Pos;

    #[test]
    fn events_read_as_sentences() {
        let say = |event| in_words(&event, |seat| ["greedy", "wall"][seat.index()].to_owned());
        let (seat, at) = (Seat(0), Pos::new(3, 4));
        assert_eq!(
            say(Event::Attacked {
                seat,
                unit: UnitId(2),
                from: at,
                to: Pos::new(4, 4),
                reach: 1,
                landed: false
            }),
            "greedy unit 2 at (3, 4) strikes (4, 4) and misses"
        );
        assert_eq!(
            say(Event::Hurt { seat: Seat(1), unit: None, at, amount: 2 }),
            "wall core at (3, 4) loses 2 hp"
        );
        assert_eq!(
            say(Event::Gave {
                seat,
                unit: UnitId(2),
                receiver: None,
                from: at,
                to: Pos::new(3, 5),
                amount: 7
            }),
            "greedy unit 2 gives 7 to its core at (3, 5)"
        );
        assert_eq!(say(Event::Turned { at, holder: None }), "nobody holds the beacon at (3, 4) any more");
    }
}
