use protocol::{Pos, Seat, UnitId};
use serde::{Deserialize, Serialize};

/// Something that happened in a tick, for whoever draws or counts it. Cells are in the board's frame.
///
/// Events follow from the state and the orders, so a replay does not store them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of the fields say it; what each event means stands above it")]
pub enum Event {
    /// A unit changed its cell.
    Moved { seat: Seat, unit: UnitId, from: Pos, to: Pos },
    /// A unit attacked the cell `to` from `from`; `reach` is the distance in cells (1 for a strike, 2 for a lance).
    Attacked { seat: Seat, unit: UnitId, from: Pos, to: Pos, reach: u8, landed: bool },
    /// A unit guards in this tick.
    Guarded { seat: Seat, unit: UnitId, at: Pos },
    /// A unit, or the core where `unit` is `None`, lost hit points to attacks.
    Hurt { seat: Seat, unit: Option<UnitId>, at: Pos, amount: u16 },
    /// A unit, or the core where `unit` is `None`, got hit points back.
    Healed { seat: Seat, unit: Option<UnitId>, at: Pos, amount: u16 },
    /// A unit died. `storm` tells whether the storm killed it.
    Died { seat: Seat, unit: UnitId, at: Pos, storm: bool },
    /// A core was lost.
    CoreLost { seat: Seat, at: Pos },
    /// A unit took ore from its cell.
    Mined { seat: Seat, unit: UnitId, at: Pos, amount: u16 },
    /// A unit picked up loose cargo.
    PickedUp { seat: Seat, unit: UnitId, at: Pos, amount: u16 },
    /// A unit gave cargo to a unit, or to the core where `receiver` is `None`.
    Gave { seat: Seat, unit: UnitId, receiver: Option<UnitId>, from: Pos, to: Pos, amount: u16 },
    /// A core made a unit.
    Spawned { seat: Seat, unit: UnitId, at: Pos },
    /// A beacon, or another source, gave points to a team.
    Scored { seat: Seat, at: Pos, points: u32 },
    /// A beacon's holder changed; `None` is nobody.
    Turned { at: Pos, holder: Option<Seat> },
    /// The storm grew to this many rings.
    StormGrew { rings: u8 },
    /// The storm took hit points from a unit.
    Scorched { seat: Seat, unit: UnitId, at: Pos, amount: u16 },
    /// The rules took a unit off the board: nobody killed it.
    Removed { seat: Seat, unit: UnitId, at: Pos },
    /// A team's program failed, which ends the match.
    Forfeited { seat: Seat },
}
