//! What the host adds to a bot's own work.
#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use criterion::{Criterion, criterion_group, criterion_main};
use protocol::{Fuel, FuelPlan, Tick};
use sandbox::{Backend, CacheMode, Config, Identity, Line, Player, Program, Sandbox};

/// A bot that reads what there is and answers a line of 1 KB.
const BOT: &str = r#"(module
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 2)
    ;; An iovec of 64 KB for reading, and one of 1 KB for writing.
    (data (i32.const 0) "\00\00\01\00\00\00\01\00")
    (data (i32.const 8) "\00\04\00\00\00\04\00\00")
    (func (export "_start")
        (memory.fill (i32.const 0x400) (i32.const 0x61) (i32.const 0x3ff))
        (i32.store8 (i32.const 0x7ff) (i32.const 10))
        (loop $again
            (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))
            (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 20)))
            (br $again))))"#;

const PLAN: FuelPlan = FuelPlan { start: Fuel(1 << 30), per_tick: Fuel(1 << 20), bank: Fuel(1 << 30) };

fn sandbox(backend: Backend, cache: CacheMode) -> Sandbox {
    Sandbox::new(Config { backend, cache, ..Config::default() }).unwrap()
}

fn seat(sandbox: &Sandbox, program: &Program) -> Player {
    let mut player = sandbox.seat(program, Identity { name: "bench".into(), seed: [0; 32] }, PLAN).unwrap();
    player.begin(Tick(0), Line::Start(Vec::new()));
    player.finish().unwrap();
    player
}

/// One turn: 4 KB in, 1 KB out.
fn turn(c: &mut Criterion) {
    let wasm = wat::parse_str(BOT).unwrap();
    for backend in Backend::ALL {
        let sandbox = sandbox(backend, CacheMode::Off);
        let mut player = seat(&sandbox, &sandbox.load(&wasm).unwrap());
        let mut tick = 0;
        c.bench_function(&format!("turn/{backend}"), |b| {
            b.iter(|| {
                tick += 1;
                player.begin(Tick(tick), Line::Tick(vec![b'x'; 4096]));
                let end = player.finish().unwrap();
                assert_eq!(end.lines.len(), 1);
            });
        });
    }
}

/// From bytes to the first read, the module being in the cache on disk; and from a loaded program.
fn start(c: &mut Criterion) {
    let wasm = wat::parse_str(BOT).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sandbox = sandbox(Backend::Cranelift, CacheMode::At(folder.path().to_owned()));
    let program = sandbox.load(&wasm).unwrap();
    c.bench_function("start/cache", |b| b.iter(|| seat(&sandbox, &sandbox.load(&wasm).unwrap())));
    c.bench_function("start/program", |b| b.iter(|| seat(&sandbox, &program)));
}

criterion_group!(benches, turn, start);
criterion_main!(benches);
