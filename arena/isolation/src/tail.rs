//! What a worker says on its stderr: logged by its parent as it comes, and its last words kept.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use replay::Escaped;
use tracing::debug;

/// The longest line that is kept, in bytes; longer ones are cut into several.
const LINE_BYTES: u64 = 512;

/// How much of the end is kept, in bytes.
const KEPT_BYTES: usize = 300;

/// Reads a worker's stderr to its end, on a thread of its own.
pub(crate) struct Tail {
    last: Arc<Mutex<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Tail {
    /// Begins to read.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub(crate) fn of(stderr: impl Read + Send + 'static) -> std::io::Result<Tail> {
        let last = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&last);
        let thread = Builder::new().name("worker's log".to_owned()).spawn(move || read(stderr, &kept))?;
        Ok(Tail { last, thread: Some(thread) })
    }

    /// Waits for the end, which comes with the worker's, and gives the last words.
    pub(crate) fn last_words(&mut self) -> String {
        if let Some(thread) = self.thread.take() {
            // It cannot panic, and if it did there would be no last words.
            let _ = thread.join();
        }
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn read(stderr: impl Read, last: &Mutex<String>) {
    let mut stderr = BufReader::new(stderr);
    let mut line = Vec::new();
    // A pipe that cannot be read any more has ended.
    while let Ok(1..) = stderr.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line) {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if !text.is_empty() {
            debug!(target: "worker", "{}", Escaped(text));
            remember(&mut last.lock().unwrap_or_else(PoisonError::into_inner), text);
        }
        line.clear();
    }
}

/// Keeps the last lines, as many as fit: what a panic or an allocator says takes several.
fn remember(last: &mut String, line: &str) {
    if !last.is_empty() {
        last.push_str("; ");
    }
    last.push_str(line);
    let excess = last.len().saturating_sub(KEPT_BYTES);
    let cut = (excess..last.len()).find(|&at| last.is_char_boundary(at)).unwrap_or_default();
    last.drain(..cut);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_are_kept() {
        let words = |text: &'static [u8]| Tail::of(text).expect("a thread").last_words();
        assert_eq!(words(b""), "");
        assert_eq!(words(b"one\ntwo\n\n"), "one; two");
        assert_eq!(words(b"one\nno end"), "one; no end");
        assert_eq!(words(&[b'x'; 600]), format!("{}; {}", "x".repeat(210), "x".repeat(88)));
    }
}
