//! `run batch`: games as they are asked for, played on all cores and told in their order.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

use protocol::rumble::Mode;
use serde::Deserialize;
use serde_json::json;

use crate::args::Batch;
use crate::console::Console;
use crate::failure::Failure;
use crate::game::Match;
use crate::robot::Robots;

/// What the original says to a line that it cannot read.
const NOT_UNDERSTOOD: &str = "Did not understand batch game specification. To abort, press Ctrl-c";

/// A game, as it is asked for.
#[derive(Debug, Deserialize)]
struct Spec {
    red: String,
    blue: String,
    seed: Option<String>,
    turn_num: Option<u32>,
}

/// Turns of a game where none are named.
const USUAL_TURNS: u32 = 100;

/// A line of the input and its number, from 1; or the end of reading.
type Job = (u64, io::Result<String>);

/// What is printed for a line.
type Answer = (u64, Result<String, Failure>);

impl Batch {
    /// Plays until the input ends. What cannot be played ends it too, after all games before it were told.
    pub(crate) fn run(self) -> Result<(), Failure> {
        let robots = Arc::new(Robots::new(self.engine.sandbox()?));
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let workers = self.jobs.map_or_else(cores, NonZeroUsize::get);
        // A few lines ahead, so that nobody waits and an input without end is not gathered.
        let (jobs, todo) = mpsc::sync_channel::<Job>(workers);
        let (answers, told) = mpsc::channel::<Answer>();
        let todo = Arc::new(Mutex::new(todo));
        for _ in 0..workers {
            let (robots, todo, answers) = (Arc::clone(&robots), Arc::clone(&todo), answers.clone());
            let mode = self.game_mode;
            // Not joined: a game that nobody waits for any more ends with the process.
            thread::spawn(move || work(&robots, mode, &todo, &answers));
        }
        drop(answers);
        thread::spawn(move || read(&jobs));
        tell(&told)
    }
}

/// Hands out the lines of stdin, until it ends or nobody wants any more.
fn read(jobs: &SyncSender<Job>) {
    for job in (1..).zip(io::stdin().lock().lines()) {
        if jobs.send(job).is_err() {
            return;
        }
    }
}

/// Plays one game after the other.
fn work(robots: &Robots, mode: Mode, todo: &Mutex<Receiver<Job>>, answers: &mpsc::Sender<Answer>) {
    loop {
        let job = todo.lock().expect("waiting does not panic").recv();
        let Ok((number, line)) = job else { return };
        let wrong = |source| Failure::Console { doing: "read the games to play", source };
        let answer = line.map_err(wrong).and_then(|line| answer(robots, mode, number, &line));
        if answers.send((number, answer)).is_err() {
            return;
        }
    }
}

/// Plays the game of a line.
fn answer(robots: &Robots, mode: Mode, number: u64, line: &str) -> Result<String, Failure> {
    let Ok(spec) = serde_json::from_str::<Spec>(line) else { return Ok(NOT_UNDERSTOOD.to_owned()) };
    let one = Match {
        blue: robots.load(&spec.blue)?,
        red: robots.load(&spec.red)?,
        mode,
        turns: spec.turn_num.unwrap_or(USUAL_TURNS),
        // Games that name no seed differ from each other, and are the same when all is run again.
        seed: spec.seed.unwrap_or_else(|| number.to_string()),
    };
    let played = one.play(robots.sandbox(), None, |_| Ok(()))?;
    Ok(json!({ "winner": played.winner }).to_string())
}

/// Prints the answers in the order of their lines, each as soon as those before it are there.
fn tell(told: &Receiver<Answer>) -> Result<(), Failure> {
    let mut console = Console::open();
    let mut waiting = BTreeMap::new();
    let mut next = 1;
    for (number, answer) in told {
        waiting.insert(number, answer);
        while let Some(answer) = waiting.remove(&next) {
            console.text(&(answer? + "\n"))?;
            next += 1;
        }
    }
    Ok(())
}
