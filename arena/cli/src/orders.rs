//! Orders in words and as JSON.

use protocol::Dir;
use protocol::rumble::Failure;
use rules::Order;
use rules::beacons::{Map, Turning};
use serde::Serialize;

/// An order as a bot writes it, in the board's frame or in the bot's own.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct OrderWords {
    /// The unit; left out for the core.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<u16>,
    /// The verb.
    #[serde(rename = "do")]
    pub(crate) verb: &'static str,
    /// The direction, for verbs that take one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<Dir>,
    /// The amount, for verbs that take one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<u32>,
}

impl OrderWords {
    /// An order in the board's frame.
    pub(crate) fn on_board(order: &Order, verbs: &[&'static str]) -> OrderWords {
        OrderWords {
            unit: order.unit.map(|unit| unit.0),
            verb: verbs.get(usize::from(order.verb)).copied().unwrap_or("?"),
            to: order.to,
            amount: Some(order.amount).filter(|&amount| amount > 0),
        }
    }

    /// The same order as its bot wrote it.
    pub(crate) fn turned(self, turning: Turning) -> OrderWords {
        OrderWords { to: self.to.map(|to| turning.dir(to)), ..self }
    }

    /// What is to be done, without who: `moves east`.
    pub(crate) fn deed(&self) -> String {
        let to = self.to.map(direction).unwrap_or_default();
        let amount = self.amount.unwrap_or_default();
        match self.verb {
            "move" => format!("moves {to}"),
            "strike" => format!("strikes {to}"),
            "lance" => format!("lances {to}"),
            "guard" => "guards".to_owned(),
            "mine" => "mines".to_owned(),
            "give" => format!("gives up to {amount} {to}"),
            "repair" => format!("repairs {to}"),
            "spawn" => format!("spawns a unit {to}"),
            "attack" => format!("attacks {to}"),
            "heal" => format!("heals {to}"),
            "pass" => "passes".to_owned(),
            "forfeit" => match Failure::from_code(amount) {
                Some(failure) => format!("forfeits: {}", failure.word()),
                None => "forfeits".to_owned(),
            },
            other => format!("{other} {to}").trim_end().to_owned(),
        }
    }

    /// Who is to do it.
    pub(crate) fn who(&self) -> String {
        match self.unit {
            Some(unit) => format!("unit {unit}"),
            None if self.verb == "forfeit" => "team".to_owned(),
            None => "core".to_owned(),
        }
    }
}

/// A direction in full.
pub(crate) fn direction(to: Dir) -> &'static str {
    match to {
        Dir::N => "north",
        Dir::E => "east",
        Dir::S => "south",
        Dir::W => "west",
    }
}

/// The turning from the board into a seat's own frame; `None` where the map's text is none that this engine reads.
pub(crate) fn own_frame(map: &str, seat: protocol::Seat) -> Option<Turning> {
    let map = Map::parse(map).ok()?;
    Some(map.symmetry().turning(seat, map.width(), map.height()).inverse())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Seat, UnitId};

    const VERBS: [&str; 8] = ["move", "strike", "lance", "guard", "mine", "give", "repair", "spawn"];

    #[test]
    fn orders_read_as_sentences() {
        let order = |unit: Option<u16>, verb, to, amount| {
            let order = Order { unit: unit.map(UnitId), verb, to, amount };
            let words = OrderWords::on_board(&order, &VERBS);
            format!("{} {}", words.who(), words.deed())
        };
        assert_eq!(order(Some(3), 0, Some(Dir::E), 0), "unit 3 moves east");
        assert_eq!(order(Some(3), 4, None, 0), "unit 3 mines");
        assert_eq!(order(Some(3), 5, Some(Dir::N), 7), "unit 3 gives up to 7 north");
        assert_eq!(order(None, 7, Some(Dir::W), 0), "core spawns a unit west");
    }

    #[test]
    fn orders_of_rumble_read_as_sentences_too() {
        let verbs = ["pass", "move", "attack", "heal", "forfeit"];
        let order = |unit: Option<u16>, verb, to, amount| {
            let words = OrderWords::on_board(&Order { unit: unit.map(UnitId), verb, to, amount }, &verbs);
            format!("{} {}", words.who(), words.deed())
        };
        assert_eq!(order(Some(113), 0, None, 0), "unit 113 passes");
        assert_eq!(order(Some(113), 2, Some(Dir::N), 0), "unit 113 attacks north");
        assert_eq!(order(None, 4, None, Failure::OutOfFuel.code()), "team forfeits: out_of_fuel");
    }

    #[test]
    fn json_is_what_a_bot_writes() {
        let order = Order { unit: Some(UnitId(3)), verb: 0, to: Some(Dir::N), amount: 0 };
        let json = serde_json::to_string(&OrderWords::on_board(&order, &VERBS)).unwrap();
        assert_eq!(json, r#"{"unit":3,"do":"move","to":"n"}"#);
    }

    #[test]
    fn seat_one_of_two_sees_the_board_upside_down() {
        let map = Map::generate(rules::beacons::Archetype::Open, 25, 2, "1").unwrap().to_text();
        let turn = |seat| own_frame(&map, Seat(seat)).unwrap().dir(Dir::N);
        assert_eq!(turn(0), Dir::N);
        assert_eq!(turn(1), Dir::S);
        assert!(own_frame("no map", Seat(0)).is_none());
    }
}
