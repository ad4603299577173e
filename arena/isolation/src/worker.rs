use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::io::{self, BufReader};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use replay::{Escaped, Header, limits};
use sandbox::{Backend, CacheMode};

use crate::crew::Launch;
use crate::footage;
use crate::message::{Answer, Record, Request};
use crate::patience::{self, POLL};
use crate::tail::Tail;
use crate::{Bot, Bounds, Identity, Played, Refused, WorkerError, frame};

/// A child process that compiles bots and plays matches. After an error it is good for nothing; dropping it ends it.
pub(crate) struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    answers: Receiver<io::Result<Answer>>,
    tail: Tail,
    bounds: Bounds,
    /// What it has, and by which compiler.
    loaded: BTreeMap<Identity, Backend>,
}

/// Set when everything is to be stopped.
pub(crate) type Stop<'a> = Option<&'a AtomicBool>;

impl Worker {
    /// Starts a process without any of our environment, out of reach of the terminal's Ctrl-C, and lets it confine
    /// itself.
    pub(crate) fn start(
        launch: &Launch,
        cache: &CacheMode,
        bounds: Bounds,
        stop: Stop<'_>,
    ) -> Result<Option<Worker>, WorkerError> {
        let mut command = Command::new(&launch.program);
        command.args(&launch.args).env_clear().current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(WorkerError::Start)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(WorkerError::Start(io::Error::other("it has no pipes")));
        };
        // Whoever floods us fills one place of a channel, and then its own pipe.
        let (sender, answers) = mpsc::sync_channel(1);
        Builder::new()
            .name("worker's answers".to_owned())
            .spawn(move || {
                let mut stdout = BufReader::new(stdout);
                while let Some(answer) = frame::read(&mut stdout).transpose() {
                    let broken = answer.is_err();
                    if sender.send(answer).is_err() || broken {
                        break;
                    }
                }
            })
            .map_err(WorkerError::Start)?;
        let tail = Tail::of(stderr).map_err(WorkerError::Start)?;
        let (stdin, loaded) = (Some(stdin), BTreeMap::new());
        let mut worker = Worker { child, stdin, answers, tail, bounds, loaded };
        worker.ask(&Request::Begin { cache: cache.clone(), bounds })?;
        match worker.hear(patience::COMPILE, stop)? {
            Some(Answer::Ready) => Ok(Some(worker)),
            Some(other) => Err(nonsense(&other)),
            None => Ok(None),
        }
    }

    /// Whether it has this bot, compiled by this compiler.
    pub(crate) fn has(&self, bot: Identity, backend: Backend) -> bool {
        self.loaded.get(&bot) == Some(&backend)
    }

    /// Lets it admit and compile a bot. `None` when everything is stopped.
    pub(crate) fn load(
        &mut self,
        bot: Bot<'_>,
        stop: Stop<'_>,
    ) -> Result<Option<Result<Identity, Refused>>, WorkerError> {
        let Bot { submission, backend } = bot;
        self.ask(&Request::Load { bytes: submission.bytes.to_vec(), script: submission.script, backend })?;
        match self.hear(patience::COMPILE, stop)? {
            Some(Answer::Loaded(identity)) if identity == submission.identity() => {
                self.loaded.insert(identity, backend);
                Ok(Some(Ok(identity)))
            }
            Some(Answer::Refused(refused)) => Ok(Some(Err(refused))),
            Some(Answer::Failed(why)) => Err(WorkerError::Host(why)),
            Some(other) => Err(nonsense(&other)),
            None => Ok(None),
        }
    }

    /// Lets it play a match of bots that it has. `show` is given what there is to be seen of it meanwhile. `None` when
    /// everything is stopped.
    pub(crate) fn play(
        &mut self,
        header: &Header,
        record: Record,
        stop: Stop<'_>,
        show: &mut dyn FnMut(Vec<u8>),
    ) -> Result<Option<Box<Played>>, WorkerError> {
        let patience = patience::turn(header, &self.bounds);
        let scripts = header.scripts();
        self.ask(&Request::Play { header: Box::new(header.clone()), scripts, record })?;
        let (mut next, mut shown_bytes) = (0, 0);
        loop {
            match self.hear(patience, stop)? {
                // Who is always at the same turn has come to no end.
                Some(Answer::Turn { turn, shown })
                    if (next..limits::TURNS).contains(&turn)
                        && (shown.is_empty() || record == Record::Shown)
                        && footage::fits(shown_bytes, shown.len()) =>
                {
                    next = turn + 1;
                    shown_bytes += shown.len();
                    if !shown.is_empty() {
                        show(shown);
                    }
                }
                Some(Answer::Over(played)) if played.seats.len() == header.seats.len() => {
                    return Ok(Some(played));
                }
                Some(Answer::Failed(why)) => return Err(WorkerError::Host(why)),
                Some(other) => return Err(nonsense(&other)),
                None => return Ok(None),
            }
        }
    }

    fn ask(&mut self, request: &Request) -> Result<(), WorkerError> {
        let Some(stdin) = &mut self.stdin else { return Err(self.died()) };
        match frame::write(stdin, request) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(self.died()),
            Err(error) => Err(WorkerError::Host(format!("cannot write to a worker: {error}"))),
        }
    }

    /// Waits for an answer, looking after the worker meanwhile.
    fn hear(&mut self, patience: Duration, stop: Stop<'_>) -> Result<Option<Answer>, WorkerError> {
        let began = Instant::now();
        loop {
            match self.answers.recv_timeout(POLL) {
                Ok(Ok(answer)) => return Ok(Some(answer)),
                Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(self.died()),
                Ok(Err(error)) => return Err(WorkerError::Nonsense(error.to_string())),
                Err(RecvTimeoutError::Disconnected) => return Err(self.died()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                return Ok(None);
            }
            if began.elapsed() > patience {
                return Err(WorkerError::Silent(patience));
            }
            self.check_memory()?;
        }
    }

    fn check_memory(&self) -> Result<(), WorkerError> {
        let most_bytes = self.bounds.resident_bytes;
        match resident_bytes(self.child.id()) {
            Some(taken_bytes) if taken_bytes > most_bytes => {
                Err(WorkerError::Memory { taken_bytes, most_bytes })
            }
            _ => Ok(()),
        }
    }

    /// Why there are no answers any more.
    fn died(&mut self) -> WorkerError {
        let how = match self.end() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        WorkerError::Died { how, last_words: self.tail.last_words() }
    }

    /// Ends the process, if it has not ended, and buries it.
    fn end(&mut self) -> io::Result<ExitStatus> {
        self.stdin = None;
        // One that closed its pipes and lives on must not be waited for. A process that is gone cannot be killed.
        let deadline = Instant::now() + POLL;
        while self.child.try_wait()?.is_none() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.child.kill()?;
        self.child.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stdin = None;
        // Nothing is left to be done for a process that can neither be ended nor waited for.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// Memory that a process has in the machine; `None` where the system does not say, or the process is gone.
fn resident_bytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

fn nonsense(answer: &Answer) -> WorkerError {
    let mut begin = Begin(String::new());
    // It ends where there is enough of it: an answer may have a hundred megabytes.
    let _ = write!(begin, "{answer:?}");
    WorkerError::Nonsense(Escaped(&begin.0).to_string())
}

/// The first characters of what is written to it.
struct Begin(String);

impl fmt::Write for Begin {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(text.chars().take(80_usize.saturating_sub(self.0.len())));
        if self.0.len() < 80 { Ok(()) } else { Err(fmt::Error) }
    }
}
