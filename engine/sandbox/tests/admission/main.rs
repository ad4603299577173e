//! Admission, looked at from outside: what is refused, with which code, and what passes.

mod bytes;
mod features;
mod limits;
mod rejects;
mod source;
