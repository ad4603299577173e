//! What every state owes to the one before it.

use std::collections::BTreeSet;

use protocol::{Pos, Seat, UnitId};
use rules::beacons::Beacons;
use rules::{Event, Frame, Game, Order, Report, Terrain};

/// The last state that was looked at, and every unit that there ever was.
pub(super) struct Conduct {
    last: Frame,
    known: BTreeSet<(Seat, UnitId)>,
}

impl Conduct {
    pub(super) fn of(game: &Beacons) -> Conduct {
        let last = game.frame();
        Conduct { known: units(&last), last }
    }

    /// Looks at the state after a tick.
    pub(super) fn look_at(&mut self, game: &Beacons, orders: &[Vec<Order>], report: &Report) {
        let frame = game.frame();
        assert_eq!(frame.tick, self.last.tick.next());
        assert!(frame.rings >= self.last.rings, "the storm never shrinks");
        self.check_teams(&frame);
        self.check_units(&frame, report);
        assert_eq!(report.failed.len(), frame.teams.len());
        for (orders, failed) in orders.iter().zip(&report.failed) {
            assert!(failed.len() <= orders.len(), "each order fails once at most");
        }
        self.last = frame;
    }

    fn check_teams(&self, frame: &Frame) {
        for (team, last) in frame.teams.iter().zip(&self.last.teams) {
            assert!(team.score >= last.score && team.damage >= last.damage, "points are never taken away");
            assert!(team.core_hp <= team.core_hp_max);
            assert!(
                last.core_hp > 0 || (team.core_hp, team.bank) == (0, 0),
                "a lost core stays lost, with its bank"
            );
        }
    }

    fn check_units(&mut self, frame: &Frame, report: &Report) {
        let cells: BTreeSet<Pos> = frame.pieces.iter().map(|piece| piece.at).collect();
        assert_eq!(cells.len(), frame.pieces.len(), "one unit a cell");
        for piece in &frame.pieces {
            assert!((1..=piece.hp_max).contains(&piece.hp) && piece.cargo <= piece.cargo_max);
            assert!(!matches!(frame.tile(piece.at).terrain, Terrain::Wall | Terrain::Core));
            let before =
                self.last.pieces.iter().find(|last| (last.seat, last.unit) == (piece.seat, piece.unit));
            if let Some(before) = before {
                assert!(before.at.walk(piece.at) <= 1, "a unit goes one step at most");
            }
        }
        let born = |event: &Event| match *event {
            Event::Spawned { seat, unit, .. } => Some((seat, unit)),
            _ => None,
        };
        let born: BTreeSet<_> = report.events.iter().filter_map(born).collect();
        assert!(born.is_disjoint(&self.known), "a number is never used again");
        let living = units(frame);
        let lived = units(&self.last);
        assert!(
            living.iter().all(|unit| lived.contains(unit) || born.contains(unit)),
            "nobody comes from nowhere"
        );
        let died = report.events.iter().filter(|event| matches!(event, Event::Died { .. })).count();
        assert_eq!(lived.len() + born.len(), living.len() + died, "nobody goes without a word");
        self.known.extend(born);
    }
}

fn units(frame: &Frame) -> BTreeSet<(Seat, UnitId)> {
    frame.pieces.iter().map(|piece| (piece.seat, piece.unit)).collect()
}
