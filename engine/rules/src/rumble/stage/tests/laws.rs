//! What holds for every turn, on boards and with orders made at random.

use alloc::{vec, vec::Vec};
use proptest::prelude::*;
use protocol::{
    Dir, Pos, UnitId,
    rumble::{Mode, Params, Verb},
};

use super::{
    naive::{self, Actor},
    resolve,
};
use crate::{
    Event, Order,
    rumble::{
        act::Act,
        board::{Board, FIRST_UNIT, is_floor, is_spawn, mirror},
        dice::Dice,
        state::{State, Unit},
    },
};

/// Width of the part of the board that is filled, in cells.
const PART: u8 = 7;

fn any_act() -> impl Strategy<Value = Option<Act>> {
    let dir = prop::sample::select(&Dir::ALL[..]);
    // Mostly steps: they are what is hard to get right.
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(Act::Pass)),
        8 => dir.clone().prop_map(|dir| Some(Act::Move(dir))),
        2 => dir.clone().prop_map(|dir| Some(Act::Attack(dir))),
        1 => dir.prop_map(|dir| Some(Act::Heal(dir))),
    ]
}

/// A part of the board somewhere, filled with units as densely as it comes, their numbers in any order.
fn any_actors() -> impl Strategy<Value = Vec<Actor>> {
    let cells = usize::from(PART) * usize::from(PART);
    let offset = 0..19 - PART;
    let density = prop::sample::select(&[20_u32, 50, 80, 100][..]);
    let content = prop::collection::vec((0..100_u32, 1..=5_u8, any_act()), cells);
    let numbers = Just((0..2 * cells as u16).collect::<Vec<u16>>()).prop_shuffle();
    (offset.clone(), offset, density, content, numbers).prop_map(|(x, y, density, content, numbers)| {
        let places = (0..PART).flat_map(|dy| (0..PART).map(move |dx| Pos::new(x + dx, y + dy)));
        let filled = places.zip(content).filter(|(at, (roll, ..))| is_floor(*at) && *roll < density);
        let mut actors: Vec<Actor> = filled
            .zip(numbers)
            .map(|((at, (_, hp, act)), number)| Actor {
                unit: Unit { id: UnitId(FIRST_UNIT + number), at, hp },
                act,
            })
            .collect();
        actors.sort_by_key(|actor| actor.unit.id);
        actors
    })
}

fn order(actor: &Actor) -> Option<Order> {
    let (verb, to) = match actor.act? {
        Act::Pass => (Verb::Pass, None),
        Act::Move(dir) => (Verb::Move, Some(dir)),
        Act::Attack(dir) => (Verb::Attack, Some(dir)),
        Act::Heal(dir) => (Verb::Heal, Some(dir)),
    };
    Some(Order { unit: Some(actor.unit.id), verb: verb as u8, to, amount: 0 })
}

fn orders(actors: &[Actor]) -> [Vec<Order>; 2] {
    let of = |seat| actors.iter().filter(|actor| actor.unit.seat().0 == seat).filter_map(order).collect();
    [of(0), of(1)]
}

/// A state in the middle of a match.
fn state(actors: &[Actor], turn: u32) -> State {
    let mut state = State::start(&Board::new(), Dice::new("law"));
    state.turn = turn;
    state.units = actors.iter().map(|actor| actor.unit).collect();
    state
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn a_turn_is_what_the_plain_words_say(
        actors in any_actors(),
        mode in prop::sample::select(&Mode::ALL[..]),
    ) {
        let (units, points) = naive::turn(mode, &actors);
        let mut state = state(&actors, 4);
        resolve(&Params { mode, turns: 100 }, &mut state, &orders(&actors));
        prop_assert_eq!(state.units, units);
        prop_assert_eq!(state.hill, points);
    }

    #[test]
    fn every_order_moves_hits_heals_or_is_told_why_not(actors in any_actors()) {
        let mut state = state(&actors, 4);
        let before = state.clone();
        let report = resolve(&Params { mode: Mode::NormalHeal, turns: 100 }, &mut state, &orders(&actors));
        for actor in &actors {
            let (seat, id) = (actor.unit.seat(), actor.unit.id);
            let failed = report.failed[seat.index()].iter().filter(|note| note.unit == Some(id)).count();
            let did = report.events.iter().filter(|event| match **event {
                Event::Moved { unit, .. } | Event::Attacked { unit, landed: true, .. } => unit == id,
                _ => false,
            });
            match actor.act {
                Some(Act::Move(_) | Act::Attack(_)) => prop_assert_eq!(did.count() + failed, 1),
                Some(Act::Heal(_)) => prop_assert!(failed <= 1),
                Some(Act::Pass) | None => prop_assert_eq!(failed, 0),
            }
        }
        // Nobody moves by more than a step, and cells stay one unit's.
        let mut cells: Vec<Pos> = state.units.iter().map(|unit| unit.at).collect();
        cells.sort_unstable();
        prop_assert!(cells.windows(2).all(|pair| pair[0] != pair[1]));
        for unit in &state.units {
            let old = before.units[before.find(unit.id).unwrap()];
            prop_assert!(old.at.walk(unit.at) <= 1 && is_floor(unit.at));
        }
    }

    #[test]
    fn a_wave_clears_its_cells_first(actors in any_actors(), seed in "[a-z]{0,8}") {
        let mut state = state(&actors, 9);
        state.dice = Dice::new(&seed);
        let report = resolve(&Params { mode: Mode::Normal, turns: 100 }, &mut state, &vec![Vec::new(); 2]);
        let (old, new) = state.units.split_at(state.units.len() - 8);
        prop_assert!(old.iter().all(|unit| !is_spawn(unit.at)));
        let removed = report.events.iter().filter(|event| matches!(event, Event::Removed { .. })).count();
        prop_assert_eq!(old.len() + removed, actors.len());
        for (pair, id) in new.chunks(2).zip((121..).step_by(2)) {
            prop_assert_eq!((pair[0].id.0, pair[1].id.0), (id, id + 1));
            prop_assert_eq!(mirror(pair[0].at), pair[1].at);
            prop_assert!(is_spawn(pair[0].at) && is_spawn(pair[1].at));
        }
    }
}

/// Nothing appears after the last turn, so that nobody is wiped off before units are counted.
#[test]
fn no_wave_follows_the_last_turn() {
    for (turns, units) in [(10, 8), (11, 16), (100, 80)] {
        let params = Params { mode: Mode::Normal, turns };
        let mut state = State::start(&Board::new(), Dice::new("end"));
        while state.turn < turns {
            // Everybody leaves the edge at once, so that the next wave finds it empty.
            state
                .units
                .iter_mut()
                .zip(0..)
                .for_each(|(unit, place)| unit.at = Pos::new(4 + place % 10, 5 + place / 10));
            resolve(&params, &mut state, &vec![Vec::new(); 2]);
        }
        assert_eq!(state.units.len(), units, "{turns} turns");
    }
}
