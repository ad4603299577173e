//! From a module's bytes to a program: admission, instrumentation, compilation, and the cache that saves all three.
//! `cargo bench -p robodrome-sandbox --bench load`.
#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sandbox::{Backend, CacheMode, Config, Limits, RejectCode, Sandbox, admit};

/// A bot as its author would upload it: 230 KB of Rust.
const BOT: &[u8] = include_bytes!("../../../bots/modules/lancer.wasm");

/// The bot with its memory exported under another name: the last check of all refuses it, so nothing is instrumented.
fn refused_last() -> Vec<u8> {
    const NAME: &[u8] = b"\x06memory\x02";
    let mut wasm = BOT.to_vec();
    let at = wasm.windows(NAME.len()).position(|bytes| bytes == NAME).unwrap();
    wasm[at + 1] = b'M';
    assert_eq!(admit(&wasm, &Limits::default()).unwrap_err().code, RejectCode::NoMemory);
    wasm
}

fn sandbox(backend: Backend, cache: CacheMode) -> Sandbox {
    Sandbox::new(Config { backend, cache, ..Config::default() }).unwrap()
}

fn load(c: &mut Criterion) {
    let (limits, refused, folder) = (Limits::default(), refused_last(), tempfile::tempdir().unwrap());
    let mut group = c.benchmark_group("load");
    group.sample_size(20).throughput(Throughput::Bytes(BOT.len() as u64));
    group.bench_function("admission: every check", |b| b.iter(|| admit(&refused, &limits).unwrap_err()));
    group.bench_function("admission: every check, and instrumentation", |b| {
        b.iter(|| admit(BOT, &limits).unwrap());
    });
    for backend in Backend::ALL {
        let fresh = sandbox(backend, CacheMode::Off);
        group.bench_function(format!("admission, instrumentation and compilation, {backend}"), |b| {
            b.iter(|| fresh.load(BOT).unwrap());
        });
        let cached = sandbox(backend, CacheMode::At(folder.path().to_owned()));
        cached.load(BOT).unwrap();
        group.bench_function(format!("from the cache, {backend}"), |b| b.iter(|| cached.load(BOT).unwrap()));
    }
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
