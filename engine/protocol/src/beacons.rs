//! The messages of Beacons, Robodrome's own game.
//!
//! A bot sees the board turned so that it always plays from the same corner, is always team 0, and counts its units in
//! its own order of birth. Directions and cells in its orders are in that same frame.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::{Dir, Note, Pos, UnitId};

/// Every number of the rules. `assets/rulesets/beacons.toml` holds the tuned values and says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Last tick of a match.
    pub ticks: u32,
    /// Whether units and loose cargo out of sight are hidden.
    pub fog: bool,
    /// Chebyshev distance at which an own unit or living core sees, in cells.
    pub sight: u8,
    /// Hit points of a core.
    pub core_hp: u16,
    /// Ore in a team's bank at the start.
    pub start_bank: u32,
    /// Units that a team may have at a time.
    pub max_units: u16,
    /// Hit points of a new unit, and its maximum.
    pub unit_hp: u16,
    /// Ore that a unit can carry.
    pub unit_cargo: u16,
    /// Ore that an ore cell holds at the start.
    pub ore_amount: u16,
    /// Ore that one `mine` takes.
    pub mine_amount: u16,
    /// Damage of a strike.
    pub strike_damage: u16,
    /// Damage of a lance.
    pub lance_damage: u16,
    /// Cargo that a lance costs.
    pub lance_cost: u16,
    /// Damage that a guard takes off.
    pub guard_amount: u16,
    /// Damage added for each side after the first from which a unit is hit.
    pub flank_damage: u16,
    /// Hit points that one `repair` restores.
    pub repair_amount: u16,
    /// Cargo that one `repair` costs.
    pub repair_cost: u16,
    /// Price of the first unit.
    pub spawn_cost: u32,
    /// Own units that make the next unit dearer by 1.
    pub spawn_cost_step: u32,
    /// Chebyshev distance at which a unit counts for a beacon.
    pub beacon_radius: u8,
    /// Points that an open, held beacon gives a tick.
    pub beacon_points: u32,
    /// First tick of the storm.
    pub storm_start: u32,
    /// Ticks between two rings of the storm.
    pub storm_period: u32,
    /// Width in cells of the centre that the storm never reaches.
    pub storm_rest: u8,
    /// Hit points that a unit inside the storm loses a tick.
    pub storm_damage: u16,
}

/// The first line: `{"type":"start",...}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "start")]
pub struct Start {
    /// Version of the protocol: 1.
    pub protocol: u32,
    /// The game: `beacons`.
    pub game: String,
    /// The bot's name in this match.
    pub name: String,
    /// Number of teams: 2, 4 or 8. The reader is team 0.
    pub teams: u8,
    /// Width of the board in cells.
    pub width: u8,
    /// Height of the board in cells.
    pub height: u8,
    /// The board, a text a row from the top: `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` the core of that team.
    pub map: Vec<String>,
    /// Every number of the rules. A reader skips numbers that it does not know.
    #[serde(deserialize_with = "crate::tolerant::known_fields")]
    pub rules: Params,
}

/// A line a tick: `{"type":"tick",...}`. What the reader knows of the state before this tick's orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "tick")]
pub struct Observation {
    /// The tick that the orders will be for; the first is 1.
    pub tick: u32,
    /// Ore in the own bank.
    pub bank: u32,
    /// Points by team.
    pub points: Vec<u32>,
    /// Damage dealt so far by team: the tie-break after points.
    pub damage: Vec<u32>,
    /// Hit points of the cores by team; 0 is lost.
    pub cores: Vec<u16>,
    /// Rings of the storm: cells nearer to the edge than this (the edge is 0) are inside it.
    pub rings: u8,
    /// Own units by rising number.
    pub units: Vec<OwnUnit>,
    /// Enemy units in sight, by team and number.
    pub enemies: Vec<EnemyUnit>,
    /// Ore left in each ore cell, in reading order of the map's ore cells.
    pub ore: Vec<u16>,
    /// Loose cargo in sight, in reading order.
    pub loose: Vec<Loose>,
    /// Orders of the last tick that were dropped or failed, with the reason. A reader skips reasons that it does not know.
    #[serde(deserialize_with = "crate::tolerant::known_notes")]
    pub failed: Vec<Note>,
}

