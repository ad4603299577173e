//! The same setup gives the same replay, byte for byte, whatever it is played on: both back ends, every state of the
//! cache, several matches at once, and with everything logged.
//!
//! One test, since the subscriber of the logs is set for the whole process.

mod play;

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use battle::{Entrant, Setup, bundled};
use play::{new_sandbox, record, setup};
use sandbox::{Backend, CacheMode, Sandbox};
use tracing_subscriber::filter::LevelFilter;

/// The strongest bots, on a map where they meet.
fn setup_in(sandbox: &Sandbox) -> Setup {
    let strongest = bundled::BOTS.iter().rev().take(2);
    let entrants = strongest.map(|bot| Entrant::load(sandbox, bot.name, bot.wasm).expect("admitted"));
    setup(entrants.collect(), "islands", "same everywhere", &["ticks=160"])
}

fn bytes(sandbox: &Sandbox, folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(name);
    record(sandbox, &setup_in(sandbox), &path);
    std::fs::read(path).expect("it was written")
}

#[test]
fn one_match_is_the_same_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = bytes(&new_sandbox(Backend::Cranelift, CacheMode::Off), folder.path(), "expected");
    for logged in [false, true] {
        if logged {
            tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(|| Counter).init();
        }
        for backend in Backend::ALL {
            let cache = CacheMode::At(folder.path().join(format!("cache {logged}")));
            for (state, cache) in [("none", CacheMode::Off), ("cold", cache.clone()), ("warm", cache)] {
                let sandbox = new_sandbox(backend, cache);
                let what = format!("{backend}, cache {state}, logged {logged}");
                assert!(bytes(&sandbox, folder.path(), "one") == expected, "{what}");
                let both = thread::scope(|scope| {
                    let other = scope.spawn(|| bytes(&sandbox, folder.path(), "two"));
                    [bytes(&sandbox, folder.path(), "one"), other.join().expect("no panic")]
                });
                assert!(both.iter().all(|each| *each == expected), "{what}, two at once");
            }
        }
    }
    assert!(LOGGED.load(Ordering::Relaxed) > 0, "nothing was logged, so nothing was tested");
}

static LOGGED: AtomicU64 = AtomicU64::new(0);

/// Counts what is logged.
struct Counter;

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
