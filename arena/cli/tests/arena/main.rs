//! The command as a user meets it: every test runs the real program.

mod check;
mod command;
mod errors;
mod export;
mod maps;
mod new;
mod run;
mod show;
mod talker;
mod verify;
