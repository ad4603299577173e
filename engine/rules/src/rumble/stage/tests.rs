//! The rules as cases, to be read as their specification, and the same rules written a second time.
//!
//! ```text
//! # A unit attacks its neighbour.
//! aB
//! orders: a attack e
//! hp: B 5 4
//! ```
//!
//! A case begins with `#` and its name. Then comes a part of the board, and after a `|`, where anything on it changes, the same
//! part after the turn. Small letters are units of Blue, capitals of Red; numbers rise in the order of the alphabet, whatever
//! the team. `#` is wall. `at:` is the upper left cell, (5, 5) unless it is said.
//!
//! Orders read `a n` for a step, `a attack n`, `a heal n`, `a pass`, and `raw 0 unit verb to` for whatever a replay could hold.
//! `hp:` names the units that have not 5 hit points before and after. `failed:` lists every order that came to nothing,
//! `turn:` is the turn that is played (5), of 100. `events:` lists those of the kinds that it names; `scored none` is for no
//! event of the kind.

mod cases;
mod laws;
mod naive;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use protocol::{
    Dir, Pos, Reason, Seat, UnitId,
    rumble::{Mode, Params, Verb},
};

use super::{Round, outcome, play};
use crate::{
    Event, Order, Report,
    rumble::{
        board::{Board, FIRST_UNIT, is_wall},
        dice::Dice,
        state::{State, UNIT_HP, Unit},
    },
};

