use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bevy::state::app::StatesPlugin;
use client::Ladder;
use sandbox::Backend;
use terminal::setup::{EngineArgs, MatchArgs};

use super::*;
use crate::testing::golden;
use crate::{Screen, Story, watch};

/// The program without a window and without anything that draws.
fn program() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin))
        .init_state::<Screen>()
        .add_message::<Action>()
        .init_resource::<Notices>()
        .init_resource::<Settings>()
        .configure_sets(Update, (Step::Act, Step::Sample, Step::Draw).chain())
        .add_plugins((watch::plugin, plugin));
    app
}

/// Goes on until something is so.
fn until(app: &mut App, so: impl Fn(&World) -> bool) {
    let patience = Instant::now() + Duration::from_secs(120);
    while !so(app.world()) {
        app.update();
        std::thread::yield_now();
        assert!(Instant::now() < patience, "notices: {:?}", app.world().resource::<Notices>().list);
    }
}

fn act(app: &mut App, action: Action) {
    app.world_mut().write_message(action);
    app.update();
}

fn notices(world: &World) -> Vec<String> {
    world.resource::<Notices>().list.iter().map(|notice| notice.text.clone()).collect()
}

fn is_idle(world: &World) -> bool {
    world.resource::<Loading>().0.is_none()
}

/// Opens files, and gives the one notice that follows.
fn refusal(paths: Vec<PathBuf>) -> String {
    let mut app = program();
    act(&mut app, Action::Open(paths));
    until(&mut app, |world| !notices(world).is_empty() && is_idle(world));
    assert!(app.world().get_resource::<Footage>().is_none());
    assert_eq!(*app.world().resource::<State<Screen>>().get(), Screen::Start);
    assert_eq!(notices(app.world()).len(), 1);
    notices(app.world()).remove(0)
}

#[test]
fn a_replay_that_cannot_be_shown_is_a_notice_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(&golden()[0]).unwrap();
    let check = |name: &str, bytes: &[u8], part: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let notice = refusal(vec![path]);
        assert!(notice.contains(name) && notice.contains(part), "`{notice}` does not say `{part}` of {name}");
    };
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    let format = whole.windows(4).take(32).position(|four| four == [1, 0, 0, 0]).unwrap();
    let mut future = whole.clone();
    future[format] = 99;
    check("damaged.replay", &flipped, "damaged");
    check("cut.replay", &whole[..format + 9], "is cut");
    check("foreign.replay", b"\x89PNG\r\n\x1a\n and so on", "not a replay");
    check("future.replay", &future, "newer version");
    check("empty.replay", b"", "cut");
    let missing = refusal(vec![folder.path().join("missing.replay")]);
    assert!(missing.contains("missing.replay") && missing.contains("cannot read"), "{missing}");
}

#[test]
fn a_module_that_is_refused_is_a_notice_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["one.wasm", "two.wasm"].map(|name| folder.path().join(name));
    paths.iter().for_each(|path| std::fs::write(path, b"\0asm but not really").unwrap());
    let notice = refusal(paths.to_vec());
    assert!(notice.contains("one.wasm is refused"), "{notice}");
}

#[test]
fn files_that_do_not_belong_together_are_a_notice() {
    let notice = refusal(vec!["a.replay".into(), "b.wasm".into()]);
    assert!(notice.contains("a.replay"), "{notice}");
}

#[test]
fn a_replay_that_cannot_be_shown_leaves_the_match_on_that_was() {
    let mut app = program();
    act(&mut app, Action::Open(vec![golden()[0].clone()]));
    until(&mut app, |world| world.contains_resource::<Footage>());
    act(&mut app, Action::Open(vec!["no-such.replay".into()]));
    until(&mut app, |world| !notices(world).is_empty());
    assert_eq!(app.world().resource::<Footage>().origin().path.as_deref(), Some(&*absolute(&golden()[0])));
    assert_eq!(app.world().resource::<Settings>().recent, [absolute(&golden()[0])]);
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap()
}

