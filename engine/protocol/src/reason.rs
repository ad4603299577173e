use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($( $(#[doc = $doc:literal])+ $name:ident = $word:literal, $code:literal; )+) => {
        /// Why an order, or a whole line, was dropped before the tick, or failed in it.
        ///
        /// The words are stable: bots may match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[repr(u8)]
        pub enum Reason { $( $(#[doc = $doc])+ #[serde(rename = $word)] $name = $code, )+ }

        impl Reason {
            /// Every reason, in the order of their codes.
            pub const ALL: &[Reason] = &[$(Reason::$name),+];

            /// The stable word that a bot sees.
            pub const fn word(self) -> &'static str {
                match self { $(Reason::$name => $word),+ }
            }

            /// One sentence for people.
            pub const fn explanation(self) -> &'static str {
                match self { $(Reason::$name => concat!($($doc),+)),+ }
            }

            /// The reason that a replay stores as this number.
            pub const fn from_code(code: u8) -> Option<Reason> {
                match code { $($code => Some(Reason::$name),)+ _ => None }
            }

            /// The number that a replay stores.
            pub const fn code(self) -> u8 {
                self as u8
            }
        }
    };
}

reasons! {
    /// The line was longer than 65536 bytes.
    LineTooLong = "line_too_long", 0;
    /// The line is not JSON, not UTF-8, or not an object with the fields of a reply.
    BadJson = "bad_json", 1;
    /// The line held more than 128 orders; those after the 128th were dropped.
    TooManyOrders = "too_many_orders", 2;
    /// The bot wrote more in this tick than its output may hold; what came after was dropped.
    TooMuchOutput = "too_much_output", 3;
    /// The order is not an object, or one of its fields has the wrong type.
    BadOrder = "bad_order", 4;
    /// `do` is missing or names no order of this game.
    UnknownVerb = "unknown_verb", 5;
    /// `to` is missing or is none of n, e, s, w.
    BadDirection = "bad_direction", 6;
    /// `amount` is missing, not a whole number, or less than 1.
    BadAmount = "bad_amount", 7;
    /// The bot has no living unit with this number.
    NoSuchUnit = "no_such_unit", 8;
    /// The unit, or the core, had already been given an order in this tick; the first one stands.
    DuplicateOrder = "duplicate_order", 9;
    /// A lance costs more cargo than the unit carries.
    LanceNeedsCargo = "lance_needs_cargo", 10;
    /// A unit cannot guard in two ticks in a row.
    GuardedLastTick = "guarded_last_tick", 11;
    /// The step leads off the board.
    OffBoard = "off_board", 12;
    /// A wall is in the way.
    BlockedByWall = "blocked_by_wall", 13;
    /// A core is in the way.
    BlockedByCore = "blocked_by_core", 14;
    /// Two or more units wanted the same cell, and this one did not get it; in Beacons none does.
    Contested = "contested", 15;
    /// Two units tried to swap places.
    Swap = "swap", 16;
    /// The cell's unit stayed, or failed to leave.
    Occupied = "occupied", 17;
    /// Nothing stood there that could be harmed.
    Missed = "missed", 18;
    /// The unit died in this tick before its order took effect.
    Died = "died", 19;
    /// The unit stands on no ore, or the ore is used up.
    NoOre = "no_ore", 20;
    /// The unit carries as much as it can.
    CargoFull = "cargo_full", 21;
    /// No own unit and no own living core stands there.
    NoReceiver = "no_receiver", 22;
    /// The receiver has no room.
    ReceiverFull = "receiver_full", 23;
    /// The unit carries nothing, or too little to pay.
    NoCargo = "no_cargo", 24;
    /// The target has all of its hit points.
    NothingToRepair = "nothing_to_repair", 25;
    /// The bank does not cover the price.
    TooExpensive = "too_expensive", 26;
    /// The team has as many units as it may have.
    TeamFull = "team_full", 27;
    /// The core is lost.
    CoreLost = "core_lost", 28;
    /// The line came before the first tick or after the last one, when no order is taken.
    OutOfTurn = "out_of_turn", 29;
    /// The robot's function failed for this unit, which therefore does nothing; the log tells how.
    RobotError = "robot_error", 30;
    /// No unit stood there that could be healed.
    NobodyToHeal = "nobody_to_heal", 31;
    /// Healing has no effect in this mode of the game.
    HealIgnored = "heal_ignored", 32;
}
