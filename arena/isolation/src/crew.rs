use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use replay::Header;
use sandbox::CacheMode;

use crate::message::Record;
use crate::worker::{Stop, Worker};
use crate::{Bot, Bounds, Identity, Played, Refused, WorkerError};

/// Whether processes can be confined here.
pub fn is_supported() -> bool {
    cfg!(target_os = "linux")
}

/// The program that becomes a worker: it has to call [`serve`](crate::serve).
#[derive(Clone, Debug)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
}

impl Launch {
    /// This very program, with arguments that make it a worker.
    ///
    /// # Errors
    /// Where nobody knows where this program is.
    pub fn this_program(args: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Launch, WorkerError> {
        let program = match cfg!(target_os = "linux") {
            // Also where the file was replaced by a newer one since.
            true => PathBuf::from("/proc/self/exe"),
            false => std::env::current_exe().map_err(WorkerError::Start)?,
        };
        Ok(Launch { program, args: args.into_iter().map(Into::into).collect() })
    }
}

/// Workers, as many as are asked for something at the same time. Each is kept warm for the next one who asks.
pub struct Crew {
    launch: Launch,
    cache: CacheMode,
    bounds: Bounds,
    idle: Mutex<Vec<Worker>>,
}

impl Crew {
    /// Nobody yet. `cache` is where they keep what they compiled; having no environment, they find no [`CacheMode::User`]:
    /// give them what [`CacheMode::found`] says.
    pub fn new(launch: Launch, cache: CacheMode, bounds: Bounds) -> Crew {
        Crew { launch, cache, bounds, idle: Mutex::default() }
    }

    /// Starts a worker, to see whether that is possible here.
    ///
    /// # Errors
    /// [`WorkerError`].
    pub fn try_out(&self) -> Result<(), WorkerError> {
        let worker = self.worker(None)?.ok_or_else(stopped)?;
        self.keep(worker);
        Ok(())
    }

    /// Lets a worker admit and compile a bot, which then is in the cache for all of them.
    ///
    /// # Errors
    /// [`WorkerError`]; that a bot is refused is none.
    pub fn load(&self, bot: Bot<'_>) -> Result<Result<Identity, Refused>, WorkerError> {
        let mut worker = self.worker(None)?.ok_or_else(stopped)?;
        let loaded = worker.load(bot, None)?.ok_or_else(stopped)?;
        self.keep(worker);
        Ok(loaded)
    }

    /// Lets a worker play a match. `bot` gives those that the header names. `None` when `stop` was
    /// set before the end.
    ///
    /// # Errors
    /// [`WorkerError`]. The worker is gone then; another attempt gets a new one.
    pub fn play<'m>(
        &self,
        header: &Header,
        bot: impl Fn(Identity) -> Option<Bot<'m>>,
        keep_replay: bool,
        stop: Stop<'_>,
    ) -> Result<Option<Played>, WorkerError> {
        let record = if keep_replay { Record::Kept } else { Record::None };
        self.play_recorded(header, bot, record, stop, &mut |_| {})
    }

    /// The same with a replay that is kept, and shown while the match is played: `show` is given bytes, at most twice a
    /// second and none in the first half of one. Appended to each other they are an unfinished replay without logs; what it
    /// shows is told by whoever may be hostile, until a [`Reader`](replay::Reader) has looked at it. It is not to wait.
    ///
    /// # Errors
    /// As [`Crew::play`].
    pub fn play_shown<'m>(
        &self,
        header: &Header,
        bot: impl Fn(Identity) -> Option<Bot<'m>>,
        stop: Stop<'_>,
        mut show: impl FnMut(Vec<u8>),
    ) -> Result<Option<Played>, WorkerError> {
        self.play_recorded(header, bot, Record::Shown, stop, &mut show)
    }

    fn play_recorded<'m>(
        &self,
        header: &Header,
        bot: impl Fn(Identity) -> Option<Bot<'m>>,
        record: Record,
        stop: Stop<'_>,
        show: &mut dyn FnMut(Vec<u8>),
    ) -> Result<Option<Played>, WorkerError> {
        let Some(mut worker) = self.worker(stop)? else { return Ok(None) };
        for seat in &header.seats {
            let bot = bot(seat.identity())
                .ok_or_else(|| WorkerError::Host(format!("nobody has the module {}", seat.module)))?;
            if worker.has(seat.identity(), bot.backend) {
                continue;
            }
            match worker.load(bot, stop)? {
                Some(Ok(_)) => {}
                Some(Err(Refused { code, detail, .. })) => {
                    return Err(WorkerError::Host(format!("{} is refused: {code}: {detail}", seat.name)));
                }
                None => return Ok(None),
            }
        }
        let Some(played) = worker.play(header, record, stop, show)? else { return Ok(None) };
        self.keep(worker);
        Ok(Some(*played))
    }

    fn worker(&self, stop: Stop<'_>) -> Result<Option<Worker>, WorkerError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(worker) => Ok(Some(worker)),
            None => Worker::start(&self.launch, &self.cache, self.bounds, stop),
        }
    }

    fn keep(&self, worker: Worker) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

/// What nobody can come across who gave no sign to stop.
fn stopped() -> WorkerError {
    WorkerError::Host("a worker was stopped that nobody stopped".to_owned())
}
