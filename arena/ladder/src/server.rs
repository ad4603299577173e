//! The program as it runs: opened, served, ended.

mod folder;
mod listen;

use std::io::Write;
use std::num::NonZero;
use std::sync::Arc;

use battle::Ruleset;
use isolation::{Bounds, Launch};
use sandbox::CacheMode;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::jobs::{Hands, Queue, Worker};
use crate::options::{Deed, FileArgs, PlaceArgs, ServeArgs, WorkerArgs};
use crate::stage::Stage;
use crate::steward::Steward;
use crate::store::{Role, Store, TokenKind};
use crate::web::{self, App};
use crate::{Error, backup, random, rating};

use folder::Folder;

/// Serves a ladder until a signal says to stop.
///
/// # Errors
/// What cannot be opened.
pub(crate) async fn serve(args: ServeArgs) -> Result<(), Error> {
    let folder = Folder::open(&args.place)?;
    let lock = folder.lock(&args.place)?;
    let database = database(&args.place);
    let store = Store::open(database.as_deref(), &folder.path).await?;
    let queue = Queue::open(database.as_deref(), &folder.path).await?;
    let workers = args.workers.unwrap_or_else(cores);
    let listener = TcpListener::bind(args.listen).await.map_err(|error| {
        Error::refused(
            400,
            "listen",
            format!("cannot listen on {}: {error}", args.listen),
            "choose another with --listen",
        )
    })?;
    let address = listener.local_addr().map_err(Error::host)?;
    seasons(&store).await?;
    let token = first_token(&store).await?;

    let (stop, stopped) = watch::channel(false);
    let (changed, _) = watch::channel(0);
    let ahead = args.ahead.unwrap_or((4 * workers).max(16));
    let steward = Steward { store: store.clone(), queue: queue.clone(), ahead, changed: changed.clone() };
    let mut tasks = vec![tokio::spawn(steward.run(stopped.clone()))];
    if workers > 0 {
        let worker = worker(&store, &queue, &folder, workers)?;
        tasks.push(tokio::spawn(worker.run(stopped.clone())));
    }
    let app = App::new(store.clone(), queue.clone(), &args, folder.path.clone(), changed, stopped.clone());
    tasks.push(tokio::spawn(web::draw(app.clone())));
    tasks.push(tokio::spawn(listen::listen(listener, web::routes(app), stopped)));
    greet(address, token.as_deref(), &folder)?;

    signal().await?;
    tracing::info!("stopping: running matches end, or go back to the queue");
    stop.send_replace(true);
    for task in tasks {
        task.await.map_err(Error::host)?;
    }
    queue.close().await;
    store.close().await;
    drop(lock);
    Ok(())
}

/// Plays matches of a ladder that is served elsewhere, until a signal says to stop.
///
/// # Errors
/// What cannot be opened.
pub(crate) async fn work(args: WorkerArgs) -> Result<(), Error> {
    let folder = Folder::open(&args.place)?;
    let database = database(&args.place).ok_or_else(|| {
        Error::refused(
            400,
            "no_database",
            "a worker of its own needs the database that the ladder uses",
            "name it with --database; a ladder on SQLite plays its matches itself",
        )
    })?;
    let store = Store::open(Some(&database), &folder.path).await?;
    let queue = Queue::open(Some(&database), &folder.path).await?;
    check_epoch(&store).await?;
    let jobs = args.workers.unwrap_or_else(cores);
    let worker = worker(&store, &queue, &folder, jobs)?;
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(worker.run(stopped));
    tracing::info!(jobs, "playing");
    signal().await?;
    tracing::info!("stopping: running matches end, or go back to the queue");
    stop.send_replace(true);
    task.await.map_err(Error::host)?;
    queue.close().await;
    store.close().await;
    Ok(())
}

async fn store(place: &PlaceArgs) -> Result<Store, Error> {
    let folder = Folder::open(place)?;
    Store::open(database(place).as_deref(), &folder.path).await
}

/// Writes a backup.
///
/// # Errors
/// What cannot be read or written.
pub(crate) async fn backup(args: FileArgs) -> Result<(), Error> {
    let store = store(&args.place).await?;
    let rows = backup::backup(&store, &args.file).await?;
    store.close().await;
    backup::tell("wrote", rows, &args.file)
}

