//! States in the middle of a match, and their bytes as the rules' README describes them: a second writer of saved states.

use arbitrary::Unstructured;
use protocol::{Pos, Seat};
use rules::beacons::Beacons;
use rules::{Frame, Game, Terrain};

use crate::pick::Pick;

/// A state. Lists are as the rules keep them: by seat, by number, in reading order.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) tick: u32,
    pub(super) teams: Vec<Team>,
    pub(super) ore: Vec<(Pos, u32)>,
    pub(super) loose: Vec<(Pos, u32)>,
    /// Each beacon, with a seat.
    pub(super) holders: Vec<(Pos, Option<Seat>)>,
}

#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) bank: u32,
    pub(super) core_hp: u32,
    pub(super) points: u32,
    pub(super) damage: u32,
    pub(super) next_id: u32,
    pub(super) units: Vec<Unit>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) id: u32,
    pub(super) at: Pos,
    pub(super) hp: u32,
    pub(super) cargo: u32,
    pub(super) guarded: bool,
}

impl State {
    /// A crowd: units of all teams on a few cells beside each other, hurt and laden.
    pub(super) fn any(game: &Beacons, u: &mut Unstructured<'_>) -> State {
        let (params, frame) = (game.params(), game.frame());
        let mut free = cells_near(&frame, Pos::new(u.byte() % frame.width, u.byte() % frame.height));
        let tick = u.one(&[20, 60, 2]).min(params.ticks.saturating_sub(1));
        let teams = (0..game.seats()).map(|_| Team::any(game, tick, &mut free, u)).collect();
        let piles = free.iter().take(8).map(|&at| (at, u32::from(u.byte() % 12)));
        let mut loose: Vec<(Pos, u32)> = piles.filter(|&(_, amount)| amount > 0).collect();
        loose.sort_unstable_by_key(|&(at, _)| at);
        let ore = game
            .map()
            .ore()
            .iter()
            .map(|&at| (at, u32::from(params.ore_amount) * u32::from(u.byte() % 3) / 3));
        let seat = |byte: u8| byte.checked_sub(1).map(Seat);
        State {
            tick,
            teams,
            loose,
            ore: ore.collect(),
            holders: game
                .map()
                .beacons()
                .iter()
                .map(|&at| (at, seat(u.byte() % (game.seats() + 1))))
                .collect(),
        }
    }

    /// The bytes of it.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.tick);
        for team in &self.teams {
            let units = team.units.len() as u32;
            for number in [team.bank, team.core_hp, team.points, team.damage, team.next_id, units] {
                put(&mut bytes, number);
            }
            let mut next = 0;
            for unit in &team.units {
                put(&mut bytes, unit.id - next);
                next = unit.id + 1;
                bytes.extend([unit.at.x, unit.at.y]);
                put(&mut bytes, unit.hp);
                put(&mut bytes, unit.cargo * 2 + u32::from(unit.guarded));
            }
        }
        self.ore.iter().for_each(|&(_, left)| put(&mut bytes, left));
        put(&mut bytes, self.loose.len() as u32);
        let mut next = 0;
        for &(at, amount) in &self.loose {
            let place = 256 * u32::from(at.y) + u32::from(at.x);
            put(&mut bytes, place - next);
            next = place + 1;
            put(&mut bytes, amount);
        }
        bytes.extend(self.holders.iter().map(|(_, holder)| holder.map_or(0, |seat| seat.0 + 1)));
        bytes
    }
}

impl Team {
    fn any(game: &Beacons, tick: u32, free: &mut Vec<Pos>, u: &mut Unstructured<'_>) -> Team {
        let params = game.params();
        let core_hp = u.one(&[params.core_hp, 1, params.core_hp.div_ceil(2), 0]);
        let mut next_id = 0;
        let mut units = Vec::new();
        for _ in 0..u.below(9).min(params.max_units.into()) {
            let at = u.below(free.len().clamp(1, 6));
            if at >= free.len() || next_id >= 4 + tick {
                break;
            }
            units.push(Unit {
                id: next_id,
                at: free.remove(at),
                hp: 1 + u32::from(u.byte()) % u32::from(params.unit_hp),
                cargo: u32::from(u.byte()) % (u32::from(params.unit_cargo) + 1),
                guarded: u.rarely(4),
            });
            next_id += 1 + u32::from(u.rarely(4));
        }
        Team {
            bank: if core_hp == 0 { 0 } else { u32::from(u.byte()) % (params.start_bank / 2 + 1) },
            core_hp: core_hp.into(),
            points: 0,
            damage: 0,
            next_id: next_id.clamp(4, 4 + tick),
            units,
        }
    }
}

/// Every cell that can be stood on, those near `centre` first.
fn cells_near(frame: &Frame, centre: Pos) -> Vec<Pos> {
    let mut cells: Vec<Pos> = (0..frame.height)
        .flat_map(|y| (0..frame.width).map(move |x| Pos::new(x, y)))
        .filter(|&at| !matches!(frame.tile(at).terrain, Terrain::Wall | Terrain::Core))
        .collect();
    cells.sort_by_key(|at| at.walk(centre));
    cells
}

/// Seven bits a byte from the lowest, the top bit set on all bytes but the last.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        bytes.push(128 + (number % 128) as u8);
        number /= 128;
    }
    bytes.push(number as u8);
}
