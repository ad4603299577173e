//! `robodrome.h` must read what the engine writes, and write what the engine reads. A native build of a C program is fed
//! with messages made from the engine's own types.
#![allow(clippy::unwrap_used, reason = "in a test, what cannot go on shall fail")]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use protocol::{Dir, Reply, UnitId, beacons::Order, parse_reply};
use robodrome::{End, EnemyUnit, Loose, MatchResult, Note, Observation, OwnUnit, Pos, Reason, Start};

fn sdk() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compiles a C file with the machine's compiler, with every warning an error.
fn compile(source: &Path, to: &Path) {
    let output = Command::new("cc")
        .args(["-std=c99", "-O1", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror", "-I"])
        .arg(sdk().join("c"))
        .arg(source)
        .arg("-o")
        .arg(to)
        .output()
        .expect("a C compiler is installed as `cc`");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Feeds a program and returns its lines and its log.
fn feed(program: &Path, input: &[u8]) -> (Vec<String>, String) {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout).lines().map(str::to_owned).collect(), text(output.stderr))
}

fn start() -> Start {
    serde_json::from_str(include_str!("../../examples/start.json")).unwrap()
}

fn tick(tick: u32) -> Observation {
    let mut now: Observation = serde_json::from_str(include_str!("../../examples/tick.json")).unwrap();
    now.tick = tick;
    now
}

fn line(message: &impl serde::Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(message).unwrap();
    line.push(b'\n');
    line
}

fn end() -> End {
    End { tick: 39, result: MatchResult::Lost, points: vec![3, 4] }
}

#[test]
fn everything_that_the_engine_writes_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let echo = folder.path().join("echo");
    compile(&sdk().join("c/tests/echo.c"), &echo);
    let mut now = tick(37);
    now.loose.push(Loose { at: Pos::new(0, 7), amount: 4_000_000_000 });
    let input = [line(&start()), line(&now), line(&tick(40)), line(&end())].concat();
    let (replies, log) = feed(&echo, &input);
    assert_eq!(replies.len(), 2);
    let rules = start().rules;
    let log: Vec<&str> = log.lines().collect();
    assert_eq!(
        log[0],
        format!(
            "start my-bot teams 2 size 15 11 rules {} {} {} {} {}",
            rules.ticks, rules.fog as u8, rules.unit_cargo, rules.storm_start, rules.storm_damage
        )
    );
    assert_eq!(log[1], "map 12 ore 3 beacons cores 2,1 12,9 walls 8");
    assert_eq!(log[2], "tick 37 missed 36 bank 9 rings 0 failed 2 points 21 4 damage 6 2 cores 60 60");
    assert_eq!(log[3], "own 0 at 7,1 hp 10 cargo 6 guarded 0");
    assert_eq!(log[5], "own 5 at 7,4 hp 4 cargo 0 guarded 1");
    assert_eq!(log[6], "enemy 1 3 at 8,4 hp 8 cargo 2 guarded 0");
    assert_eq!(log[7], "ore 683 loose 65539");
    assert!(log.contains(&"tick 40 missed 2 bank 9 rings 0 failed 2 points 21 4 damage 6 2 cores 60 60"));
    assert_eq!(log.last(), Some(&"end -1"));
}

#[test]
fn everything_that_it_writes_is_an_order() {
    let folder = tempfile::tempdir().unwrap();
    let verbs = folder.path().join("verbs");
    compile(&sdk().join("c/tests/verbs.c"), &verbs);
    let mut now = tick(1);
    now.bank = 100;
    now.units = (0..9)
        .map(|i| OwnUnit { id: UnitId(i), at: Pos::new(i as u8, 0), hp: 10, cargo: 9, guarded: false })
        .collect();
    let (replies, _) = feed(&verbs, &[line(&start()), line(&now), line(&end())].concat());
    let parsed = parse_reply(replies[0].as_bytes());
    assert_eq!(parsed.drops, Vec::<Note>::new());
    assert_eq!((parsed.marks.len(), parsed.watches.len()), (3, 1));
    assert_eq!(parsed.watches[0].value, "say \"hi\" to 3\\4");
    let reply: Reply = serde_json::from_str(&replies[0]).unwrap();
    assert_eq!(
        reply.orders,
        [
            Order::mine(0),
            Order::strike(1, Dir::N),
            Order::lance(2, Dir::E),
            Order::guard(3),
            Order::give(4, Dir::S, 7),
            Order::repair(5, Dir::W),
            Order::move_(7, Dir::S),
            Order::spawn(Dir::E),
        ]
    );
}

#[test]
fn what_it_does_not_know_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let echo = folder.path().join("echo");
    compile(&sdk().join("c/tests/echo.c"), &echo);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let newer_start = text(line(&start())).replacen('{', r#"{"weather":{"wind":[1,-2.5e3,{}]},"#, 1);
    let newer_tick = text(line(&tick(1))).replacen('{', "{ \"new\" : [[],{\"a\\\"}\":null}] ,", 1).replacen(
        "\"hp\":10",
        "\"hp\":10,\"mood\":\"} ] \\\\\"",
        1,
    );
    let strange = [
        "",
        "{",
        "[]",
        "null",
        "{\"type\":\"weather\"}",
        "{\"type\":\"tick\"",
        "{\"type\":7}",
        "\"",
        "{\"type\":\"tick\",\"units\":[{\"at\":[",
        "{\"type\":\"tick\",\"units\":[{\"at\":[900,-4],\"id\":-1}],\"ore\":[9999999999999999999999],\"points\":{}}",
    ];
    let long = "x".repeat(400_000);
    let mut input = newer_start;
    for line in strange.iter().chain([&long.as_str()]) {
        input.push_str(line);
        input.push('\n');
    }
    input.push_str(&newer_tick);
    let (replies, log) = feed(&echo, input.as_bytes());
    assert!(log.contains("own 0 at 7,1 hp 10 cargo 6"), "{log}");
    assert!(replies.iter().all(|reply| parse_reply(reply.as_bytes()).drops.is_empty()));
}

#[test]
fn a_full_board_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().join("bot");
    compile(&sdk().join("c/template/bot.c"), &bot);
    let side = 64_u8;
    let mut start = start();
    (start.width, start.height, start.teams) = (side, side, 8);
    start.map = vec![".".repeat(64); 64];
    for team in 0..8 {
        start.map[10].replace_range(5 * team..=5 * team, &team.to_string());
    }
    let mut now = tick(1);
    now.units = (0..64)
        .map(|i| OwnUnit { id: UnitId(i), at: Pos::new(i as u8, 63), hp: 10, cargo: 0, guarded: false })
        .collect();
    now.enemies = (0..448)
        .map(|i| EnemyUnit {
            team: 1 + (i / 64) as u8,
            id: UnitId(i % 64),
            at: Pos::new((i % 64) as u8, 20 + (i / 64) as u8),
            hp: 10,
            cargo: 10,
            guarded: true,
        })
        .collect();
    now.failed = vec![Note { unit: None, why: Reason::TooExpensive }; 128];
    let (replies, _) = feed(&bot, &[line(&start), line(&now), line(&end())].concat());
    assert_eq!(replies.len(), 1);
    assert!(parse_reply(replies[0].as_bytes()).drops.is_empty());
}
