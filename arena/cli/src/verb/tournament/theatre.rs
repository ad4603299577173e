//! Where a tournament's matches are played: in this process, or in confined ones. What comes of them is the same.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use battle::{BattleError, Entrant, FaultOf, Setup, play};
use isolation::{Bot, Bounds, Crew, Identity, Played, Refused, Stops};
use replay::{Header, SeatInfo};
use sandbox::{Backend, Sandbox};

use crate::entrants::{self, Candidate};
use crate::exit::Failure;
use crate::isolate::{Isolate, IsolationArgs};
use crate::output::Output;
use crate::setup::EngineArgs;
use crate::verb::confined;

/// Where matches are played.
pub(super) enum Theatre {
    /// In this process, whose threads share the sandbox and the compiled bots.
    Here {
        /// What the bots run in.
        sandbox: Sandbox,
        /// The bots, compiled.
        entrants: BTreeMap<Identity, Entrant>,
    },
    /// In other processes, one for each match that is being played.
    Apart {
        /// Those processes.
        crew: Crew,
        /// The compiler that they use.
        backend: Backend,
        /// The bots, as handed in.
        bots: BTreeMap<Identity, Candidate>,
    },
}

/// Why there is no result.
pub(super) enum Mishap {
    /// The host failed this match: it may be tried again.
    Host(String),
    /// The match cannot be played at all.
    Failure(Failure),
}

impl Theatre {
    /// Finds, admits and compiles the bots. One that is refused ends everything before the first match.
    pub(super) fn open(
        words: &[String],
        engine: &EngineArgs,
        isolation: &IsolationArgs,
        output: &Output,
    ) -> Result<(Theatre, Vec<SeatInfo>), Failure> {
        match crew(engine, isolation, output)? {
            Some(crew) => Theatre::apart(crew, engine.backend, words),
            None => Theatre::here(engine.sandbox()?, words),
        }
    }

    fn here(sandbox: Sandbox, words: &[String]) -> Result<(Theatre, Vec<SeatInfo>), Failure> {
        let loaded = entrants::load_all(&sandbox, words)?;
        let infos = loaded.iter().map(|entrant| entrant.info.clone()).collect();
        let entrants = loaded.into_iter().map(|entrant| (entrant.identity(), entrant)).collect();
        Ok((Theatre::Here { sandbox, entrants }, infos))
    }

    fn apart(crew: Crew, backend: Backend, words: &[String]) -> Result<(Theatre, Vec<SeatInfo>), Failure> {
        let (mut bots, mut infos) = (BTreeMap::new(), Vec::new());
        for word in words {
            let bot = entrants::find(word)?;
            let handed_in = Bot { submission: bot.submission(), backend };
            let loaded = crew.load(handed_in).or_else(|error| {
                tracing::warn!(bot = word, %error, "the host failed to load a bot, which is tried once more");
                crew.load(handed_in)
            });
            let identity = match loaded {
                Ok(Ok(identity)) => identity,
                Ok(Err(Refused { code, detail, explanation })) => {
                    return Err(entrants::refused(word, &code, &detail, &explanation));
                }
                Err(error) => return Err(Failure::host(format!("{word}: {error}"))),
            };
            let (module, script) = identity;
            infos.push(SeatInfo {
                name: bot.name.clone(),
                author: String::new(),
                language: bot.language.to_owned(),
                module,
                script,
            });
            bots.insert(identity, bot);
        }
        Ok((Theatre::Apart { crew, backend, bots }, infos))
    }

    /// Plays a match and writes its replay to `out`, if given. `None` when everything is stopped.
    pub(super) fn play(
        &self,
        header: &Header,
        out: Option<&Path>,
        stop: &AtomicBool,
    ) -> Result<Option<Played>, Mishap> {
        match self {
            Theatre::Here { sandbox, entrants } => play_here(sandbox, entrants, header, out, stop),
            Theatre::Apart { crew, backend, bots } => {
                let bot = |identity| {
                    let submission = bots.get(&identity)?.submission();
                    Some(Bot { submission, backend: *backend })
                };
                play_apart(crew, bot, header, out, stop)
            }
        }
    }
}

fn play_here(
    sandbox: &Sandbox,
    entrants: &BTreeMap<Identity, Entrant>,
    header: &Header,
    out: Option<&Path>,
    stop: &AtomicBool,
) -> Result<Option<Played>, Mishap> {
    let seated =
        header.seats.iter().map(|info| Entrant { info: info.clone(), ..entrants[&info.identity()].clone() });
    let setup = Setup::of_header(header, seated.collect()).map_err(|error| Mishap::Failure(error.into()))?;
    let mut stops = Stops::new(setup.entrants.len());
    let summary = play(sandbox, &setup, out, |battle| {
        stops.note(battle);
        match stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    match summary {
        Ok(summary) => Ok(summary.map(|summary| Played::new(summary, stops, None))),
        Err(error) if error.fault() == FaultOf::Host => Err(Mishap::Host(error.to_string())),
        Err(error) => Err(Mishap::Failure(error.into())),
    }
}

fn play_apart<'m>(
    crew: &Crew,
    bot: impl Fn(Identity) -> Option<Bot<'m>>,
    header: &Header,
    out: Option<&Path>,
    stop: &AtomicBool,
) -> Result<Option<Played>, Mishap> {
    let host = |error: &dyn std::fmt::Display| Mishap::Host(error.to_string());
    let played = crew.play(header, bot, out.is_some(), Some(stop)).map_err(|error| host(&error))?;
    let Some(mut played) = played else { return Ok(None) };
    if let (Some(path), Some(replay)) = (out, played.replay.take()) {
        std::fs::write(path, replay)
            .map_err(|source| host(&BattleError::Write { place: path.display().to_string(), source }))?;
    }
    Ok(Some(played))
}

/// The processes to play in; `None` where matches are to be played here.
fn crew(engine: &EngineArgs, isolation: &IsolationArgs, output: &Output) -> Result<Option<Crew>, Failure> {
    let why = match isolation.isolate {
        Isolate::Off => return Ok(None),
        _ if !isolation::is_supported() => "this system knows no limits for processes".to_owned(),
        _ => {
            let bounds = Bounds { resident_bytes: isolation.worker_memory << 20, ..Bounds::default() };
            let crew = Crew::new(confined::launch()?, engine.cache_mode().found()?, bounds);
            match crew.try_out() {
                Ok(()) => return Ok(Some(crew)),
                Err(error) => error.to_string(),
            }
        }
    };
    match isolation.isolate {
        Isolate::On => Err(Failure::host(format!("matches cannot be isolated here: {why}"))
            .code("no_isolation")
            .help("leave out --isolate on, and a crash ends everything")),
        _ => {
            output.warn(format!("matches are not isolated, so that a crash ends everything: {why}"));
            Ok(None)
        }
    }
}
