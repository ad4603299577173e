use std::io::{self, StdoutLock, Write};

use anstream::AutoStream;

use crate::failure::Failure;

/// Stdout: coloured on a terminal, plain everywhere else.
pub(crate) struct Console(AutoStream<StdoutLock<'static>>);

impl Console {
    /// Takes it over.
    pub(crate) fn open() -> Console {
        Console(AutoStream::auto(io::stdout().lock()))
    }

    /// Writes a text, at once.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        let wrong = |source| Failure::Console { doing: "write the result", source };
        self.0.write_all(text.as_bytes()).and_then(|()| self.0.flush()).map_err(wrong)
    }
}
