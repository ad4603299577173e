//! What a browser is shown: views in, markup out.
//!
//! Every page is a view, plain data without a database or a clock behind it, and a function that turns it into markup.
//! Pages hold neither inline scripts nor inline styles, so that [`CONTENT_SECURITY_POLICY`] needs no exception, and every
//! page can be read without its scripts.
//!
//! Texts that players choose are escaped by maud, and go through [`text::name`] or [`text::said`], which keep them from
//! turning the writing direction of what stands around them.

pub mod about;
pub mod account;
pub mod address;
pub mod admission;
pub mod api;
pub mod asset;
pub mod board;
pub mod bot;
pub mod chart;
pub mod door;
pub mod failure;
pub mod front;
pub mod leaderboard;
pub mod log;
pub mod match_page;
pub mod match_row;
pub mod matches;
pub mod pager;
pub mod player;
pub mod seasons;
pub mod shape;
pub mod shell;
pub mod sparkline;
pub mod standing;
pub mod text;
pub mod tournament;
pub mod tournaments;
pub mod upload;

pub use pager::Pager;
pub use shell::{Shell, Visitor};
pub use standing::{BotLink, PlayerLink, Rating, Record, SeasonLink};

/// The policy that every page is served under. Whoever serves the pages sends it as `Content-Security-Policy`.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
