use protocol::{Dir, Reason, rumble::Verb};

use crate::Order;

/// What a unit does in a turn: an order, checked and taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing, which scores on the hill.
    Pass,
    Move(Dir),
    Attack(Dir),
    Heal(Dir),
}

impl Act {
    /// Takes an order of a unit apart. The error is why it makes no sense in any state of the game.
    pub(super) fn of(order: &Order) -> Result<Act, Reason> {
        let verb = *Verb::ALL.get(usize::from(order.verb)).ok_or(Reason::UnknownVerb)?;
        let to = order.to.ok_or(Reason::BadDirection);
        Ok(match verb {
            Verb::Pass => Act::Pass,
            Verb::Move => Act::Move(to?),
            Verb::Attack => Act::Attack(to?),
            Verb::Heal => Act::Heal(to?),
            Verb::Forfeit => return Err(Reason::BadOrder),
        })
    }
}