/// Reads a backup.
///
/// # Errors
/// What cannot be read or written.
pub(crate) async fn restore(args: FileArgs) -> Result<(), Error> {
    let store = store(&args.place).await?;
    let rows = backup::restore(&store, &args.file).await?;
    store.close().await;
    backup::tell("restored", rows, &args.file)
}

/// Does what an admin asks for on the command line.
///
/// # Errors
/// What cannot be done.
pub(crate) async fn admin(deed: Deed) -> Result<(), Error> {
    let said = match deed {
        Deed::Invite { uses, place } => {
            store(&place).await?.add_invitation(uses.max(1)).await?.expose().to_owned()
        }
        Deed::Token { player, place } => {
            let store = store(&place).await?;
            let found =
                store.player_named(&player).await?.ok_or_else(|| Error::missing("player", &player))?;
            store.add_token(&found.id, "command line", TokenKind::Api).await?.expose().to_owned()
        }
        Deed::Recount { place } => {
            let (matches, moved) = rating::recount(&store(&place).await?).await?;
            format!("counted {matches} matches; {} bots stand elsewhere now", moved.len())
        }
    };
    writeln!(std::io::stdout(), "{said}").map_err(Error::host)
}

fn database(place: &PlaceArgs) -> Option<String> {
    place.database.clone().or_else(|| std::env::var("ROBODROME_DATABASE").ok())
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

fn worker(store: &Store, queue: &Queue, folder: &Folder, jobs: usize) -> Result<Worker, Error> {
    let cache = CacheMode::At(folder.path.join("compiled"));
    let launch = Launch::this_program(["confined"]).map_err(Error::host)?;
    let stage = Arc::new(Stage::open(launch, cache, Bounds::default())?);
    let name = format!("{}-{}-{}", host(), std::process::id(), random::word::<4>()?);
    let hands = Hands { store: store.clone(), stage, name: name.into(), stop: Arc::default() };
    Ok(Worker { queue: queue.clone(), hands, jobs })
}

/// What this machine is called, for whoever reads results.
fn host() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(32).collect()
}

/// Opens the first seasons, where there is none.
async fn seasons(store: &Store) -> Result<(), Error> {
    if !store.seasons().await?.is_empty() {
        return Ok(());
    }
    for (name, game) in [("Beacons", rules::beacons::NAME), ("Rumble", rules::rumble::NAME)] {
        let ruleset = Ruleset::bundled(game).map_err(Error::host)?;
        let maps = match ruleset.rules.has_maps() {
            true => rules::beacons::Archetype::ALL.map(|archetype| archetype.word()).join(","),
            false => String::new(),
        };
        store.add_season(&format!("{name} 1"), &ruleset, &maps, 2).await?;
    }
    Ok(())
}

/// The organiser's token, on the first start.
async fn first_token(store: &Store) -> Result<Option<String>, Error> {
    if store.setting("first_start").await?.is_some() {
        return Ok(None);
    }
    let admin = match store.player_named("admin").await? {
        Some(admin) => admin,
        None => store.add_player("admin", Role::Admin).await?,
    };
    let token = store.add_token(&admin.id, "first start", TokenKind::Api).await?;
    store.set("first_start", &crate::clock::now_ms().to_string()).await?;
    Ok(Some(token.expose().to_owned()))
}

/// A worker of another epoch would play other games.
async fn check_epoch(store: &Store) -> Result<(), Error> {
    for season in store.seasons().await?.iter().filter(|season| season.closed_ms.is_none()) {
        if season.epoch != i64::from(rules::EPOCH) {
            return Err(Error::refused(
                400,
                "other_epoch",
                format!(
                    "season {} is played by epoch {}, and this program plays epoch {}",
                    season.id,
                    season.epoch,
                    rules::EPOCH
                ),
                "run the version of arena-ladder that the ladder's server runs",
            ));
        }
    }
    Ok(())
}

fn greet(address: std::net::SocketAddr, token: Option<&str>, folder: &Folder) -> Result<(), Error> {
    let mut out = std::io::stdout();
    let mut say = || {
        writeln!(out, "The ladder is at http://{address}")?;
        writeln!(out, "Its data is in {}", folder.path.display())?;
        if let Some(token) = token {
            writeln!(out, "You are its admin. Your token, shown only now: {token}")?;
        }
        out.flush()
    };
    say().map_err(Error::host)
}

/// Waits for Ctrl-C, or for whoever looks after services.
async fn signal() -> Result<(), Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::host)?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done.map_err(Error::host),
        _ = terminate.recv() => Ok(()),
    }
}
