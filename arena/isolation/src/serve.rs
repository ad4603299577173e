//! The worker's side.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Stdout, Write};
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use battle::{Battle, Entrant, Setup, Submission, play_shown};
use replay::{Header, Writer};
use sandbox::{Backend, CacheMode, Config, LoadError, Sandbox};

use crate::affinity::Affinity;
use crate::footage::{self, Footage};
use crate::message::{Answer, Record, Request};
use crate::patience::{self, BEAT};
use crate::{Bounds, Identity, Played, Refused, Stops, confine, frame};

/// Does what a parent asks for on stdin, and answers on stdout, until stdin ends. Never call it in a process that is good
/// for anything else: it gives up rights, and ends the process when the parent is gone.
///
/// # Errors
/// A pipe that breaks, or an operating system that does not confine: the process should end.
pub fn serve() -> io::Result<()> {
    serve_with(|_| {})
}

/// The same, looking at each match before it is played: a place for tests to let a worker die.
///
/// # Errors
/// As [`serve`].
pub fn serve_with(before: impl FnMut(&Header)) -> io::Result<()> {
    let requests = requests()?;
    let first = requests.recv().map_err(|_| io::Error::from(io::ErrorKind::UnexpectedEof))?;
    let Request::Begin { cache, bounds } = first else {
        return Err(io::Error::other("a parent that does not begin"));
    };
    confine::confine(&bounds)?;
    let mut out = io::stdout();
    frame::write(&mut out, &Answer::Ready)?;
    let mut worker =
        Serving { cache, bounds, sandboxes: BTreeMap::new(), bots: BTreeMap::new(), before, out };
    for request in requests {
        worker.answer(request)?;
    }
    Ok(())
}

/// Reads requests on a thread of its own, which ends the process when there will be no more: also in the middle of a
/// match, for which nobody waits then.
fn requests() -> io::Result<Receiver<Request>> {
    let (sender, requests) = mpsc::channel();
    std::thread::Builder::new().name("requests".to_owned()).spawn(move || {
        let mut stdin = BufReader::new(io::stdin());
        while let Ok(Some(request)) = frame::read(&mut stdin) {
            if sender.send(request).is_err() {
                break;
            }
        }
        std::process::exit(0);
    })?;
    Ok(requests)
}

struct Serving<F> {
    cache: CacheMode,
    bounds: Bounds,
    /// Each made for the first bot that it compiles.
    sandboxes: BTreeMap<Backend, Sandbox>,
    bots: BTreeMap<Identity, Entrant>,
    before: F,
    out: Stdout,
}

impl<F: FnMut(&Header)> Serving<F> {
    fn answer(&mut self, request: Request) -> io::Result<()> {
        let answer = match request {
            Request::Begin { .. } => Answer::Failed("a worker begins once".to_owned()),
            Request::Load { bytes, script, backend } => {
                self.load(Submission { bytes: &bytes, script }, backend)?
            }
            Request::Play { mut header, scripts, record } => {
                for (seat, script) in header.seats.iter_mut().zip(scripts) {
                    seat.script = script;
                }
                self.play(&header, record)?
            }
        };
        frame::write(&mut self.out, &answer)
    }

    fn sandbox(&mut self, backend: Backend) -> Result<Sandbox, LoadError> {
        if let Some(sandbox) = self.sandboxes.get(&backend) {
            return Ok(sandbox.clone());
        }
        let sandbox = Sandbox::new(Config { backend, cache: self.cache.clone(), ..Config::default() })?;
        self.sandboxes.insert(backend, sandbox.clone());
        Ok(sandbox)
    }

    fn load(&mut self, bot: Submission<'_>, backend: Backend) -> io::Result<Answer> {
        confine::allow_cpu(patience::COMPILE)?;
        let loaded = self.sandbox(backend).and_then(|sandbox| bot.enter(&sandbox, ""));
        Ok(match loaded {
            Ok(entrant) => {
                let identity = entrant.identity();
                self.bots.insert(identity, entrant);
                Answer::Loaded(identity)
            }
            Err(LoadError::Rejected(reject)) => Answer::Refused(Refused {
                code: reject.code.word().to_owned(),
                explanation: reject.code.explanation().to_owned(),
                detail: reject.detail,
            }),
            Err(LoadError::Host(error)) => Answer::Failed(error.to_string()),
        })
    }

    fn play(&mut self, header: &Header, record: Record) -> io::Result<Answer> {
        let mut beat = Beat::begin(patience::turn(header, &self.bounds), record)?;
        (self.before)(header);
        let setup = match self.setup(header) {
            Ok(setup) => setup,
            Err(why) => return Ok(Answer::Failed(why)),
        };
        // Any of them seats bots of all.
        let sandbox = match self.sandbox(Backend::default()) {
            Ok(sandbox) => sandbox,
            Err(error) => return Ok(Answer::Failed(error.to_string())),
        };
        let mut stops = Stops::new(setup.entrants.len());
        let mut affinity = Affinity::begin();
        let mut broken = Ok(());
        let replay = (record != Record::None).then(Vec::new);
        let out = &mut self.out;
        let played = play_shown(&sandbox, &setup, replay, |battle, kept| {
            stops.note(battle);
            affinity.turn();
            broken = beat.at(battle, kept, out);
            if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        broken?;
        Ok(match played {
            _ if !confine::has_room(&self.bounds) => Answer::Failed(
                "the worker process has come near the end of its memory, so its results cannot be trusted"
                    .to_owned(),
            ),
            Ok(Some((summary, replay))) => Answer::Over(Box::new(Played::new(summary, stops, replay))),
            Ok(None) => Answer::Failed("the match was given up".to_owned()),
            Err(error) => Answer::Failed(error.to_string()),
        })
    }

    fn setup(&self, header: &Header) -> Result<Setup, String> {
        let entrants = header.seats.iter().map(|info| match self.bots.get(&info.identity()) {
            Some(bot) => Ok(Entrant { info: info.clone(), ..bot.clone() }),
            None => Err(format!("the module {} was not loaded", info.module)),
        });
        let entrants = entrants.collect::<Result<_, String>>()?;
        Setup::of_header(header, entrants).map_err(|error| error.to_string())
    }
}

/// Says now and then how far a match is and what there is to be seen of it, and allows the processor time of the turns to
/// come.
struct Beat {
    allowance: Duration,
    last: Instant,
    footage: Option<Footage>,
}

impl Beat {
    fn begin(allowance: Duration, record: Record) -> io::Result<Beat> {
        confine::allow_cpu(allowance)?;
        let footage = (record == Record::Shown).then(Footage::default);
        Ok(Beat { allowance, last: Instant::now(), footage })
    }

    fn at(
        &mut self,
        battle: &Battle,
        kept: Option<&Writer<Vec<u8>>>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let pace = if self.footage.is_some() { footage::PACE } else { BEAT };
        if let Some(footage) = &mut self.footage {
            footage.see(battle);
        }
        if self.last.elapsed() < pace {
            return Ok(());
        }
        self.last = Instant::now();
        confine::allow_cpu(self.allowance)?;
        let shown = match (&mut self.footage, kept) {
            (Some(footage), Some(kept)) => footage.news(kept),
            _ => Vec::new(),
        };
        frame::write(out, &Answer::Turn { turn: battle.turn().0, shown })
    }
}
