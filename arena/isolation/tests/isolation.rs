//! What workers survive, and what their parents do about it. This program is both: with an argument it is a worker that
//! behaves as the argument says, which only a test can make it do.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it tested"
)]

mod deeds;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use battle::{Ruleset, Setup, Submission, bundled, find_map, play_into};
use isolation::{Bot, Bounds, Crew, Identity, Launch, Played, Stops, WorkerError};
use replay::{Header, Reader, SeatInfo};
use sandbox::{Backend, CacheMode, Config, Sandbox};

const TESTS: &[(&str, fn())] = &[
    ("a_match_is_the_same_in_a_worker", a_match_is_the_same_in_a_worker),
    ("bots_of_one_match_have_compilers_of_their_own", bots_of_one_match_have_compilers_of_their_own),
    ("a_worker_is_kept_warm", a_worker_is_kept_warm),
    ("a_worker_keeps_to_one_core_while_it_plays", a_worker_keeps_to_one_core_while_it_plays),
    ("a_killed_worker_costs_one_attempt", a_killed_worker_costs_one_attempt),
    ("a_panic_is_told", a_panic_is_told),
    ("a_burst_of_memory_is_refused", a_burst_of_memory_is_refused),
    ("a_hoard_of_memory_is_noticed", a_hoard_of_memory_is_noticed),
    ("silence_is_noticed", silence_is_noticed),
    ("nonsense_is_noticed", nonsense_is_noticed),
    ("a_long_match_is_shown_while_it_is_played", a_long_match_is_shown_while_it_is_played),
    ("a_short_match_is_not_shown", a_short_match_is_not_shown),
    ("what_nobody_asked_to_see_is_nonsense", what_nobody_asked_to_see_is_nonsense),
    ("more_than_a_match_can_show_is_nonsense", more_than_a_match_can_show_is_nonsense),
    ("a_worker_has_nothing_and_may_do_nothing", a_worker_has_nothing_and_may_do_nothing),
    ("a_module_that_is_refused_is_told_from_a_failure", a_module_that_is_refused_is_told_from_a_failure),
    ("a_program_that_is_no_worker_is_told", a_program_that_is_no_worker_is_told),
    ("everything_can_be_stopped", everything_can_be_stopped),
    ("a_worker_ends_with_its_parent", a_worker_ends_with_its_parent),
    ("a_worker_that_computes_for_ever_ends_unwatched", a_worker_that_computes_for_ever_ends_unwatched),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["worker", deed, place] => deeds::work(deed, Path::new(place)),
        ["parent", deed, place] => deeds::watch(deed, Path::new(place)),
        ref words => run(words),
    }
}

/// Runs the tests with one of the words in their names.
fn run(words: &[&str]) {
    if !isolation::is_supported() {
        println!("nothing can be isolated on this system");
        return;
    }
    let words: Vec<&&str> = words.iter().filter(|word| !word.starts_with('-')).collect();
    for (name, test) in TESTS {
        if words.is_empty() || words.iter().any(|word| name.contains(**word)) {
            let began = Instant::now();
            test();
            println!("test {name} ... ok ({:.1} s)", began.elapsed().as_secs_f64());
        }
    }
}

/// Workers that do a deed.
pub(crate) fn crew_in(deed: &str, place: &Path, bounds: Bounds) -> Crew {
    let launch = Launch::this_program(["worker", deed, place.to_str().unwrap()]).unwrap();
    Crew::new(launch, CacheMode::Off, bounds)
}

fn crew(deed: &str) -> Crew {
    crew_in(deed, Path::new(""), Bounds::default())
}

/// A short match of two bots.
fn header(seed: &str) -> Header {
    header_of(seed, 30)
}

fn header_of(seed: &str, ticks: u32) -> Header {
    let seats = ["greedy", "simple"].map(|name| SeatInfo {
        name: name.to_owned(),
        author: String::new(),
        language: String::new(),
        module: Submission::module(bundled::bot(name).unwrap().wasm).identity().0,
        script: None,
    });
    let mut ruleset = Ruleset::bundled("beacons").unwrap();
    ruleset.set(&format!("ticks={ticks}")).unwrap();
    let map = find_map("open", 2, Some(17), seed).unwrap().to_text();
    ruleset.header(&map, seed, seats.to_vec())
}

pub(crate) fn bot(identity: Identity) -> Option<Bot<'static>> {
    bot_by(identity, Backend::Singlepass)
}

