//! Work on a thread of its own, and what comes of it.

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Mutex, PoisonError};

use terminal::exit::Failure;

use crate::watch::Premiere;

/// What a thread has to say.
pub(super) enum News {
    /// A match can be watched.
    Ready(Box<Premiere>),
    /// What it is doing now, in a few words.
    Doing(String),
    /// Something that is good to know.
    Said(String),
    /// It cannot go on.
    Failed(Failure),
    /// Nothing; it asks whether anybody listens.
    Alive,
    /// It did what it had to do.
    Done,
}

/// Work on a thread of its own. Dropping it tells the thread to stop.
pub(super) struct Job {
    news: Mutex<Receiver<News>>,
    over: bool,
}

/// How a thread tells its news.
pub(super) struct Reporter(Sender<News>);

impl Reporter {
    /// Tells it, if anybody listens.
    pub(super) fn tell(&self, news: News) {
        let _ = self.0.send(news);
    }

    /// Whether anybody still wants to know.
    pub(super) fn is_heard(&self) -> bool {
        self.0.send(News::Alive).is_ok()
    }
}

impl Job {
    /// Begins it.
    pub(super) fn begin(work: impl FnOnce(&Reporter) -> Result<(), Failure> + Send + 'static) -> Job {
        let (sender, news) = mpsc::channel();
        let reporter = Reporter(sender.clone());
        let body = move || {
            let end = work(&reporter);
            reporter.tell(end.map_or_else(News::Failed, |()| News::Done));
        };
        if let Err(error) = std::thread::Builder::new().name("source".to_owned()).spawn(body) {
            let _ = sender.send(News::Failed(Failure::host(format!("cannot start a thread: {error}"))));
        }
        Job { news: Mutex::new(news), over: false }
    }

    /// What it said since, one at a time. Nothing comes after its end.
    pub(super) fn next(&mut self) -> Option<News> {
        if self.over {
            return None;
        }
        let news = match self.news.get_mut().unwrap_or_else(PoisonError::into_inner).try_recv() {
            Ok(news) => news,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => News::Failed(
                Failure::host("a thread ended without a result; this is a fault of the program")
                    .help("please report it, with what is on the terminal"),
            ),
        };
        self.over = matches!(news, News::Failed(_) | News::Done);
        Some(news)
    }

    /// Whether nothing more is to come.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }
}
