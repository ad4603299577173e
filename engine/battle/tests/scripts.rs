//! Bots that are scripts: they play, they can be played again, and whatever is wrong with them is told to their author and
//! disturbs nobody else.

mod play;

use std::sync::OnceLock;

use battle::{Battle, Entrant, Language, ReExecutionError, Setup, Shelf, verify_with_bots};
use play::{new_sandbox, record, setup, wat};
use protocol::{Reason, Seat, Status};
use replay::Reader;
use sandbox::{Backend, CacheMode, Limits, LoadError, RejectCode, Sandbox, admit};

use Language::{JavaScript, Lua, Python};

/// Compiles fast: the interpreters are large.
fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| new_sandbox(Backend::Singlepass, CacheMode::Off))
}

fn script(sandbox: &Sandbox, language: Language, source: &str) -> Entrant {
    Entrant::script(sandbox, "bot", language, source.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// A compiled bot that mines with unit 0 in each tick.
fn miner(sandbox: &Sandbox) -> Entrant {
    let line = br#"{"orders":[{"unit":0,"do":"mine"}]}"#;
    let wasm = wat(&[line], "(loop $on (if (call $read) (then (call $line0) (br $on))))");
    Entrant::load(sandbox, "miner", &wasm).unwrap_or_else(|error| panic!("{error}"))
}

/// What came of a script in a short match against the miner.
struct Played {
    /// How each turn ended, the farewell last.
    statuses: Vec<Status>,
    /// Orders that stood in each turn.
    orders: Vec<usize>,
    fuel: Vec<u64>,
    /// Everything that it logged.
    log: String,
    lost: u64,
    drops: Vec<Reason>,
}

const TICKS: usize = 6;

fn play_on(sandbox: &Sandbox, bot: Entrant, settings: &[&str]) -> Played {
    let ticks = format!("ticks={TICKS}");
    let settings = [&[ticks.as_str()][..], settings].concat();
    let setup = setup(vec![bot, miner(sandbox)], "open", "scripts", &settings);
    let mut battle = Battle::start(sandbox, &setup).unwrap_or_else(|error| panic!("{error}"));
    let (mut statuses, mut orders, mut fuel) = (Vec::new(), Vec::new(), Vec::new());
    let (mut log, mut lost, mut drops) = (Vec::new(), 0, Vec::new());
    loop {
        let record = &battle.record().seats[0];
        statuses.push(record.status);
        orders.push(record.orders.len());
        fuel.push(record.fuel.0);
        drops.extend(record.drops.iter().map(|drop| drop.why));
        log.extend_from_slice(&battle.logs()[0].stderr);
        lost += battle.logs()[0].lost;
        let turn = battle.turn().0 as usize;
        let mined = battle.record().seats[1].orders.len();
        assert_eq!(
            mined,
            usize::from((1..=TICKS).contains(&turn)),
            "turn {turn}: the other is not disturbed"
        );
        if !battle.advance().unwrap_or_else(|error| panic!("{error}")) {
            break;
        }
    }
    let log = String::from_utf8(log).expect("an interpreter logs text");
    Played { statuses, orders, fuel, log, lost, drops }
}

fn play(language: Language, source: &str) -> Played {
    play_on(sandbox(), script(sandbox(), language, source), &[])
}

/// In each language: order unit 0 to mine in every tick but tick 3, where something is wrong in line 7, and say good-bye.
const STUMBLERS: [(Language, &str, &str); 3] = [
    (JavaScript, include_str!("scripts/stumbler.js"), "error: bot.js:7:"),
    (Lua, include_str!("scripts/stumbler.lua"), "error: bot.lua:7: attempt to index a nil value"),
    (Python, include_str!("scripts/stumbler.py"), "error: bot.py:7: TypeError"),
];

#[test]
fn an_error_in_a_tick_costs_that_tick() {
    for (language, source, report) in STUMBLERS {
        let played = play(language, source);
        assert_eq!(played.orders, [0, 1, 1, 0, 1, 1, 1, 0], "{language}: {}", played.log);
        assert!(played.statuses[..=TICKS].iter().all(|status| *status == Status::Waiting), "{language}");
        assert_eq!(played.statuses[TICKS + 1], Status::Exited(0), "{language}");
        assert_eq!(played.drops, [], "{language}");
        let lines: Vec<&str> = played.log.lines().collect();
        assert_eq!(lines[0], "hello 15", "{language}");
        assert!(lines[1].starts_with(report), "{language}: {}", lines[1]);
        assert!(lines.last().is_some_and(|line| line.starts_with("over ")), "{language}: {}", played.log);
        assert!(!played.log.contains("driver"), "{language}: the stack is the script's own: {}", played.log);
    }
}

#[test]
fn both_back_ends_agree() {
    let cranelift = new_sandbox(Backend::Cranelift, CacheMode::Off);
    // Compiling Python with cranelift takes as long as all other tests here.
    for (language, source, _) in STUMBLERS.into_iter().filter(|stumbler| stumbler.0 != Python) {
        let [one, other] =
            [sandbox(), &cranelift].map(|sandbox| play_on(sandbox, script(sandbox, language, source), &[]));
        assert_eq!((one.fuel, one.log, one.orders), (other.fuel, other.log, other.orders), "{language}");
    }
}

#[test]
fn starting_costs_next_to_nothing() {
    for (language, source, _) in STUMBLERS {
        let fuel = play(language, source).fuel[0];
        println!("{language}: {fuel} to start");
        assert!(fuel < 20_000_000, "{language}: {fuel}");
    }
}

/// What is wrong before the first tick ends the bot with code 1, and a report that names the place and says what is wrong.
fn check_start(language: Language, source: &str, place: &str, words: &str) {
    let played = play(language, source);
    assert_eq!(played.statuses, [Status::Exited(1); TICKS + 2], "{language}: {}", played.log);
    let first = played.log.lines().next().expect("a report");
    assert!(
        first.starts_with(&format!("error: {place}")) && first.contains(words),
        "{language}: {}",
        played.log
    );
}

/// The source of a script, in its line 7.
fn in_line_7(source: &str) -> String {
    format!("{}{source}", "\n".repeat(6))
}

#[test]
fn a_script_that_cannot_be_read_is_told_the_line() {
    check_start(JavaScript, &in_line_7("let x = = 3;"), "bot.js:7:9: ", "SyntaxError: unexpected token");
    check_start(Lua, &in_line_7("local x = = 3"), "bot.lua:7: ", "unexpected symbol near '='");
    check_start(Python, &in_line_7("x = = 3"), "bot.py:7: ", "SyntaxError: invalid syntax");
    check_start(Python, &in_line_7("  x = 3"), "bot.py:7: ", "IndentationError: unexpected indent");
}

#[test]
fn a_script_that_throws_at_once_is_told_the_line() {
    check_start(JavaScript, &in_line_7("missing()"), "bot.js:7:", "ReferenceError: missing is not defined");
    check_start(JavaScript, "throw 5", "", "5");
    let module = format!("import {{}} from 'robodrome'{}", in_line_7("missing()"));
    check_start(JavaScript, &module, "bot.js:7:", "ReferenceError: missing is not defined");
    check_start(JavaScript, "import 'fs'", "", "there is no module 'fs' here");
    check_start(Lua, &in_line_7("missing()"), "bot.lua:7: ", "attempt to call a nil value");
    check_start(Lua, "require 'socket'", "bot.lua:1: ", "there is no module 'socket' here");
    check_start(Python, &in_line_7("missing()"), "bot.py:7: ", "NameError: name 'missing' is not defined");
    check_start(Python, "import socket", "bot.py:1: ", "ModuleNotFoundError: No module named 'socket'");
}

#[test]
fn deep_recursion_is_an_error_that_can_be_caught() {
    for (language, source) in [
        (JavaScript, include_str!("scripts/deep.js")),
        (Lua, include_str!("scripts/deep.lua")),
        (Python, include_str!("scripts/deep.py")),
    ] {
        let played = play_on(sandbox(), script(sandbox(), language, source), &["fuel.start=100_000_000_000"]);
        println!("{language}:\n{}", played.log);
        assert_eq!(played.orders, [0, 1, 1, 1, 1, 1, 1, 0], "{language}: {}", played.log);
        assert!(!played.log.contains("error: "), "{language}: {}", played.log);
    }
}

/// Memory that is used up is an error, too, and what was reached is freed.
#[test]
fn a_huge_list_is_an_error_that_can_be_caught() {
    for (language, source, report) in [
        (
            JavaScript,
            "function tick(t) { if (t.tick == 2) { let a = []; for (;;) a.push(['x'.repeat(1000) + a.length]); } return [{unit: 0, do: 'mine'}]; }",
            "error: bot.js:1:",
        ),
        (
            Lua,
            "function tick(t) if t.tick == 2 then local a = {} while true do a[#a + 1] = ('x'):rep(1000) .. #a end end return {{unit = 0, ['do'] = 'mine'}} end",
            "error: bot.lua:1: not enough memory",
        ),
        (
            Python,
            "def tick(t):\n    if t['tick'] == 2:\n        a = []\n        while True: a.append('x' * 1000 + str(len(a)))\n    return [{'unit': 0, 'do': 'mine'}]",
            "error: bot.py:4: MemoryError",
        ),
        (
            Python,
            "def tick(t):\n    if t['tick'] == 2:\n        return [0] * 10**9\n    return [{'unit': 0, 'do': 'mine'}]",
            "error: bot.py:3: MemoryError",
        ),
    ] {
        let played = play_on(
            sandbox(),
            script(sandbox(), language, source),
            &["fuel.per_tick=100_000_000_000", "fuel.bank=100_000_000_000"],
        );
        assert!(played.log.starts_with(report), "{language}: {}", played.log);
        assert_eq!(played.orders, [0, 1, 0, 1, 1, 1, 1, 0], "{language}: {}", played.log);
    }
}

#[test]
fn an_endless_loop_suspends_the_bot_alone() {
    for (language, source) in [
        (JavaScript, "function tick(t) { if (t.tick > 2) for (;;); return [{unit: 0, do: 'mine'}]; }"),
        (Lua, "function tick(t) while t.tick > 2 do end return {{unit = 0, ['do'] = 'mine'}} end"),
        (Python, "def tick(t):\n    while t['tick'] > 2: pass\n    return [{'unit': 0, 'do': 'mine'}]"),
    ] {
        let played = play(language, source);
        assert_eq!(played.orders, [0, 1, 1, 0, 0, 0, 0, 0], "{language}: {}", played.log);
        assert_eq!(played.statuses[2..4], [Status::Waiting, Status::OutOfFuel], "{language}");
    }
}

#[test]
fn a_megabyte_of_print_is_cut_and_counted() {
    for (language, source) in [
        (
            JavaScript,
            "function tick(t) { if (t.tick == 1) console.log('x'.repeat(1 << 20)); return [{unit: 0, do: 'mine'}]; }",
        ),
        (
            Lua,
            "function tick(t) if t.tick == 1 then print(('x'):rep(1 << 20)) end return {{unit = 0, ['do'] = 'mine'}} end",
        ),
        (
            Python,
            "def tick(t):\n    if t['tick'] == 1: print('x' * (1 << 20))\n    return [{'unit': 0, 'do': 'mine'}]",
        ),
    ] {
        let played = play(language, source);
        assert_eq!(played.orders, [0, 1, 1, 1, 1, 1, 1, 0], "{language}");
        assert_eq!(played.log.len() as u64 + played.lost, (1 << 20) + 1, "{language}");
        assert!(played.log.len() <= 16 << 10, "{language}");
    }
}

/// A script may be its own loop; what it reads and writes are the lines of the protocol.
#[test]
fn a_script_may_read_and_write_lines_itself() {
    for (language, source) in [
        (
            JavaScript,
            "for (let line; (line = readLine()) !== null;) if (JSON.parse(line).type === 'tick') writeLine('{\"orders\":[{\"unit\":0,\"do\":\"mine\"}]}');",
        ),
        (
            Lua,
            "for line in io.lines() do if json.decode(line).type == 'tick' then io.write('{\"orders\":[{\"unit\":0,', '\"do\":\"mine\"}]}\\n') end end",
        ),
        (
            Python,
            "import json, sys\nfor line in sys.stdin:\n    if json.loads(line)['type'] == 'tick':\n        from robodrome_host import write_line\n        write_line('{\"orders\":[{\"unit\":0,\"do\":\"mine\"}]}')",
        ),
    ] {
        let played = play(language, source);
        assert_eq!(played.orders, [0, 1, 1, 1, 1, 1, 1, 0], "{language}: {}", played.log);
        assert_eq!(played.log, "", "{language}");
    }
}

/// Random numbers follow from the match and the bot, and differ from one match to the next.
#[test]
fn random_numbers_follow_from_the_seed() {
    for (language, source) in [
        (JavaScript, "print(Math.random(), Math.random())"),
        (Lua, "print(math.random(1 << 60), math.random())"),
        (Python, "import random\nprint(random.random(), random.Random().random())"),
    ] {
        let log = |seed: &str| {
            let bots = vec![script(sandbox(), language, source), miner(sandbox())];
            let battle = Battle::start(sandbox(), &setup(bots, "open", seed, &[])).expect("a match");
            battle.logs()[0].stderr.clone()
        };
        assert_eq!(log("one"), log("one"), "{language}");
        assert_ne!(log("one"), log("two"), "{language}");
    }
}

#[test]
fn a_replay_names_the_script_and_finds_it_by_its_sum() {
    for (language, source, _) in STUMBLERS {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("match.replay");
        let bots = vec![script(sandbox(), language, source), script(sandbox(), language, source)];
        let setup = setup(bots, "open", "scripts", &["ticks=6"]);
        record(sandbox(), &setup, &path);
        let reader = Reader::open(&path).expect("a replay");
        let info = &reader.header().seats[0];
        assert_eq!(info.script.expect("a script").0, *blake3::hash(source.as_bytes()).as_bytes());
        assert_eq!((info.module, info.language.as_str()), (language.interpreter().hash, language.name()));

        let verify = |shelf: &Shelf| verify_with_bots(sandbox(), &reader, shelf);
        let missing = verify(&Shelf::bundled()).expect_err("it is nowhere");
        assert!(matches!(missing, ReExecutionError::MissingScript { seat: Seat(0), .. }), "{missing}");
        // Another script of the same name is not it.
        let file = folder.path().join("bot").with_extension(language.extensions()[0]);
        std::fs::write(&file, format!("{source}\n")).expect("writable");
        assert!(verify(&Shelf::folder(folder.path()).expect("a folder")).is_err());
        std::fs::write(&file, source).expect("writable");
        let again = verify(&Shelf::folder(folder.path()).expect("a folder"))
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((again.turns, again.logs), (8, true));
    }
}

/// A flipped bit makes an interpreter a module like any other.
#[test]
fn only_the_very_bytes_of_an_interpreter_may_use_more() {
    let limits = Limits::default();
    for language in Language::ALL {
        let mut wasm = language.module();
        let usage = admit(&wasm, &limits).unwrap_or_else(|reject| panic!("{language}: {reject}")).usage;
        assert!(usage.memory_pages.limit > limits.memory_pages, "{language}");
        let last = wasm.last_mut().expect("not empty");
        *last ^= 1; // the last byte of its memory
        match admit(&wasm, &limits) {
            Ok(admitted) => assert_eq!(admitted.usage.memory_pages.limit, limits.memory_pages, "{language}"),
            Err(reject) => assert_eq!(reject.code, RejectCode::MemoryTooLarge, "{language}"),
        }
    }
}

#[test]
fn other_scripts_make_another_match() {
    let id = |source: &str| {
        let bots = vec![script(sandbox(), Lua, source), miner(sandbox())];
        setup(bots, "open", "scripts", &[]).id()
    };
    assert_eq!(id("x = 1"), id("x = 1"));
    assert_ne!(id("x = 1"), id("x = 2"));
}

#[test]
fn a_script_has_a_longest_length() {
    let limit = usize::try_from(sandbox().limits().script_bytes).expect("small");
    let source = vec![b'\n'; limit + 1];
    assert!(Entrant::script(sandbox(), "bot", Lua, &source[1..]).is_ok());
    let Err(LoadError::Rejected(reject)) = Entrant::script(sandbox(), "bot", Lua, &source) else {
        panic!("it is too long")
    };
    assert_eq!(reject.code, RejectCode::ScriptTooLarge);
    assert!(reject.detail.contains("1048577"), "{}", reject.detail);
}