#[test]
fn a_file_that_grows_is_followed_from_before_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.replay");
    let whole = std::fs::read(&golden()[0]).unwrap();
    let mut app = program();
    let wish = Wish::Watch { path: path.clone(), awaited: true };
    app.insert_resource(Beginning { wish, tick: None });
    app.update();
    assert!(app.world().resource::<Loading>().0.as_ref().unwrap().contains("new.replay"));

    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(&whole[..whole.len() / 3]).unwrap();
    until(&mut app, |world| world.contains_resource::<Footage>());
    assert!(app.world().resource::<Footage>().is_live());
    assert!(app.world().resource::<Playhead>().at_live_edge);
    assert!(is_idle(app.world()));
    file.write_all(&whole[whole.len() / 3..]).unwrap();
    until(&mut app, |world| !world.resource::<Footage>().is_live());
    assert!(app.world().resource::<Footage>().outcome().is_some());
    let (footage, story) = crate::testing::watch(&golden()[0]);
    assert_eq!(app.world().resource::<Footage>().end(), footage.end());
    assert_eq!(*app.world().resource::<Story>(), story);
    assert_eq!(notices(app.world()), [""; 0]);
}

fn fixture(folder: &Path) -> Fixture {
    let bots = ["greedy", "lancer"].map(str::to_owned).to_vec();
    let simple = Fixture::simple(bots, "maze".to_owned(), "3".to_owned());
    Fixture {
        game: MatchArgs { ticks: Some(150), ..simple.game },
        engine: EngineArgs { no_cache: true, backend: Backend::Singlepass, ..EngineArgs::default() },
        out: Some(folder.join("live.replay")),
        ..simple
    }
}

#[test]
fn a_live_match_is_the_one_that_is_played_without_being_watched() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = fixture(folder.path());
    let mut app = program();
    app.insert_resource(Beginning { wish: Wish::Play(fixture.clone()), tick: Some(40.0) });
    until(&mut app, |world| world.get_resource::<Footage>().is_some_and(|footage| !footage.is_live()));
    until(&mut app, |world| !notices(world).is_empty());
    assert_eq!(
        notices(app.world()),
        [format!("the replay is kept in {}", folder.path().join("live.replay").display())]
    );
    let playhead = *app.world().resource::<Playhead>();
    assert_eq!((playhead.cursor, playhead.playing), (40.0, false));

    let sandbox = fixture.sandbox().unwrap();
    let setup = fixture.setup(&sandbox).unwrap();
    let unwatched = folder.path().join("unwatched.replay");
    battle::play(&sandbox, &setup, Some(&unwatched), |_| ControlFlow::Continue(())).unwrap();
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("live.replay") == read("unwatched.replay"), "the kept replay differs");
    let (footage, story) = crate::testing::watch(&unwatched);
    let live = app.world().resource::<Footage>();
    assert_eq!(live.reader().digest(), footage.reader().digest());
    assert_eq!(live.outcome(), footage.outcome());
    assert_eq!(*app.world().resource::<Story>(), story);
}

#[test]
fn a_match_that_nobody_watches_any_more_is_not_played_on() {
    let folder = tempfile::tempdir().unwrap();
    let bots = vec!["greedy".to_owned(); 2];
    let mut long = Fixture { bots, ..fixture(folder.path()) };
    long.game.ticks = Some(50_000);
    let mut job = Job::begin(move |report| playing::play(&long, report));
    let patience = Instant::now() + Duration::from_secs(120);
    let mut next = || loop {
        match job.next() {
            Some(News::Alive) | None => std::thread::yield_now(),
            Some(news) => return news,
        }
        assert!(Instant::now() < patience);
    };
    let News::Ready(premiere) = next() else { panic!("the match did not begin") };
    drop(premiere);
    assert!(matches!(next(), News::Done));
    let left = replay::Reader::open(folder.path().join("live.replay")).unwrap();
    assert!(left.turns() > 0 && !left.is_complete(), "what was played of it is kept");
}

#[test]
fn what_is_being_set_up_can_be_given_up() {
    let mut app = program();
    let wish = Wish::Watch { path: "never-there.replay".into(), awaited: true };
    app.insert_resource(Beginning { wish, tick: None });
    app.update();
    assert!(!is_idle(app.world()));
    act(&mut app, Action::Back);
    assert!(is_idle(app.world()));
    assert!(app.world().resource::<Desk>().loading.is_none());
}

