//! What replays cost: bytes, ticks a second, seeks.

#![allow(clippy::unwrap_used, reason = "a bench that fails is to stop")]
#![allow(clippy::print_stdout, reason = "sizes are part of the result")]

#[allow(dead_code, reason = "tests use the rest")]
#[path = "../tests/support/arena.rs"]
mod arena;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use protocol::Tick;
use replay::{Reader, verify};

fn benches(c: &mut Criterion) {
    let recording = arena::Recording::tournament();
    let file = recording.write();
    let bare = recording.write_without_logs();
    println!("{} ticks: {} bytes, {} without logs", recording.turns.len() - 2, file.len(), bare.len());

    let mut group = c.benchmark_group("replay");
    group.throughput(Throughput::Elements(recording.turns.len() as u64 - 2));
    group.bench_function("write, states included", |b| b.iter(|| recording.write_without_logs()));
    group.bench_function("play, states only", |b| b.iter(|| recording.each_turn(|_, _| ())));
    group.bench_function("open and verify", |b| {
        b.iter(|| verify(&Reader::from_bytes(bare.clone()).unwrap()).unwrap());
    });
    group.throughput(Throughput::Elements(1));
    let last = recording.turns.len() as u32 - 2;
    group.bench_function("open and seek to the end", |b| {
        b.iter(|| Reader::from_bytes(file.clone()).unwrap().game_at(Tick(last)).unwrap());
    });
    let reader = Reader::from_bytes(file.clone()).unwrap();
    group.bench_function("seek to the worst place, unpacked", |b| {
        b.iter(|| reader.game_at(Tick(255)).unwrap())
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
