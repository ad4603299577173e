use core::fmt;
use serde::{Deserialize, Serialize};

/// How a seat ended a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It asked for the next line: the usual end of a turn.
    Waiting,
    /// Its fuel ran out in mid-computation; it goes on from the same instruction in the next turn.
    OutOfFuel,
    /// It ended its process with this code. The seat idles for the rest of the match.
    Exited(u32),
    /// It did something that WebAssembly forbids. The seat idles for the rest of the match.
    Faulted(Fault),
}

impl Status {
    /// Whether the seat still plays.
    pub const fn is_live(self) -> bool {
        matches!(self, Status::Waiting | Status::OutOfFuel)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Waiting => f.write_str("waiting"),
            Status::OutOfFuel => f.write_str("out_of_fuel"),
            Status::Exited(code) => write!(f, "exited({code})"),
            Status::Faulted(fault) => write!(f, "faulted({})", fault.word()),
        }
    }
}

macro_rules! faults {
    ($( $(#[doc = $doc:literal])+ $name:ident = $word:literal, $code:literal; )+) => {
        /// What ended a bot. The words and numbers are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum Fault { $( $(#[doc = $doc])+ #[serde(rename = $word)] $name = $code, )+ }

        impl Fault {
            /// Every fault, in the order of their codes.
            pub const ALL: &[Fault] = &[$(Fault::$name),+];

            /// The stable word.
            pub const fn word(self) -> &'static str {
                match self { $(Fault::$name => $word),+ }
            }

            /// What happened, and what the bot's author can do, for people.
            pub const fn explanation(self) -> &'static str {
                match self { $(Fault::$name => concat!($($doc),+)),+ }
            }

            /// The fault that a replay stores as this number.
            pub const fn from_code(code: u8) -> Option<Fault> {
                match code { $($code => Some(Fault::$name),)+ _ => None }
            }

            /// The number that a replay stores.
            pub const fn code(self) -> u8 {
                self as u8
            }
        }
    };
}

faults! {
    /// The bot ran an `unreachable` instruction: in most languages a panic or a failed assertion. Its log usually says which.
    Unreachable = "unreachable", 0;
    /// A load, a store or a data segment reached past the end of memory.
    MemoryOutOfBounds = "memory_out_of_bounds", 1;
    /// A table access or an element segment reached past the end of its table.
    TableOutOfBounds = "table_out_of_bounds", 2;
    /// An indirect call went through an empty table entry: a null function pointer.
    IndirectCallToNull = "indirect_call_to_null", 3;
    /// An indirect call reached a function of another type: a function pointer cast to the wrong signature.
    BadSignature = "bad_signature", 4;
    /// An integer was divided by zero.
    DivisionByZero = "division_by_zero", 5;
    /// An integer division overflowed, or a float out of range was converted to an integer.
    IntegerOverflow = "integer_overflow", 6;
    /// A NaN was converted to an integer.
    BadConversion = "bad_conversion", 7;
    /// Calls were nested too deeply, or functions hold too many values: usually endless recursion.
    StackOverflow = "stack_overflow", 8;
}