/// A real ladder on a port of its own, ended when it is dropped.
struct Server {
    process: Child,
    ladder: Ladder,
    data: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where `arena-ladder` was built; `None` where it was not and need not be.
fn arena_ladder() -> Option<PathBuf> {
    let own = std::env::current_exe().unwrap();
    let built = own.parent().and_then(Path::parent).unwrap();
    let program = built.join(format!("arena-ladder{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Some(program);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", program.display());
    eprintln!("not tested: build it with `cargo build --release -p arena-ladder`");
    None
}

/// Serves a ladder from a folder, at an address or, with port 0, at any.
fn serve(program: &Path, data: &Path, listen: &str, workers: &str) -> (Child, client::Address) {
    let mut command = Command::new(program);
    command.args([
        "serve",
        "--open-signup",
        "--log",
        "warn",
        "--listen",
        listen,
        "--ahead",
        "0",
        "--workers",
        workers,
    ]);
    let mut process = command.arg("--data").arg(data).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(process.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    std::thread::spawn(move || out.lines().for_each(drop));
    (process, line.split_whitespace().last().unwrap().parse().unwrap())
}

/// A ladder with two bots of one player.
fn ladder() -> Option<Server> {
    let data = tempfile::tempdir().unwrap();
    let (process, address) = serve(&arena_ladder()?, data.path(), "127.0.0.1:0", "1");
    let guest = Ladder::new(address.clone(), None);
    let answer = guest.post(&["players"], &serde_json::json!({ "name": "ada" })).unwrap();
    let ada: client::SignedUp = guest.read(answer).unwrap();
    let server = Server { process, ladder: Ladder::new(address, Some(ada.token)), data };
    server.enter("greedy");
    server.enter("lancer");
    Some(server)
}

impl Server {
    /// Uploads a bundled bot, and waits until it is let in.
    fn enter(&self, name: &str) {
        self.enter_bytes(name, battle::bundled::bot(name).unwrap().wasm);
    }

    fn enter_bytes(&self, name: &str, bytes: &[u8]) {
        let upload =
            client::Upload { bot: name, file: "bot.wasm", game: "beacons", language: "", note: "", bytes };
        let mut version: client::Version = self.ladder.read(self.ladder.upload(&upload).unwrap()).unwrap();
        while version.state != client::state::ADMITTED {
            assert_eq!(version.refusal.map(|refusal| refusal.detail), None);
            std::thread::sleep(Duration::from_millis(50));
            let answer = self.ladder.get(&["versions", &version.id], &[]).unwrap();
            version = self.ladder.read(answer).unwrap();
        }
    }

    fn challenge(&self) -> client::Match {
        self.challenge_of("greedy")
    }

    fn challenge_of(&self, bot: &str) -> client::Match {
        let asked = serde_json::json!({ "bot": bot, "opponent": "lancer" });
        self.ladder.read(self.ladder.post(&["challenges"], &asked).unwrap()).unwrap()
    }

    /// Starts it again from the same folder, without anybody who plays.
    fn play_no_more(&mut self) {
        let token = self.ladder.token().map(str::to_owned);
        let _ = self.process.kill();
        let _ = self.process.wait();
        let (process, address) = serve(&arena_ladder().unwrap(), self.data.path(), "127.0.0.1:0", "0");
        self.process = process;
        self.ladder = Ladder::new(address, token);
    }

    /// Starts it again from the same folder, at the same address.
    fn start_again(&mut self) {
        let address = self.ladder.address().to_string();
        let listen = address.strip_prefix("http://").unwrap();
        let (process, again) = serve(&arena_ladder().unwrap(), self.data.path(), listen, "1");
        self.process = process;
        assert_eq!(again.to_string(), address);
    }

    fn address(&self, id: &str) -> client::MatchAddress {
        self.ladder.address().contest(id).parse().unwrap()
    }
}

#[test]
fn a_match_of_a_ladder_is_waited_for_and_then_watched() {
    let Some(server) = ladder() else { return };
    let contest = server.challenge();
    let address = server.address(&contest.id);
    let mut app = program();
    app.insert_resource(Beginning { wish: Wish::Contest(address), tick: None });
    app.update();
    let doing = app.world().resource::<Loading>().0.clone().unwrap();
    assert!(doing.contains(&contest.id[..12]) && doing.contains("127.0.0.1"), "{doing}");
    // On a busy machine it is seen before it is over.
    until(&mut app, |world| world.get_resource::<Footage>().is_some_and(|footage| !footage.is_live()));
    assert!(is_idle(app.world()));
    assert_eq!(notices(app.world()), [""; 0]);
    let footage = app.world().resource::<Footage>();
    let over = server.ladder.contest(&contest.id).unwrap();
    assert!(!footage.is_live() && footage.outcome().is_some());
    assert_eq!(Some(footage.end().0), over.ticks);
    assert_eq!(footage.names(), ["greedy", "lancer"]);
    assert_eq!(footage.origin().path, None);
    assert!(app.world().resource::<Settings>().recent.is_empty(), "there is no file to open again");
}

/// Has a match played that takes seconds, and waits until it is seen.
fn follow(server: &Server) -> (App, client::Match) {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ladder/tests/slow.wat");
    server.enter_bytes("slow", &wat::parse_file(text).unwrap());
    let contest = server.challenge_of("slow");
    let mut app = program();
    app.insert_resource(Beginning { wish: Wish::Contest(server.address(&contest.id)), tick: None });
    until(&mut app, |world| world.contains_resource::<Footage>());
    assert!(app.world().resource::<Footage>().is_live(), "it was over before it was seen");
    (app, contest)
}

#[test]
fn a_match_of_a_ladder_is_followed_while_it_is_played() {
    let Some(server) = ladder() else { return };
    let (mut app, contest) = follow(&server);
    assert!(app.world().resource::<Playhead>().at_live_edge);
    assert!(is_idle(app.world()));
    let mut end = app.world().resource::<Footage>().end();
    for _ in 0..3 {
        assert_eq!(server.ladder.contest(&contest.id).unwrap().state, client::state::RUNNING);
        assert!(!app.world().resource::<Footage>().reader().has_logs());
        until(&mut app, |world| world.resource::<Footage>().end() > end);
        end = app.world().resource::<Footage>().end();
    }
    until(&mut app, |world| !world.resource::<Footage>().is_live());
    assert_eq!(notices(app.world()), [""; 0]);
    let footage = app.world().resource::<Footage>();
    let over = server.ladder.contest(&contest.id).unwrap();
    assert!(footage.outcome().is_some(), "the match as it is kept takes the place of what was followed");
    assert_eq!(Some(footage.end().0), over.ticks);
    let kept = server.data.path().join("kept.replay");
    std::fs::write(&kept, server.ladder.replay(&contest.id).unwrap()).unwrap();
    assert_eq!(*app.world().resource::<Story>(), crate::testing::watch(&kept).1);
    assert!(is_idle(app.world()));
}

#[test]
fn a_ladder_that_is_started_again_is_waited_for() {
    let Some(mut server) = ladder() else { return };
    let (mut app, _) = follow(&server);
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    until(&mut app, |world| !notices(world).is_empty());
    assert!(notices(app.world())[0].contains("does not answer"), "{:?}", notices(app.world()));
    assert!(app.world().resource::<Footage>().is_live(), "what is seen stays");
    server.start_again();
    until(&mut app, |world| !world.resource::<Footage>().is_live());
    assert!(app.world().resource::<Footage>().outcome().is_some());
    assert_eq!(notices(app.world()).len(), 1, "{:?}", notices(app.world()));
    assert!(is_idle(app.world()));
}

#[test]
fn a_match_that_nobody_plays_yet_says_so_and_can_be_given_up() {
    let Some(mut server) = ladder() else { return };
    server.play_no_more();
    let mut app = program();
    let address = server.address(&server.challenge().id);
    app.insert_resource(Beginning { wish: Wish::Contest(address), tick: None });
    let doing = |world: &World| world.resource::<Loading>().0.clone().unwrap_or_default();
    until(&mut app, |world| doing(world).contains("waits to be played"));
    assert_eq!(notices(app.world()), [""; 0]);
    act(&mut app, Action::Back);
    assert!(is_idle(app.world()));
    for _ in 0..20 {
        app.update();
    }
    assert!(is_idle(app.world()), "what it still has to say is not heard any more");
}

#[test]
fn a_match_that_there_is_not_is_a_notice() {
    let Some(server) = ladder() else { return };
    let missing = server.address(&"ab".repeat(32));
    let mut app = program();
    app.insert_resource(Beginning { wish: Wish::Contest(missing), tick: None });
    until(&mut app, |world| !notices(world).is_empty());
    assert!(is_idle(app.world()));
    let said = notices(app.world()).remove(0);
    assert!(said.contains(&server.ladder.address().to_string()), "{said}");
}

#[test]
fn a_ladder_that_is_not_there_is_a_notice() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = format!("http://{nobody}/matches/{}", "0".repeat(64)).parse().unwrap();
    let mut app = program();
    app.insert_resource(Beginning { wish: Wish::Contest(address), tick: None });
    until(&mut app, |world| !notices(world).is_empty());
    assert!(is_idle(app.world()));
    let said = notices(app.world()).remove(0);
    assert!(said.contains("cannot reach the ladder") && said.contains(&nobody.to_string()), "{said}");
}
