//! Speaks to a ladder, over its interface for programs.
//!
//! ```text
//!  a word ---> Address, MatchAddress
//!                   |
//!  Accounts ---> Ladder --- get, post, upload, replay, live ---> JSON, or the view of a Bot, a Match, a Standing
//!  (a file: which ladder, which token)
//! ```
//!
//! What goes wrong is a [`terminal::exit::Failure`] that says what the ladder said, or why it could not be asked.
#![forbid(unsafe_code)]

mod accounts;
mod address;
mod ladder;
mod limits;
mod live;
mod outage;
mod trouble;
mod view;

pub use accounts::{Account, Accounts, LADDER, TOKEN};
pub use address::{Address, MatchAddress, is_address};
pub use ladder::{Ladder, Upload};
pub use live::Live;
pub use outage::{Heard, Outage};
pub use view::{Bot, Match, Player, Refusal, Season, Seat, SignedUp, Standing, Version, state};
