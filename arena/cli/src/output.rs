use std::fmt::Display;
use std::io::{self, BufWriter, Stdout, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use serde::Serialize;

use crate::exit::{Failure, Trouble};
use crate::palette::WARNING;

/// Where a verb's results go: text for people, or JSON for programs. What is said along the way goes to stderr.
pub(crate) struct Output {
    /// Whether results are JSON.
    pub(crate) json: bool,
    out: BufWriter<AutoStream<Stdout>>,
}

impl Output {
    /// Writes to stdout, in colour where the terminal, `--color` and `NO_COLOR` want it.
    pub(crate) fn new(json: bool) -> Output {
        Output { json, out: BufWriter::new(anstream::stdout()) }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        writeln!(self.out, "{text}").map_err(Failure::from)
    }

    /// Writes text that brings its own line ends.
    pub(crate) fn text(&mut self, text: impl Display) -> Result<(), Failure> {
        write!(self.out, "{text}").map_err(Failure::from)
    }

    /// Writes bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(Failure::from)
    }

    /// Writes a value as indented JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        self.line("")
    }

    /// Hands everything written so far to the reader.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(Failure::from)
    }

    /// Says something that the reader should know, but that is no result.
    pub(crate) fn warn(&self, text: impl Display) {
        // Nothing is left to be done when not even stderr can be written to.
        let _ = writeln!(anstream::stderr(), "{WARNING}warning:{WARNING:#} {text}");
    }

    /// Tells how it ended, and gives what the process returns.
    pub(crate) fn end(mut self, result: Result<(), Failure>) -> ExitCode {
        match result.and_then(|()| self.flush()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                if let (Failure::Untold(trouble), true) = (&failure, self.json) {
                    // A program that no longer reads learns it from the exit code.
                    let _ = self.json(&error_object(trouble));
                }
                let _ = self.flush();
                failure.tell()
            }
        }
    }
}

/// What a program reads in place of a result.
pub(crate) fn error_object(trouble: &Trouble) -> serde_json::Value {
    let Trouble { code, message, help, .. } = trouble;
    serde_json::json!({ "error": { "code": code, "message": message, "help": help } })
}