/// A unit of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnUnit {
    /// Its number.
    pub id: UnitId,
    /// Its cell.
    pub at: Pos,
    /// Its hit points.
    pub hp: u16,
    /// Ore that it carries.
    pub cargo: u16,
    /// Whether it guarded in the last tick, and so cannot in this one.
    pub guarded: bool,
}

/// A unit of another team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnemyUnit {
    /// Its team, 1 and up.
    pub team: u8,
    /// Its number within its team.
    pub id: UnitId,
    /// Its cell.
    pub at: Pos,
    /// Its hit points.
    pub hp: u16,
    /// Ore that it carries.
    pub cargo: u16,
    /// Whether it guarded in the last tick, and so cannot in this one.
    pub guarded: bool,
}

/// Cargo that lies on a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loose {
    /// The cell.
    pub at: Pos,
    /// How much lies there.
    pub amount: u32,
}

/// What a unit, or the core, can be told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Verb {
    /// One step.
    Move = 0,
    /// Damage to the neighbouring cell.
    Strike = 1,
    /// Damage to the cell two away, for cargo.
    Lance = 2,
    /// Take less damage in this tick.
    Guard = 3,
    /// Take ore from the cell the unit stands on.
    Mine = 4,
    /// Hand cargo to the neighbouring own unit or core.
    Give = 5,
    /// Restore hit points of the neighbouring own unit or core, for cargo.
    Repair = 6,
    /// Make a new unit beside the core. Given by the core, so without a unit.
    Spawn = 7,
}

impl Verb {
    /// Every verb, in the order of their codes.
    pub const ALL: [Verb; 8] = [
        Verb::Move,
        Verb::Strike,
        Verb::Lance,
        Verb::Guard,
        Verb::Mine,
        Verb::Give,
        Verb::Repair,
        Verb::Spawn,
    ];

    /// The protocol's word for it.
    pub const fn word(self) -> &'static str {
        ["move", "strike", "lance", "guard", "mine", "give", "repair", "spawn"][self as usize]
    }

    /// The verb that a word names.
    pub fn from_word(word: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|v| v.word() == word)
    }

    /// Whether the order needs `to`.
    pub const fn takes_dir(self) -> bool {
        !matches!(self, Verb::Guard | Verb::Mine)
    }
}

/// One order, as a bot writes it: `{"unit":3,"do":"move","to":"n"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The unit; left out for `spawn`, which the core carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// What to do.
    #[serde(rename = "do")]
    pub verb: Verb,
    /// Where to; left out for `guard` and `mine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Dir>,
    /// How much, for `give` only; 1 and up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
}

impl Order {
    const fn new(unit: u16, verb: Verb, to: Option<Dir>) -> Order {
        Order { unit: Some(UnitId(unit)), verb, to, amount: None }
    }

    /// One step.
    pub const fn move_(unit: u16, to: Dir) -> Order {
        Order::new(unit, Verb::Move, Some(to))
    }

    /// Damage to the neighbouring cell.
    pub const fn strike(unit: u16, to: Dir) -> Order {
        Order::new(unit, Verb::Strike, Some(to))
    }

    /// Damage to the cell two away, for cargo.
    pub const fn lance(unit: u16, to: Dir) -> Order {
        Order::new(unit, Verb::Lance, Some(to))
    }

    /// Take less damage in this tick.
    pub const fn guard(unit: u16) -> Order {
        Order::new(unit, Verb::Guard, None)
    }

    /// Take ore from the cell that the unit stands on.
    pub const fn mine(unit: u16) -> Order {
        Order::new(unit, Verb::Mine, None)
    }

    /// Hand up to `amount` cargo to the neighbouring own unit or core.
    pub const fn give(unit: u16, to: Dir, amount: u32) -> Order {
        Order { amount: Some(amount), ..Order::new(unit, Verb::Give, Some(to)) }
    }

    /// Restore hit points of the neighbouring own unit or core, for cargo.
    pub const fn repair(unit: u16, to: Dir) -> Order {
        Order::new(unit, Verb::Repair, Some(to))
    }

    /// Make a new unit beside the core.
    pub const fn spawn(to: Dir) -> Order {
        Order { unit: None, verb: Verb::Spawn, to: Some(to), amount: None }
    }
}
