//! Players and programs that are gone leave nothing behind, however they ended. One test, since it looks at the whole
//! process, in which nothing else may run.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use std::fs;
use std::time::{Duration, Instant};

use play::{main, plan, sandbox, seat, start, tick, turn};
use sandbox::{Backend, Limits};

/// Longest wait for threads that have ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the process takes: threads, memory mappings with and without code, and resident kilobytes.
#[derive(Clone, Copy, Debug)]
struct Footprint {
    threads: u64,
    mappings: usize,
    code: usize,
    resident_kb: u64,
}

impl Footprint {
    fn now() -> Footprint {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let field = |name: &str| -> u64 {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        Footprint {
            threads: field("Threads:"),
            mappings: maps.lines().count(),
            code: maps.lines().filter(|line| line.contains(" r-xp 00000000 00:00 0")).count(),
            resident_kb: field("VmRSS:"),
        }
    }

    /// The same once no more threads are counted than should be: Linux counts one that was joined until it has left the
    /// kernel, which on a busy machine takes its time.
    fn settled(threads: u64) -> Footprint {
        let since = Instant::now();
        while Footprint::now().threads > threads && since.elapsed() < PATIENCE {
            std::thread::yield_now();
        }
        Footprint::now()
    }

    /// Expects no more than noise to have come since: the allocator and the runtime keep some memory for reuse.
    fn check_no_growth_since(self, before: Footprint) {
        assert!(self.threads <= before.threads, "{before:?} to {self:?}");
        assert!(self.mappings < before.mappings + 50, "{before:?} to {self:?}");
        assert!(self.code < before.code + 20, "{before:?} to {self:?}");
        assert!(self.resident_kb < before.resident_kb + 16 * 1024, "{before:?} to {self:?}");
    }
}

#[test]
fn a_thousand_players_and_programs_leave_nothing_behind() {
    for backend in Backend::ALL {
        let sandbox = sandbox(backend, Limits::default());
        let kinds = play::kinds(&sandbox);
        let play_one = |n: usize| {
            let (program, _) = &kinds[n % kinds.len()];
            let mut player = seat(&sandbox, program, plan(1_000_000, 3_000_000, 3_000_000));
            turn(&mut player, 0, start());
            turn(&mut player, 1, tick(1));
        };
        (0..64).for_each(play_one);
        let before = Footprint::now();
        (0..1000).for_each(play_one);
        Footprint::settled(before.threads).check_no_growth_since(before);

        let load_one = |n: usize| {
            let wasm = main(&format!("(call $say (i32.const {n})) (call $say (i32.const {}))", n + 1));
            drop(sandbox.load(&wasm).unwrap());
        };
        (0..20).for_each(load_one);
        let before = Footprint::now();
        (20..120).for_each(load_one);
        Footprint::settled(before.threads).check_no_growth_since(before);
    }
}
