//! The program, and what it reports of itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::display::Display;

/// How long anything may take: a software renderer on a loaded machine draws a few frames a second.
const PATIENCE: Duration = Duration::from_secs(120);

/// Times that something is tried within that.
const TRIES: u32 = 8;

/// A line of `arena-viewer --json`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Now {
    pub(crate) screen: String,
    pub(crate) tick: u32,
    pub(crate) end: u32,
    pub(crate) live: bool,
    pub(crate) playing: bool,
    pub(crate) tactical: bool,
    pub(crate) unit: Option<(u8, u16)>,
    pub(crate) fog: Option<u8>,
    pub(crate) open: Vec<String>,
    pub(crate) notices: Vec<String>,
    pub(crate) units: Vec<(u8, u16, i32, i32)>,
}

/// A running viewer, ended when it is dropped.
pub(crate) struct Viewer {
    process: Child,
    lines: Receiver<Now>,
    now: Now,
    _home: tempfile::TempDir,
}

impl Viewer {
    /// Starts it on a display, with a home of its own.
    pub(crate) fn start(display: &Display, words: &[&str]) -> Viewer {
        let home = tempfile::tempdir().expect("a folder for the time being");
        let mut process = Command::new(env!("CARGO_BIN_EXE_arena-viewer"))
            .args(["--json", "--fullscreen", "--quality", "low"])
            .args(words)
            .env("DISPLAY", &display.name)
            .env("HOME", home.path())
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_CONFIG_HOME")
            .current_dir(home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the viewer starts");
        let out = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let now = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line}"));
                if send.send(now).is_err() {
                    break;
                }
            }
        });
        Viewer { process, lines, now: Now::default(), _home: home }
    }

    /// Waits until what is shown is as expected.
    pub(crate) fn wait(&mut self, what: &str, is_so: impl Fn(&Now) -> bool) -> Now {
        self.wait_for(PATIENCE, is_so)
            .unwrap_or_else(|| panic!("waited in vain for: {what}; now it is {:?}", self.now))
    }

    /// Does something until what is shown is as expected: again after a while, as a user would, since a key or a click that
    /// comes while the window lags may be lost on its way through the virtual display.
    pub(crate) fn until(&mut self, what: &str, act: impl Fn(), is_so: impl Fn(&Now) -> bool) -> Now {
        for _ in 0..TRIES {
            act();
            if let Some(now) = self.wait_for(PATIENCE / TRIES, &is_so) {
                return now;
            }
        }
        panic!("tried in vain: {what}; now it is {:?}", self.now);
    }

    fn wait_for(&mut self, patience: Duration, is_so: impl Fn(&Now) -> bool) -> Option<Now> {
        let until = Instant::now() + patience;
        while !is_so(&self.now) {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(now) => self.now = now,
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("the viewer ended; last it was {:?}", self.now),
            }
        }
        Some(self.now.clone())
    }

    /// Quits by the keyboard, and gives the exit code. Pressed again after a while, as a user would: a key that comes
    /// while the window lags may be lost on its way through the virtual display.
    pub(crate) fn quit(&mut self, display: &Display) -> Option<i32> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            display.key("ctrl+q");
            let again = Instant::now() + Duration::from_secs(5);
            while Instant::now() < again {
                if let Some(status) = self.process.try_wait().expect("it is our child") {
                    return status.code();
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        panic!("the viewer does not end; last it was {:?}", self.now);
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
