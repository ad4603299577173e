//! Admission, looked at from outside: what is refused, with which code, and what passes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bytes;
mod features;
mod limits;
mod rejects;
mod source;