/// Plays every case of a text, and gives the reasons that came up.
///
/// # Panics
/// When one of them does not come out as written; the message shows all of those.
fn check(cases: &str) -> BTreeSet<Reason> {
    let mut seen = BTreeSet::new();
    let mut wrong = String::new();
    for text in cases.trim_start().trim_start_matches("# ").split("\n# ") {
        let case = Case::read(text);
        for problem in case.problems(&mut seen) {
            wrong += &format!("{}\n{problem}\n", case.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    seen
}

struct Case {
    name: String,
    before: Vec<String>,
    after: Vec<String>,
    lines: BTreeMap<String, String>,
}

impl Case {
    fn read(text: &str) -> Case {
        let (name, body) = text.split_once('\n').expect("a name, then the board");
        let mut case =
            Case { name: name.to_string(), before: Vec::new(), after: Vec::new(), lines: BTreeMap::new() };
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.split_once(": ") {
                Some((key, list)) => _ = case.lines.insert(key.to_string(), list.to_string()),
                None => {
                    let (before, after) = line.split_once('|').unwrap_or((line, line));
                    case.before.push(before.trim().to_string());
                    case.after.push(after.trim().to_string());
                }
            }
        }
        case
    }

    fn list(&self, key: &str) -> Vec<&str> {
        self.lines.get(key).map_or_else(Vec::new, |list| list.split("; ").collect())
    }

    fn at(&self) -> Pos {
        let at = self.lines.get("at").map_or("5,5", String::as_str);
        let (x, y) = at.split_once(',').expect("x,y");
        Pos::new(x.parse().expect("x"), y.parse().expect("y"))
    }

    /// Units by their letters, as the board before the turn has them.
    fn letters(&self) -> Vec<(char, Pos)> {
        let mut letters = places(self.at(), &self.before);
        letters.sort_by_key(|(letter, _)| (letter.to_ascii_lowercase(), *letter));
        letters
    }

    fn state(&self) -> State {
        let mut state = State::start(&Board::new(), Dice::new("case"));
        state.turn = self.lines.get("turn").map_or(5, |turn| turn.parse().expect("a turn")) - 1;
        state.units = self
            .letters()
            .into_iter()
            .enumerate()
            .map(|(place, (letter, at))| {
                // A number of its team's parity, above those of the letters before.
                let id = FIRST_UNIT + 2 * place as u16 + u16::from(letter.is_ascii_uppercase());
                Unit { id: UnitId(id), at, hp: self.hp(letter).0 }
            })
            .collect();
        state
    }

    /// Hit points before and after.
    fn hp(&self, letter: char) -> (u8, u8) {
        let list = self.list("hp");
        let found = list.iter().find(|item| item.starts_with(letter));
        let numbers: Vec<u8> = found
            .map_or_else(Vec::new, |item| item.split(' ').skip(1).map(|n| n.parse().expect("hp")).collect());
        match numbers[..] {
            [before, after] => (before, after),
            [] => (UNIT_HP, UNIT_HP),
            _ => panic!("{}: hp: letter before after", self.name),
        }
    }

    fn orders(&self, state: &State) -> [Vec<Order>; 2] {
        let mut orders = [Vec::new(), Vec::new()];
        for order in self.list("orders") {
            let words: Vec<&str> = order.split(' ').collect();
            let (seat, order) = match words[..] {
                ["raw", seat, unit, verb, to] => {
                    let unit = unit.parse().ok().map(UnitId);
                    let (verb, to) = (verb.parse().expect("a verb"), Dir::from_word(to));
                    (seat.parse().expect("a seat"), Order { unit, verb, to, amount: 0 })
                }
                [letter, ref rest @ ..] => {
                    let unit = state.units[self.index(letter)];
                    let (verb, to) = match *rest {
                        ["pass"] => (Verb::Pass, None),
                        ["attack", to] => (Verb::Attack, Some(to)),
                        ["heal", to] => (Verb::Heal, Some(to)),
                        [to] => (Verb::Move, Some(to)),
                        _ => panic!("{}: order {order}", self.name),
                    };
                    let to = to.map(|to| Dir::from_word(to).expect("a direction"));
                    (unit.seat().index(), Order { unit: Some(unit.id), verb: verb as u8, to, amount: 0 })
                }
                [] => continue,
            };
            orders[seat].push(order);
        }
        orders
    }

    fn index(&self, letter: &str) -> usize {
        let found = self.letters().iter().position(|(other, _)| letter == other.to_string());
        found.unwrap_or_else(|| panic!("{}: no unit {letter}", self.name))
    }

    fn letter(&self, id: UnitId) -> String {
        let place = id.0.checked_sub(FIRST_UNIT).map(|above| usize::from(above / 2));
        let letters = self.letters();
        place
            .and_then(|place| letters.get(place))
            .map_or_else(|| id.to_string(), |(letter, _)| letter.to_string())
    }

    /// Plays the case and lists where it came out otherwise.
    fn problems(&self, seen: &mut BTreeSet<Reason>) -> Vec<String> {
        let mode = self.lines.get("mode").map_or(Mode::Normal, |mode| Mode::from_word(mode).expect("a mode"));
        let params = Params { mode, turns: 100 };
        let mut state = self.state();
        let orders = self.orders(&state);
        let report = resolve(&params, &mut state, &orders);
        seen.extend(report.failed.iter().flatten().map(|note| note.why));

        let mut problems = Vec::new();
        let mut compare = |what: &str, expected: &str, found: &str| {
            if expected != found {
                problems.push(format!("{what}: expected\n{expected}\nbut it is\n{found}"));
            }
        };
        compare("board", &self.after.join("\n"), &self.draw(&state).join("\n"));
        for unit in &state.units {
            let letter = self.letter(unit.id);
            let expected =
                letter.chars().next().filter(char::is_ascii_alphabetic).map_or(UNIT_HP, |c| self.hp(c).1);
            compare(&format!("hp of {letter}"), &expected.to_string(), &unit.hp.to_string());
        }
        let failed = report.failed.iter().flatten().map(|note| {
            let who = note.unit.map_or_else(|| "-".to_string(), |unit| self.letter(unit));
            format!("{who} {}", note.why.word())
        });
        compare("failed", &self.list("failed").join("; "), &failed.collect::<Vec<_>>().join("; "));
        if self.lines.contains_key("events") {
            let mut expected = self.list("events");
            let kinds: BTreeSet<&str> = expected.iter().filter_map(|event| event.split(' ').next()).collect();
            expected.retain(|event| !event.ends_with(" none"));
            let mut found: Vec<String> = report.events.iter().map(|event| self.describe(event)).collect();
            found.retain(|event| event.split(' ').next().is_some_and(|kind| kinds.contains(kind)));
            compare("events", &expected.join("; "), &found.join("; "));
        }
        problems
    }

    fn draw(&self, state: &State) -> Vec<String> {
        let at = self.at();
        let cell = |x: usize, y: usize| {
            let here = Pos::new(at.x + x as u8, at.y + y as u8);
            match state.units.iter().find(|unit| unit.at == here) {
                Some(unit) => self.letter(unit.id),
                None if is_wall(here) => "#".to_string(),
                None => ".".to_string(),
            }
        };
        let rows = self.before.iter().enumerate();
        rows.map(|(y, row)| (0..row.len()).map(|x| cell(x, y)).collect()).collect()
    }

    fn describe(&self, event: &Event) -> String {
        match *event {
            Event::Moved { unit, from, to, .. } => format!("moved {} {from} {to}", self.letter(unit)),
            Event::Attacked { unit, to, landed, .. } => {
                format!("attacked {} {to}{}", self.letter(unit), if landed { "" } else { " missed" })
            }
            Event::Hurt { unit: Some(unit), amount, .. } => format!("hurt {} {amount}", self.letter(unit)),
            Event::Healed { unit: Some(unit), amount, .. } => {
                format!("healed {} {amount}", self.letter(unit))
            }
            Event::Died { unit, at, .. } => format!("died {} {at}", self.letter(unit)),
            Event::Removed { unit, at, .. } => format!("removed {} {at}", self.letter(unit)),
            Event::Spawned { unit, at, .. } => format!("spawned {unit} {at}"),
            Event::Scored { seat, at, points } => format!("scored {seat} {at} {points}"),
            Event::Forfeited { seat } => format!("forfeited {seat}"),
            ref other => panic!("Rumble has no {other:?}"),
        }
    }
}

/// Letters on a drawn part of the board. Walls must be drawn where they are.
fn places(at: Pos, rows: &[String]) -> Vec<(char, Pos)> {
    let mut places = Vec::new();
    for (row, y) in rows.iter().zip(at.y..) {
        for (sign, x) in row.chars().zip(at.x..) {
            let here = Pos::new(x, y);
            assert_eq!(sign == '#', is_wall(here), "{here} is drawn as {sign}");
            if sign.is_ascii_alphabetic() {
                places.push((sign, here));
            }
        }
    }
    places
}

/// Plays a turn.
fn resolve(params: &Params, state: &mut State, orders: &[Vec<Order>]) -> Report {
    let mut report = Report { events: Vec::new(), failed: vec![Vec::new(); 2] };
    let mut acts = Vec::new();
    let board = Board::new();
    let mut round = Round { params, board: &board, state, acts: &mut acts, report: &mut report };
    let ended = play(&mut round, orders);
    assert_eq!(ended, outcome(params, state), "the outcome follows from the state");
    report
}

/// Every reason that a stage gives has a case.
#[test]
fn every_reason_has_a_case() {
    let seen = check(cases::CASES);
    let expected = [
        Reason::BadOrder,
        Reason::UnknownVerb,
        Reason::BadDirection,
        Reason::NoSuchUnit,
        Reason::DuplicateOrder,
        Reason::BlockedByWall,
        Reason::Contested,
        Reason::Swap,
        Reason::Occupied,
        Reason::Missed,
        Reason::NothingToRepair,
        Reason::NobodyToHeal,
        Reason::HealIgnored,
    ];
    assert_eq!(seen, expected.into_iter().collect());
}

#[test]
fn seats_follow_from_numbers() {
    let seat = |id| Unit { id: UnitId(id), at: Pos::new(9, 9), hp: 1 }.seat();
    assert_eq!([113, 114, 40_112].map(seat), [Seat(0), Seat(1), Seat(1)]);
}
