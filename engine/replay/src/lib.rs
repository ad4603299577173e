//! The replay file: bytes to frames and back.
