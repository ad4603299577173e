macro_rules! failures {
    ($( $(#[doc = $doc:literal])+ $name:ident = $word:literal, $code:literal; )+) => {
        /// Why a robot's program failed as a whole. The words and numbers are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Failure { $( $(#[doc = $doc])+ $name = $code, )+ }

        impl Failure {
            /// Every failure, in the order of their codes.
            pub const ALL: &[Failure] = &[$(Failure::$name),+];

            /// The stable word.
            pub const fn word(self) -> &'static str {
                match self { $(Failure::$name => $word),+ }
            }

            /// One sentence for people.
            pub const fn explanation(self) -> &'static str {
                match self { $(Failure::$name => concat!($($doc),+)),+ }
            }

            /// The failure that a replay stores as this number.
            pub const fn from_code(code: u32) -> Option<Failure> {
                match code { $($code => Some(Failure::$name),)+ _ => None }
            }

            /// The number that a replay stores; never 0.
            pub const fn code(self) -> u32 {
                self as u32
            }
        }
    };
}

failures! {
    /// The robot could not be loaded, or its `init_turn` failed.
    Init = "init_error", 1;
    /// The program said nothing of how it was initialised.
    NoInit = "no_init", 2;
    /// The program ended before it answered.
    NoData = "no_data", 3;
    /// The program answered with something that is no answer.
    BadData = "data_error", 4;
    /// The program's fuel was used up before it answered: usually an endless loop.
    OutOfFuel = "out_of_fuel", 5;
    /// The program said that it failed, and not why.
    Internal = "internal_error", 6;
    /// The program said that it could not read or write.
    Io = "io_error", 7;
}