fn bot_by(identity: Identity, backend: Backend) -> Option<Bot<'static>> {
    let all = bundled::BOTS.iter().map(|bot| Submission::module(bot.wasm));
    let submission = all.into_iter().find(|bot| bot.identity() == identity)?;
    Some(Bot { submission, backend })
}

pub(crate) fn attempt(crew: &Crew, seed: &str) -> Result<Played, WorkerError> {
    crew.play(&header(seed), bot, true, None).map(|played| played.expect("nobody stopped it"))
}

/// The same match in this process.
fn here(seed: &str, backend: Backend) -> Played {
    let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, ..Config::default() }).unwrap();
    let header = header(seed);
    let entrants = header.seats.iter().map(|seat| {
        let mut entrant = bot(seat.identity()).unwrap().submission.enter(&sandbox, &seat.name).unwrap();
        entrant.info = seat.clone();
        entrant
    });
    let setup = Setup::of_header(&header, entrants.collect()).unwrap();
    let mut stops = Stops::new(2);
    let (summary, replay) = play_into(&sandbox, &setup, Some(Vec::new()), |battle| {
        stops.note(battle);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap()
    .unwrap();
    Played::new(summary, stops, replay)
}

fn bots_of_one_match_have_compilers_of_their_own() {
    let crew = crew("nothing");
    let greedy = header("1").seats[0].identity();
    let (slow, fast) = (Backend::Singlepass, Backend::Cranelift);
    // One worker plays all of them: what it has by one compiler it is given again for the other.
    for (of_greedy, of_simple) in [(slow, fast), (fast, fast), (fast, slow), (slow, slow)] {
        let bot = |identity| bot_by(identity, if identity == greedy { of_greedy } else { of_simple });
        let played = crew.play(&header("1"), bot, true, None).unwrap().unwrap();
        assert_eq!(played, here("1", slow), "{of_greedy} against {of_simple}");
    }
}

fn a_match_is_the_same_in_a_worker() {
    for backend in Backend::ALL {
        let folder = tempfile::tempdir().unwrap();
        let cache = CacheMode::At(folder.path().join("cache"));
        for _ in ["cold", "warm"] {
            let launch = Launch::this_program(["worker", "nothing", ""]).unwrap();
            let crew = Crew::new(launch, cache.clone(), Bounds::default());
            for seed in ["1", "2"] {
                let played = crew.play(&header(seed), |identity| bot_by(identity, backend), true, None);
                let played = played.unwrap().unwrap();
                assert_eq!(played, here(seed, backend));
                assert!(played.replay.unwrap().len() > 500);
            }
        }
        assert!(
            std::fs::read_dir(folder.path().join("cache")).unwrap().count() >= 2,
            "workers use the cache"
        );
    }
    let none = crew("nothing").play(&header("1"), bot, false, None).unwrap().unwrap();
    assert_eq!(none.replay, None);
}

fn a_worker_is_kept_warm() {
    let folder = tempfile::tempdir().unwrap();
    let crew = crew_in("count", folder.path(), Bounds::default());
    for seed in 0..5 {
        attempt(&crew, &seed.to_string()).unwrap();
    }
    let processes =
        std::fs::read_dir(folder.path()).unwrap().filter(|file| file.as_ref().unwrap().file_name() != "pid");
    assert_eq!(processes.count(), 1, "one process played five matches");
}

/// The cores that each thread of a worker may use, as the kernel writes them.
fn cores_of_threads(place: &Path) -> Vec<String> {
    let pid = std::fs::read_to_string(place.join("pid")).unwrap_or_default();
    let threads = std::fs::read_dir(format!("/proc/{}/task", pid.trim())).into_iter().flatten();
    // One that has ended meanwhile is no more.
    let read = |status| std::fs::read_to_string(status).unwrap_or_default();
    let statuses = threads.map(|thread| read(thread.unwrap().path().join("status")));
    statuses
        .filter_map(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
            line.map(|cores| cores.trim().to_owned())
        })
        .collect()
}

