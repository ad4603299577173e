//! Plays, verifies and re-executes matches.
