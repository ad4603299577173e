use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use crate::jobs::Queue;
use crate::options::ServeArgs;
use crate::store::Store;
use crate::web::operations::Metrics;
use crate::web::projector::Projector;
use crate::web::relay::Relay;
use crate::{Error, limits};

/// What every request may use. Clones share it.
#[derive(Clone)]
pub(crate) struct App {
    /// What lasts.
    pub(crate) store: Store,
    /// Where work is handed out.
    pub(crate) queue: Queue,
    /// How the ladder is run.
    pub(crate) site: Arc<Site>,
    /// Told whenever something changed that people watch.
    pub(crate) changed: watch::Sender<u64>,
    /// Places for uploads that are read.
    pub(crate) uploads: Arc<Semaphore>,
    /// Places for pages that are followed.
    pub(crate) streams: Arc<Semaphore>,
    /// Reads replays for pages.
    pub(crate) projector: Arc<Projector>,
    /// Matches that are being played, for whoever watches them.
    pub(crate) relay: Arc<Relay>,
    /// What is going on, as markup, for everybody who follows it.
    pub(crate) live: watch::Sender<String>,
    /// Tells when the ladder stops.
    pub(crate) stop: watch::Receiver<bool>,
    /// What is counted.
    pub(crate) metrics: Arc<Metrics>,
}

/// How the ladder is run.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// What it is called.
    pub(crate) title: String,
    /// Where players reach it.
    pub(crate) url: Option<String>,
    /// Whether everybody may sign up.
    pub(crate) open_signup: bool,
    /// Where its data is.
    pub(crate) folder: PathBuf,
}

impl App {
    pub(crate) fn new(
        store: Store,
        queue: Queue,
        args: &ServeArgs,
        folder: PathBuf,
        changed: watch::Sender<u64>,
        stop: watch::Receiver<bool>,
    ) -> App {
        let site =
            Site { title: args.title.clone(), url: args.url.clone(), open_signup: args.open_signup, folder };
        App {
            store,
            queue,
            site: Arc::new(site),
            changed,
            uploads: Arc::new(Semaphore::new(limits::UPLOADS_AT_ONCE)),
            streams: Arc::new(Semaphore::new(limits::EVENT_STREAMS)),
            projector: Arc::default(),
            relay: Arc::default(),
            live: watch::Sender::new(String::new()),
            stop,
            metrics: Arc::default(),
        }
    }

    /// Takes note that something changed that people watch.
    pub(crate) fn change(&self) {
        self.changed.send_modify(|count| *count += 1);
    }

    /// Refuses what would fill the disk.
    ///
    /// # Errors
    /// There is too little room.
    pub(crate) fn check_room(&self) -> Result<(), Error> {
        let room =
            rustix::fs::statvfs(&self.site.folder).map(|stat| stat.f_bavail.saturating_mul(stat.f_frsize));
        match room {
            Ok(free) if free < limits::DISK_FREE_BYTES => Err(full()),
            // A system that does not say how much room there is will say when there is none.
            _ => Ok(()),
        }
    }
}

/// The disk is full.
pub(crate) fn full() -> Error {
    Error::refused(
        507,
        "disk_full",
        "the ladder's disk is full",
        "try again later; whoever runs the ladder was told",
    )
}
