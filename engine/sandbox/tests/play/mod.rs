//! Plays guests written as WebAssembly text, on both back ends, which must agree in everything.
#![allow(dead_code, reason = "each test file uses a part")]

use protocol::{Fault, Fuel, FuelPlan, Status, Tick};
use sandbox::{
    Backend, CacheMode, Config, Identity, Limits, Line, PREVIEW1, Player, Program, Sandbox, TurnEnd,
};

/// Enough for everything that is not about fuel.
pub(crate) const RICH: FuelPlan = plan(100_000_000, 10_000_000, 100_000_000);

pub(crate) const fn plan(start: u64, per_tick: u64, bank: u64) -> FuelPlan {
    FuelPlan { start: Fuel(start), per_tick: Fuel(per_tick), bank: Fuel(bank) }
}

/// Every function of preview1 by its name, two pages of memory, and:
/// `$print ptr len` writes to stdout, `$say n` writes a number as a line of 8 hexadecimal digits,
/// `$read` reads at most 60 KB to 0x1000 and returns how many bytes, `$echo` writes what it reads.
/// Memory below 0x100 belongs to these.
const PRELUDE: &str = r#"
    (memory (export "memory") 2)
    (data (i32.const 0x28) "\n")
    (data (i32.const 0x30) "0123456789abcdef")
    (func $print (param $ptr i32) (param $len i32)
        (i32.store (i32.const 0) (local.get $ptr))
        (i32.store (i32.const 4) (local.get $len))
        (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
    (func $say (param $n i32) (local $i i32)
        (local.set $i (i32.const 8))
        (loop $digit
            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
            (i32.store8 offset=0x20 (local.get $i)
                (i32.load8_u offset=0x30 (i32.and (local.get $n) (i32.const 15))))
            (local.set $n (i32.shr_u (local.get $n) (i32.const 4)))
            (br_if $digit (local.get $i)))
        (call $print (i32.const 0x20) (i32.const 9)))
    (func $read (result i32)
        (i32.store (i32.const 0x10) (i32.const 0x1000))
        (i32.store (i32.const 0x14) (i32.const 0xf000))
        (drop (call $fd_read (i32.const 0) (i32.const 0x10) (i32.const 1) (i32.const 0x18)))
        (i32.load (i32.const 0x18)))
    (func $echo (call $print (i32.const 0x1000) (call $read)))
"#;

/// A module with the prelude and these further fields.
pub(crate) fn module(fields: &str) -> Vec<u8> {
    let mut imports = String::new();
    for signature in PREVIEW1 {
        let name = signature.name;
        let params: String = signature.params.iter().map(|ty| format!("(param {ty}) ")).collect();
        let results: String = signature.results.iter().map(|ty| format!("(result {ty})")).collect();
        imports +=
            &format!("(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} {params}{results}))\n");
    }
    wat::parse_str(format!("(module {imports} {PRELUDE} {fields})")).unwrap_or_else(|e| panic!("{e}"))
}

/// A module whose `_start` does this.
pub(crate) fn main(body: &str) -> Vec<u8> {
    module(&format!("(func (export \"_start\") {body})"))
}

pub(crate) fn sandbox(backend: Backend, limits: Limits) -> Sandbox {
    Sandbox::new(Config { backend, cache: CacheMode::Off, limits }).unwrap()
}

pub(crate) fn identity() -> Identity {
    Identity { name: "tester".into(), seed: [7; 32] }
}

pub(crate) fn seat(sandbox: &Sandbox, program: &Program, plan: FuelPlan) -> Player {
    sandbox.seat(program, identity(), plan).unwrap()
}

pub(crate) fn turn(player: &mut Player, tick: u32, line: Line) -> TurnEnd {
    player.begin(Tick(tick), line);
    player.finish().unwrap()
}

pub(crate) fn start() -> Line {
    Line::Start(b"start".to_vec())
}

pub(crate) fn tick(n: u32) -> Line {
    Line::Tick(format!("tick {n}").into_bytes())
}

/// The start line and so many ticks.
pub(crate) fn lines(ticks: u32) -> Vec<Line> {
    std::iter::once(start()).chain((1..=ticks).map(tick)).collect()
}

/// Plays a module on one back end.
pub(crate) fn play_on(
    backend: Backend,
    limits: &Limits,
    wasm: &[u8],
    plan: FuelPlan,
    lines: &[Line],
) -> Vec<TurnEnd> {
    let sandbox = sandbox(backend, limits.clone());
    let program = sandbox.load(wasm).unwrap();
    let mut player = seat(&sandbox, &program, plan);
    lines.iter().zip(0..).map(|(line, n)| turn(&mut player, n, line.clone())).collect()
}

/// Plays a module on both back ends and returns the turns, which must be the same: status, fuel, every byte.
pub(crate) fn play_within(limits: &Limits, wasm: &[u8], plan: FuelPlan, lines: &[Line]) -> Vec<TurnEnd> {
    let [one, other] = Backend::ALL.map(|backend| play_on(backend, limits, wasm, plan, lines));
    assert_eq!(one, other, "the back ends disagree");
    one
}

/// As [`play_within`] the usual limits.
pub(crate) fn play(wasm: &[u8], plan: FuelPlan, lines: &[Line]) -> Vec<TurnEnd> {
    play_within(&Limits::default(), wasm, plan, lines)
}

/// The one turn of a module that needs no input, and never waits for any.
pub(crate) fn run(wasm: &[u8]) -> TurnEnd {
    play(wasm, RICH, &[start()]).remove(0)
}

/// What it wrote to stdout, a `|` after each line.
pub(crate) fn text(turn: &TurnEnd) -> String {
    turn.lines.iter().map(|line| String::from_utf8_lossy(line).into_owned() + "|").collect()
}

/// Runs a body on both back ends to its end and compares what it wrote, see [`text`].
pub(crate) fn check(body: &str, expected: &str) {
    let turn = run(&main(body));
    assert_eq!((text(&turn).as_str(), turn.status), (expected, Status::Exited(0)), "{body}");
}

/// Bots of every kind of end, with what their second turn is to come to.
pub(crate) fn kinds(sandbox: &Sandbox) -> Vec<(Program, Status)> {
    let after_a_line =
        |body: &str| main(&format!("(local $zero i32) (drop (call $read)) (drop (call $read)) {body}"));
    let recursion = "(func $deep (call $deep) (call $deep)) (func (export \"_start\")
        (drop (call $read)) (drop (call $read)) (call $deep))";
    let kinds = [
        (after_a_line("(loop $again (call $echo) (br $again))"), Status::Waiting),
        (after_a_line("(loop $again (br $again))"), Status::OutOfFuel),
        (after_a_line("(call $proc_exit (i32.const 3))"), Status::Exited(3)),
        (after_a_line("(unreachable)"), Status::Faulted(Fault::Unreachable)),
        (after_a_line("(i32.store (i32.const -4) (i32.const 1))"), Status::Faulted(Fault::MemoryOutOfBounds)),
        (
            after_a_line("(drop (i32.div_u (i32.const 1) (local.get $zero)))"),
            Status::Faulted(Fault::DivisionByZero),
        ),
        (after_a_line("(drop (i32.trunc_f32_s (f32.const nan)))"), Status::Faulted(Fault::BadConversion)),
        (module(recursion), Status::Faulted(Fault::StackOverflow)),
    ];
    kinds.into_iter().map(|(wasm, status)| (sandbox.load(&wasm).unwrap(), status)).collect()
}
