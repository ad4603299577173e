//! Many players at once: none harms another.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use play::{plan, sandbox, seat, start, tick};
use protocol::{Status, Tick};
use sandbox::{Backend, Limits};

#[test]
fn five_hundred_players_of_every_kind() {
    for backend in Backend::ALL {
        let sandbox = sandbox(backend, Limits::default());
        let kinds = play::kinds(&sandbox);
        let mut players: Vec<_> = (0..250)
            .map(|n| {
                let (program, status) = &kinds[n % kinds.len()];
                (seat(&sandbox, program, plan(1_000_000, 20_000_000, 20_000_000)), *status)
            })
            .collect();
        for n in 0..3 {
            for (player, _) in &mut players {
                player.begin(Tick(n), if n == 0 { start() } else { tick(n) });
            }
            for (player, expected) in &mut players {
                let end = player.finish().unwrap();
                assert_eq!(end.status, if n == 0 { Status::Waiting } else { *expected }, "turn {n}");
            }
        }
    }
}
