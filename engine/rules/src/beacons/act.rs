use protocol::{Dir, Reason, beacons::Verb};

use crate::Order;

/// What a unit, or the core, does in a tick: an order, checked and taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing: its order was dropped.
    Wait,
    Move(Dir),
    Strike(Dir),
    Lance(Dir),
    Guard,
    Mine,
    Give(Dir, u32),
    Repair(Dir),
    Spawn(Dir),
}

impl Act {
    /// Takes an order apart. The error is why it makes no sense in any state of the game.
    pub(super) fn of(order: &Order) -> Result<Act, Reason> {
        let verb = *Verb::ALL.get(usize::from(order.verb)).ok_or(Reason::UnknownVerb)?;
        if (verb == Verb::Spawn) != order.unit.is_none() {
            return Err(Reason::BadOrder);
        }
        let to = order.to.ok_or(Reason::BadDirection);
        Ok(match verb {
            Verb::Move => Act::Move(to?),
            Verb::Strike => Act::Strike(to?),
            Verb::Lance => Act::Lance(to?),
            Verb::Guard => Act::Guard,
            Verb::Mine => Act::Mine,
            Verb::Give if order.amount == 0 => return Err(to.err().unwrap_or(Reason::BadAmount)),
            Verb::Give => Act::Give(to?, order.amount),
            Verb::Repair => Act::Repair(to?),
            Verb::Spawn => Act::Spawn(to?),
        })
    }
}
