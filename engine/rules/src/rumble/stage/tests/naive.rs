//! The rules of a turn written a second time, as plainly as they can be said: lists that are searched, sets that are rebuilt,
//! and nothing shared with the stages but the types. What the two make of a turn must be the same.

use alloc::vec::Vec;
use protocol::{Dir, Pos, rumble::Mode};

use crate::rumble::{
    act::Act,
    board::{is_hill, is_wall},
    state::Unit,
};

/// A unit with what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor {
    pub(super) unit: Unit,
    pub(super) act: Option<Act>,
}

/// What a turn makes of the units, and the points by seat.
pub(super) fn turn(mode: Mode, actors: &[Actor]) -> (Vec<Unit>, [u32; 2]) {
    let mut points = [0, 0];
    if mode == Mode::Hill {
        for actor in actors {
            if actor.act == Some(Act::Pass) && is_hill(actor.unit.at) {
                points[actor.unit.seat().index()] += 1;
            }
        }
    }
    let mut actors = moved(actors);
    let targets = |actors: &[Actor], kind: fn(Act) -> Option<Dir>| -> Vec<Pos> {
        let all = actors.iter().filter_map(|actor| actor.unit.at.step(actor.act.and_then(kind)?, 1));
        all.collect()
    };
    let attacked = targets(&actors, |act| if let Act::Attack(dir) = act { Some(dir) } else { None });
    let healed = targets(&actors, |act| if let Act::Heal(dir) = act { Some(dir) } else { None });
    for at in attacked {
        for actor in actors.iter_mut().filter(|actor| actor.unit.at == at && actor.unit.hp > 0) {
            actor.unit.hp -= 1;
        }
    }
    actors.retain(|actor| actor.unit.hp > 0);
    if mode == Mode::NormalHeal {
        for at in healed {
            for actor in actors.iter_mut().filter(|actor| actor.unit.at == at && actor.unit.hp < 5) {
                actor.unit.hp += 1;
            }
        }
    }
    (actors.into_iter().map(|actor| actor.unit).collect(), points)
}

/// An attempt to move, in the order of the units' numbers.
#[derive(Clone, Copy, PartialEq)]
struct Attempt {
    id: u16,
    dir: Dir,
    from: Pos,
    to: Pos,
}

fn moved(actors: &[Actor]) -> Vec<Actor> {
    let mut attempts = Vec::new();
    for actor in actors {
        if let Some(Act::Move(dir)) = actor.act {
            let from = actor.unit.at;
            attempts.push(Attempt { id: actor.unit.id.0, dir, from, to: from.step(dir, 1).unwrap() });
        }
    }
    let mut kept: Vec<Attempt> = attempts.iter().copied().filter(|one| is_picked(one, &attempts)).collect();
    kept.retain(|one| {
        // The first in the list, which is that of the lowest number.
        let into_origin = attempts.iter().find(|other| other.to == one.from);
        into_origin.is_none_or(|other| other.dir != one.dir.opposite())
    });

    let mut standing: Vec<Pos> = actors
        .iter()
        .filter(|actor| kept.iter().all(|one| one.id != actor.unit.id.0))
        .map(|a| a.unit.at)
        .collect();
    loop {
        let (stopped, going): (Vec<Attempt>, Vec<Attempt>) =
            kept.iter().partition(|one| is_wall(one.to) || standing.contains(&one.to));
        if stopped.is_empty() {
            break;
        }
        standing.extend(stopped.iter().map(|one| one.from));
        kept = going;
    }
    let place = |actor: &Actor| {
        let going = kept.iter().find(|one| one.id == actor.unit.id.0);
        let at = going.map_or(actor.unit.at, |one| one.to);
        Actor { unit: Unit { at, ..actor.unit }, ..*actor }
    };
    actors.iter().map(place).collect()
}

/// Whether no other attempt at the same cell goes a way that comes first.
fn is_picked(one: &Attempt, attempts: &[Attempt]) -> bool {
    let order = [Dir::N, Dir::E, Dir::S, Dir::W];
    let place = |dir| order.iter().position(|&other| other == dir);
    attempts.iter().all(|other| other == one || other.to != one.to || place(one.dir) < place(other.dir))
}