fn a_worker_keeps_to_one_core_while_it_plays() {
    if std::thread::available_parallelism().unwrap().get() == 1 {
        println!("there is one core only");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let crew = crew_in("nothing", folder.path(), Bounds::default());
    let seen = std::thread::scope(|scope| {
        let playing = scope.spawn(|| crew.play(&header_of("1", 12_000), bot, false, None).unwrap());
        let mut seen = Vec::new();
        while !playing.is_finished() {
            seen.push(cores_of_threads(folder.path()));
            std::thread::sleep(Duration::from_millis(5));
        }
        seen
    });
    // The main thread, the one that reads requests, and two bots.
    let playing: Vec<&Vec<String>> = seen.iter().filter(|cores| cores.len() >= 4).collect();
    let kept = playing
        .iter()
        .filter(|cores| cores.iter().all(|list| list.parse::<usize>().is_ok() && *list == cores[0]));
    let (kept, looks) = (kept.count(), playing.len());
    assert!(looks > 5 && kept * 2 > looks, "{kept} of {looks} looks: {seen:?}");
    // Idle, it may be woken and compile anywhere.
    let after = cores_of_threads(folder.path());
    assert!(!after.is_empty() && after.iter().all(|list| list.parse::<usize>().is_err()), "{after:?}");
}

fn a_killed_worker_costs_one_attempt() {
    let crew = crew("die");
    for _ in 0..2 {
        match attempt(&crew, "die") {
            Err(WorkerError::Died { how, .. }) => assert!(how.contains("SIGKILL"), "{how}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(attempt(&crew, "live").unwrap(), here("live", Backend::Singlepass));
    }
}

fn a_panic_is_told() {
    let error = attempt(&crew("panic"), "1").unwrap_err().to_string();
    assert!(error.contains("exit status: 101") && error.contains("this\\u{1b}deed"), "{error}");
}

fn a_burst_of_memory_is_refused() {
    let error = attempt(&crew("burst"), "1").unwrap_err().to_string();
    assert!(error.contains("SIGABRT") && error.contains("memory allocation"), "{error}");
}

fn a_hoard_of_memory_is_noticed() {
    let bounds = Bounds { resident_bytes: 200 << 20, ..Bounds::default() };
    match attempt(&crew_in("hoard", Path::new(""), bounds), "1") {
        Err(WorkerError::Memory { taken_bytes, most_bytes }) => {
            assert_eq!(most_bytes, 200 << 20);
            assert!((most_bytes..1 << 30).contains(&taken_bytes), "{taken_bytes}");
        }
        other => panic!("{other:?}"),
    }
}

/// A second to be silent, and fuel for no more than a moment.
pub(crate) fn hasty() -> (Bounds, Header) {
    let bounds = Bounds { patience: Duration::from_secs(1), ..Bounds::default() };
    let mut header = header("1");
    (header.fuel.start.0, header.fuel.bank.0) = (1_000_000, 1_000_000);
    (bounds, header)
}

fn silence_is_noticed() {
    let (bounds, header) = hasty();
    match crew_in("sleep", Path::new(""), bounds).play(&header, bot, true, None) {
        Err(WorkerError::Silent(after)) => assert_eq!(after.as_secs(), 1),
        other => panic!("{other:?}"),
    }
}

fn nonsense_is_noticed() {
    match attempt(&crew("babble"), "1") {
        Err(WorkerError::Nonsense(_)) => {}
        other => panic!("{other:?}"),
    }
}

/// Plays a match, and gives what was shown of it.
fn shown(crew: &Crew, header: &Header) -> Result<(Played, Vec<Vec<u8>>), WorkerError> {
    let mut pieces = Vec::new();
    let played = crew.play_shown(header, bot, None, |piece| pieces.push(piece))?;
    Ok((played.expect("nobody stopped it"), pieces))
}

fn a_long_match_is_shown_while_it_is_played() {
    let header = header_of("1", 12_000);
    let began = Instant::now();
    let (played, pieces) = shown(&crew("nothing"), &header).unwrap();
    let most = began.elapsed().as_millis() / 500;
    assert!((1..=most).contains(&(pieces.len() as u128)), "{} pieces in {most} half seconds", pieces.len());
    let unwatched = crew("nothing").play(&header, bot, true, None).unwrap().unwrap();
    assert!(played == unwatched, "showing a match changed it");

    let whole = Reader::from_bytes(played.replay.unwrap()).unwrap();
    let (mut seen, mut turns) = (Vec::new(), 0);
    for piece in pieces {
        seen.extend_from_slice(&piece);
        let so_far = Reader::from_bytes(seen.clone()).unwrap();
        assert!(so_far.turns() > turns && so_far.turns() <= whole.turns(), "it grows");
        assert_eq!(so_far.header(), whole.header());
        assert!(!so_far.has_logs() && !so_far.is_complete());
        turns = so_far.turns();
        assert_eq!(so_far.digest().unwrap(), whole.turn(so_far.last_turn()).unwrap().digest);
    }
}

fn a_short_match_is_not_shown() {
    let (_, pieces) = shown(&crew("nothing"), &header("1")).unwrap();
    assert_eq!(pieces.len(), 0);
}

fn what_nobody_asked_to_see_is_nonsense() {
    let unasked = attempt(&crew("show"), "1");
    assert!(matches!(unasked, Err(WorkerError::Nonsense(_))), "{unasked:?}");
    let asked = shown(&crew("show"), &header("1")).unwrap().1;
    assert_eq!(asked, [vec![7; 9]]);
}

fn more_than_a_match_can_show_is_nonsense() {
    for deed in ["show much", "show on and on"] {
        match shown(&crew(deed), &header("1")) {
            Err(WorkerError::Nonsense(why)) => assert!(why.len() < 200, "{} bytes", why.len()),
            other => panic!("{deed}: {:?}", other.map(|(_, pieces)| pieces.len())),
        }
    }
}

fn a_worker_has_nothing_and_may_do_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let error = attempt(&crew_in("look", folder.path(), Bounds::default()), "1").unwrap_err().to_string();
    for said in [
        "0 variables",
        "in /",
        "core 0",
        "data 3221225472",
        "fsize 536870912",
        "nofile 64",
        "new privileges no",
        "network no",
        "programs no",
    ] {
        assert!(error.contains(said), "{said}: {error}");
    }
}

fn a_module_that_is_refused_is_told_from_a_failure() {
    let crew = crew("nothing");
    let by_cranelift = |bytes| Bot { submission: Submission::module(bytes), backend: Backend::Cranelift };
    let refused = crew.load(by_cranelift(b"\0asm\x01\0\0\0")).unwrap().unwrap_err();
    assert_eq!(refused.code, "no_start");
    assert!(refused.explanation.contains("_start"), "{refused:?}");
    let greedy = by_cranelift(bundled::bot("greedy").unwrap().wasm);
    assert_eq!(crew.load(greedy).unwrap().unwrap(), greedy.submission.identity());
    let missing = crew.play(&header("1"), |_| None, true, None).unwrap_err().to_string();
    assert!(missing.contains("nobody has the module"), "{missing}");
}

fn a_program_that_is_no_worker_is_told() {
    for (program, says) in [("/no/such/program", "cannot start"), ("/bin/true", "was lost (exit status: 0)")]
    {
        let launch = Launch { program: PathBuf::from(program), args: Vec::new() };
        let error = Crew::new(launch, CacheMode::Off, Bounds::default()).try_out().unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

fn everything_can_be_stopped() {
    let (crew, stop) = (crew("sleep"), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let playing = scope.spawn(|| crew.play(&header("1"), bot, true, Some(&stop)));
        stop.store(true, Ordering::Relaxed);
        assert!(playing.join().unwrap().unwrap().is_none());
    });
}

fn a_worker_ends_with_its_parent() {
    let mut watched = Watched::new("sleep");
    watched.parent.kill().unwrap();
    watched.parent.wait().unwrap();
    watched.wait_for_the_end();
}

/// The kernel sees to it: its parent is halted and sees nothing.
fn a_worker_that_computes_for_ever_ends_unwatched() {
    let watched = Watched::new("spin");
    watched.halt_parent();
    watched.wait_for_the_end();
}

/// A parent in a process of its own, with a worker that does a deed.
struct Watched {
    parent: Child,
    /// The worker's file under `/proc`.
    status: PathBuf,
    _folder: tempfile::TempDir,
}

impl Watched {
    fn new(deed: &str) -> Watched {
        let folder = tempfile::tempdir().unwrap();
        let parent = Command::new(std::env::current_exe().unwrap())
            .args(["parent", deed])
            .arg(folder.path())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let pid =
            || std::fs::read_to_string(folder.path().join("pid")).ok().filter(|pid| pid.ends_with('\n'));
        within("the worker never began", &|| pid().is_some());
        let status = PathBuf::from(format!("/proc/{}/status", pid().unwrap().trim()));
        assert!(status.exists());
        Watched { parent, status, _folder: folder }
    }

    fn halt_parent(&self) {
        let parent = rustix::process::Pid::from_child(&self.parent);
        rustix::process::kill_process(parent, rustix::process::Signal::STOP).unwrap();
    }

    /// Nobody buries the worker of a halted parent, so a zombie has ended too.
    fn wait_for_the_end(&self) {
        within("the worker lives on", &|| {
            std::fs::read_to_string(&self.status).map_or(true, |text| text.contains("State:\tZ"))
        });
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.parent.kill().and_then(|()| self.parent.wait());
    }
}

#[track_caller]
fn within(what: &str, happens: &dyn Fn() -> bool) {
    let began = Instant::now();
    while !happens() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
