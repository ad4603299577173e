//! Ore is neither made nor lost, but where the rules say so.

use std::collections::BTreeSet;

use protocol::{Seat, UnitId, beacons::Verb};
use rules::beacons::Beacons;
use rules::{Event, Frame, Game, Order, Report, Terrain, Tile};

/// All the ore before a tick, and what lances are about to cost.
pub(super) struct Ledger {
    ore: u64,
    banks: Vec<u32>,
    lances: u64,
}

impl Ledger {
    /// Before a tick with these orders.
    pub(super) fn open(game: &Beacons, orders: &[Vec<Order>]) -> Ledger {
        let frame = game.frame();
        let lances: usize =
            (0..).map(Seat).zip(orders).map(|(seat, orders)| lances(game, &frame, seat, orders)).sum();
        Ledger {
            ore: ore(&frame),
            banks: frame.teams.iter().map(|team| team.bank).collect(),
            lances: lances as u64 * u64::from(game.params().lance_cost),
        }
    }

    /// After the tick.
    pub(super) fn close(self, game: &Beacons, report: &Report) {
        let frame = game.frame();
        let events: u64 = report.events.iter().map(|event| self.cost(game, &frame, report, event)).sum();
        assert_eq!(ore(&frame) + events + self.lances, self.ore, "ore before and after tick {}", frame.tick);
    }

    /// What an event took out of the match.
    fn cost(&self, game: &Beacons, frame: &Frame, report: &Report, event: &Event) -> u64 {
        let params = game.params();
        let cost = match *event {
            Event::Healed { .. } => params.repair_cost.into(),
            Event::CoreLost { seat, .. } => self.banks[seat.index()],
            Event::Spawned { seat, .. } => {
                // The team when it paid: without the new unit, and with those that the storm killed after.
                let died = |event: &&Event| matches!(event, Event::Died { seat: of, storm: true, .. } if *of == seat);
                let units = u32::from(frame.teams[seat.index()].units)
                    + report.events.iter().filter(died).count() as u32
                    - 1;
                params.spawn_cost + units / params.spawn_cost_step
            }
            _ => 0,
        };
        cost.into()
    }
}

/// Lances that are paid for: the first order of a unit that has the cargo.
fn lances(game: &Beacons, frame: &Frame, seat: Seat, orders: &[Order]) -> usize {
    let mut ordered: BTreeSet<UnitId> = BTreeSet::new();
    let pays = |order: &&Order| {
        let Some(unit) = order.unit else { return false };
        let Some(piece) = frame.pieces.iter().find(|piece| (piece.seat, piece.unit) == (seat, unit)) else {
            return false;
        };
        is_understood(order)
            && ordered.insert(unit)
            && order.verb == Verb::Lance as u8
            && piece.cargo >= game.params().lance_cost
    };
    orders.iter().filter(pays).count()
}

/// Whether an order of a unit is one at all.
fn is_understood(order: &Order) -> bool {
    let Some(verb) = Verb::ALL.get(usize::from(order.verb)) else { return false };
    match verb {
        Verb::Spawn => false,
        Verb::Guard | Verb::Mine => true,
        Verb::Give => order.to.is_some() && order.amount > 0,
        _ => order.to.is_some(),
    }
}

/// All the ore that there is.
fn ore(frame: &Frame) -> u64 {
    let of_tile = |tile: &Tile| {
        let in_cell = if tile.terrain == Terrain::Ore { tile.amount } else { 0 };
        u64::from(in_cell) + u64::from(tile.loose)
    };
    let tiles: u64 = frame.tiles.iter().map(of_tile).sum();
    let cargo: u64 = frame.pieces.iter().map(|piece| u64::from(piece.cargo)).sum();
    let banks: u64 = frame.teams.iter().map(|team| u64::from(team.bank)).sum();
    tiles + cargo + banks
}
