//! Matches in which every seat gives any orders: what is as it should be whatever they are.
//!
//! Three copies of a match are played at once: one as it is, one whose bots sit elsewhere by a symmetry of the board, and
//! one that is saved and loaded before every tick.

mod conduct;
mod mirror;
mod orders;
mod ore;
pub(crate) mod setup;
mod state;

use arbitrary::Unstructured;
use protocol::{Digest, Note, Seat};
use rules::beacons::Beacons;
use rules::{Game, Order, Report, chain};

use self::conduct::Conduct;
use self::mirror::Mirror;
use self::ore::Ledger;
use self::state::State;
use crate::bounds::Bounds;
use crate::pick::Pick;

/// For a match of [`TICKS`] ticks with eight teams, of which everything is written down three times.
const BOUNDS: Bounds = Bounds { cpu_ms: 5_000, peak_bytes: 64 << 20 };

/// Most ticks of one input.
const TICKS: usize = 120;

/// Checks one match.
pub fn check(data: &[u8]) {
    BOUNDS.hold(|| {
        let mut u = Unstructured::new(data);
        let Some(game) = setup::any(&mut u) else { return };
        let first = Seat(u.below(usize::from(game.seats())) as u8);
        let mirror = Mirror::new(game.map(), first);
        let mut trial = Trial::begin(&game, mirror, &mut u);
        while !u.is_empty() && trial.played < TICKS && trial.game.outcome().is_none() {
            trial.tick(&mut u);
        }
        any_bytes_can_be_loaded(trial.game, &mut u);
    });
}

/// The copies of a match, and what is known of them.
struct Trial {
    mirror: Mirror,
    conduct: Conduct,
    game: Beacons,
    mirrored: Beacons,
    reloaded: Beacons,
    digest: Digest,
    /// By seat: what became of its last orders.
    failed: Vec<Vec<Note>>,
    played: usize,
}

impl Trial {
    /// The copies at the start, or in the middle of a match.
    fn begin(fresh: &Beacons, mirror: Mirror, u: &mut Unstructured<'_>) -> Trial {
        let (mut game, mut mirrored) = (fresh.clone(), fresh.clone());
        if u.below(4) > 0 {
            let state = State::any(fresh, u);
            if game.load(&state.encode()).is_ok() {
                mirrored.load(&mirror.state(&state).encode()).expect("a state turned round is one too");
                assert_eq!(saved(&game), state.encode(), "the state that was loaded");
            }
        }
        let digest = chain(Digest::default(), &game, &mut Vec::new());
        let failed = vec![Vec::new(); usize::from(game.seats())];
        Trial {
            conduct: Conduct::of(&game),
            mirror,
            reloaded: fresh.clone(),
            game,
            mirrored,
            digest,
            failed,
            played: 0,
        }
    }

    fn tick(&mut self, u: &mut Unstructured<'_>) {
        let own: Vec<Vec<Order>> =
            (0..self.game.seats()).map(|seat| orders::any(&self.game, Seat(seat), u)).collect();
        let here = self.mirror.orders_here(&own);
        let ledger = Ledger::open(&self.game, &here);

        self.reloaded.load(&saved(&self.game)).expect("what was saved can be loaded");
        assert_eq!(self.reloaded.frame(), self.game.frame());
        assert_eq!(self.reloaded.outcome(), self.game.outcome());

        let [mut report, mut report_there, mut report_reloaded] = [(); 3].map(|()| Report::default());
        self.game.play(&here, &mut report);
        self.mirrored.play(&self.mirror.orders_there(&own), &mut report_there);
        self.reloaded.play(&here, &mut report_reloaded);
        self.played += 1;

        assert_eq!(report_reloaded, report, "a match that was loaded goes on as it would have");
        let digest = chain(self.digest, &self.game, &mut Vec::new());
        assert_eq!(chain(self.digest, &self.reloaded, &mut Vec::new()), digest);
        self.digest = digest;
        self.failed = report.failed.clone();

        ledger.close(&self.game, &report);
        self.conduct.look_at(&self.game, &here, &report);
        self.mirror.compare(&self.game, &report, &self.mirrored, &report_there);
        self.mirror.compare_lines(&self.game, &self.mirrored, &self.failed);
    }
}

/// Any bytes are refused, and change nothing, or are a state that can be played.
fn any_bytes_can_be_loaded(mut game: Beacons, u: &mut Unstructured<'_>) {
    let before = game.frame();
    let mut bytes = saved(&game);
    let other = bytes.clone();
    crate::edit(u, &mut bytes, &other);
    if game.load(&bytes).is_err() {
        assert_eq!(game.frame(), before, "a state that is refused changes nothing");
        return;
    }
    assert_eq!(saved(&game), bytes, "a state has one form");
    let mut line = Vec::new();
    for seat in (0..game.seats()).map(Seat) {
        game.write_tick(seat, &[], &mut line);
        game.write_end(seat, &mut line);
    }
    game.play(&[], &mut Report::default());
}

fn saved(game: &Beacons) -> Vec<u8> {
    let mut bytes = Vec::new();
    game.save(&mut bytes);
    bytes
}
