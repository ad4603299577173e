//! A notation for tests of the rules: a tick as text.
//!
//! ```text
//! # A swap of two units fails.
//! .kK.
//! orders: k move e; K move w
//! failed: k swap; K swap
//! ```
//!
//! A case begins with `#` and its name. Then comes the board, and after a `|`, where anything on it changes, the board
//! after the tick. Terrain is written as in a map: `.` floor, `#` wall (not in the first column), `o` ore, `b` beacon, a
//! digit the core of that seat; a team without a digit has lost its core. Letters are units 0 to 3 of a team: `klmn` of
//! seat 0, `KLMN` of seat 1, `pqrs` of seat 2, `PQRS` of seat 3; `x`, `X`, `y`, `Y` are their next ones. The board is
//! filled up to a square with floor, on the right and below.
//!
//! `given:` says what differs from the start: `k hp=5 cargo=3 guarded=1 on=o` (`on` is the ground under it),
//! `team0 bank=3 core=9 points=1 damage=4`, `2,0 ore=5 loose=7 holder=1` for a cell, `match tick=249`. `rules:` sets
//! parameters. `then:` says what changes, in the same words; what it does not name must stay as it was.
//! `failed:` lists every order that came to nothing, and `events:` the events of the kinds that it names. `match` can
//! then tell `reason`, `winner` and `places`.
//!
//! Orders read `k move e`, `k give e 3`, `0 spawn n`; `0/77 mine` is for a number without a letter, and
//! `raw 0 unit verb to amount`, with `-` for nothing, for whatever a replay could hold.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use protocol::{
    Dir, Pos, Reason, Seat, UnitId,
    beacons::{Params, Verb},
};

use super::{
    board::{Board, Ground},
    map::Symmetry,
    scratch::Scratch,
    stage::{Round, play},
    state::{State, Team, Unit},
};
use crate::{Event, Order, Outcome, Report, Terrain};

/// The letters of units by seat, then number.
const LETTERS: [&str; 4] = ["klmnx", "KLMNX", "pqrsy", "PQRSY"];

/// The tuned parameters.
pub(super) fn tuned() -> Params {
    let rules = include_str!("../../../../assets/rulesets/beacons.toml");
    let rules: toml::Table = rules.parse().expect("the rule set is TOML");
    rules["rules"].clone().try_into().expect("the rule set is complete")
}

/// Plays every case of a text, and gives the reasons that came up.
///
/// # Panics
/// When one of them does not come out as written; the message shows all of those.
pub(super) fn check(cases: &str) -> BTreeSet<Reason> {
    let mut seen = BTreeSet::new();
    let mut wrong = String::new();
    let cases = cases.trim_start().trim_start_matches("# ");
    let cases: Vec<Case> = cases.split("\n# ").map(Case::read).collect();
    for case in &cases {
        for problem in case.problems(&mut seen) {
            wrong += &format!("{}\n{problem}\n", case.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    seen
}

/// What a case knows of a match, by name: `k hp`, `team0 bank`, `2,0 loose`.
type Facts = BTreeMap<String, String>;

#[derive(Default)]
struct Case {
    name: String,
    before: Vec<String>,
    after: Vec<String>,
    given: Facts,
    rules: Facts,
    orders: Vec<String>,
    then: Facts,
    failed: Vec<String>,
    events: Option<Vec<String>>,
}

impl Case {
    fn read(text: &str) -> Case {
        let (name, body) = text.split_once('\n').expect("a name, then the board");
        let mut case = Case { name: name.to_string(), ..Case::default() };
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.split_once(':') {
                Some(("given", facts)) => case.given.extend(read_facts(facts)),
                Some(("rules", list)) => case.rules.extend(items(list).map(|item| read_fact(&item))),
                Some(("then", facts)) => case.then.extend(read_facts(facts)),
                Some(("orders", list)) => case.orders.extend(items(list)),
                Some(("failed", list)) => case.failed.extend(items(list)),
                Some(("events", list)) => case.events.get_or_insert_default().extend(items(list)),
                Some((key, _)) => panic!("{name}: no line begins with `{key}`"),
                None => {
                    let (before, after) = line.split_once('|').unwrap_or((line, line));
                    case.before.push(before.trim().to_string());
                    case.after.push(after.trim().to_string());
                }
            }
        }
        case
    }

    /// Plays the case and lists where it came out otherwise.
    fn problems(&self, seen: &mut BTreeSet<Reason>) -> Vec<String> {
        let params = self.params();
        let board = self.board(params.beacon_radius);
        let mut state = self.state(&params, &board);
        let mut expected = facts(&board, &state);
        let mut report = Report { events: Vec::new(), failed: vec![Vec::new(); board.cores.len()] };
        let mut scratch = Scratch::new(&board);
        let orders = self.read_orders(&board);
        let mut round = Round {
            params: &params,
            board: &board,
            state: &mut state,
            scratch: &mut scratch,
            report: &mut report,
        };
        let outcome = play(&mut round, &orders);

        seen.extend(report.failed.iter().flatten().map(|note| note.why));
        let after = self.padded(&self.after);
        self.expect_changes(&params, &after, &mut expected);
        let mut found = facts(&board, &state);
        found.extend(
            outcome_facts(outcome.as_ref()).into_iter().filter(|(key, _)| self.then.contains_key(key)),
        );
        let mut problems = differences(&expected, &found);
        compare(&mut problems, "board", &after.join("\n"), &draw(&board, &state).join("\n"));
        compare(&mut problems, "failed", &self.failed.join("; "), &failures(&report).join("; "));
        if let Some(events) = &self.events {
            let kinds: BTreeSet<&str> = events.iter().filter_map(|event| event.split(' ').nth(1)).collect();
            let mut list: Vec<String> = report.events.iter().map(|event| describe(&board, event)).collect();
            list.retain(|event| event.split(' ').nth(1).is_some_and(|kind| kinds.contains(kind)));
            compare(&mut problems, "events", &events.join("; "), &list.join("; "));
        }
        problems
    }

    fn params(&self) -> Params {
        let mut json = serde_json::to_value(tuned()).expect("parameters are plain");
        for (name, value) in &self.rules {
            assert!(json.get(name).is_some(), "{}: no parameter is named {name}", self.name);
            json[name] = serde_json::from_str(value).expect("a parameter is a number or a truth value");
        }
        serde_json::from_value(json).expect("the parameters are complete")
    }

    /// The drawing as a square.
    fn padded(&self, rows: &[String]) -> Vec<String> {
        let width = rows.iter().map(String::len).max().unwrap_or(0).max(rows.len());
        let mut rows = rows.to_vec();
        rows.resize(width, String::new());
        rows.iter().map(|row| format!("{row:.<width$}")).collect()
    }

    /// Every cell of the drawing before the tick.
    fn glyphs(&self) -> Vec<(Pos, char)> {
        let rows = self.padded(&self.before);
        let row =
            |(y, row): (u8, &String)| (0..).zip(row.chars()).map(move |(x, c)| (Pos::new(x, y), c)).collect();
        (0..).zip(&rows).flat_map(|(y, r)| -> Vec<_> { row((y, r)) }).collect()
    }

    fn board(&self, radius: u8) -> Board {
        let glyphs = self.glyphs();
        let four = glyphs.iter().any(|(_, c)| "23pqrsyPQRSY".contains(*c));
        let symmetry = if four { Symmetry::Quarter } else { Symmetry::Half };
        let mut cores = vec![Pos::new(u8::MAX, u8::MAX); usize::from(symmetry.teams())];
        let terrain: Vec<Terrain> =
            glyphs.iter().map(|&(at, glyph)| self.terrain(at, glyph, &mut cores)).collect();
        Board::new(self.padded(&self.before).len() as u8, &terrain, cores, symmetry, radius)
    }

    fn terrain(&self, at: Pos, glyph: char, cores: &mut [Pos]) -> Terrain {
        let ground = unit_of(glyph).and_then(|_| self.given.get(&format!("{glyph} on"))).map(String::as_str);
        match (ground, glyph) {
            (Some("o"), _) | (None, 'o') => Terrain::Ore,
            (Some("b"), _) | (None, 'b') => Terrain::Beacon,
            (None, '#') => Terrain::Wall,
            (None, '0'..='3') => {
                cores[glyph as usize - '0' as usize] = at;
                Terrain::Core
            }
            (None, _) if glyph == '.' || unit_of(glyph).is_some() => Terrain::Floor,
            _ => panic!("{}: `{glyph}` means nothing", self.name),
        }
    }

    fn state(&self, params: &Params, board: &Board) -> State {
        let team = |&core: &Pos| Team {
            bank: if board.contains(core) { params.start_bank } else { 0 },
            core_hp: if board.contains(core) { params.core_hp } else { 0 },
            points: 0,
            damage: 0,
            next_id: 4,
        };
        let unit = |(at, glyph)| unit_of(glyph).map(|(seat, id)| Unit::new(params, seat, id, at));
        let mut units: Vec<Unit> = self.glyphs().into_iter().filter_map(unit).collect();
        units.sort_by_key(|unit| (unit.seat, unit.id));
        let mut state = State {
            tick: 0,
            teams: board.cores.iter().map(team).collect(),
            units,
            ore: vec![params.ore_amount; board.ore.len()],
            loose: Vec::new(),
            holders: vec![None; board.beacons.len()],
        };
        for (fact, value) in &self.given {
            self.set(board, &mut state, fact, value);
        }
        state
    }

    fn set(&self, board: &Board, state: &mut State, fact: &str, value: &str) {
        let (subject, key) = fact.split_once(' ').expect("a fact has a subject");
        let number = || -> u32 { value.parse().expect("a number") };
        let small = || number() as u16;
        if let Some(unit) = single(subject).and_then(unit_of) {
            let unit = state.find(unit.0, unit.1).expect("the unit is on the board");
            let unit = &mut state.units[unit];
            match key {
                "hp" => unit.hp = small(),
                "cargo" => unit.cargo = small(),
                "guarded" => unit.guarded = number() == 1,
                "on" => {}
                _ => panic!("{}: a unit has no {key}", self.name),
            }
        } else if let Some(seat) = subject.strip_prefix("team") {
            let team = &mut state.teams[seat.parse::<usize>().expect("a seat")];
            match key {
                "bank" => team.bank = number(),
                "core" => team.core_hp = small(),
                "points" => team.points = number(),
                "damage" => team.damage = number(),
                _ => panic!("{}: a team has no {key}", self.name),
            }
        } else if subject == "match" {
            assert_eq!(key, "tick", "{}: only the tick of a match can be given", self.name);
            state.tick = number();
        } else {
            let at = read_pos(subject);
            match (key, board.ground(at)) {
                ("ore", Ground::Ore(i)) => state.ore[usize::from(i)] = small(),
                ("holder", Ground::Beacon(i)) => state.holders[usize::from(i)] = Some(Seat(number() as u8)),
                ("loose", _) => state.drop_cargo(at, small()),
                _ => panic!("{}: {at} has no {key}", self.name),
            }
        }
    }

    /// The orders by seat.
    fn read_orders(&self, board: &Board) -> Vec<Vec<Order>> {
        let mut orders = vec![Vec::new(); board.cores.len()];
        for text in &self.orders {
            let words: Vec<&str> = text.split(' ').collect();
            let (seat, order) = match words[..] {
                ["raw", seat, unit, verb, to, amount] => {
                    let unit = unit.parse().ok().map(UnitId);
                    let (verb, amount) = (verb.parse().expect("a code"), amount.parse().unwrap_or(0));
                    (seat.parse().expect("a seat"), Order { unit, verb, to: Dir::from_word(to), amount })
                }
                [who, verb, ref rest @ ..] => {
                    let (seat, unit) = read_who(who);
                    let verb = Verb::from_word(verb).expect("a verb") as u8;
                    let to = rest.first().map(|to| Dir::from_word(to).expect("a direction"));
                    let amount = rest.get(1).map_or(0, |amount| amount.parse().expect("an amount"));
                    (seat.0, Order { unit, verb, to, amount })
                }
                _ => panic!("{}: `{text}` is no order", self.name),
            };
            orders[usize::from(seat)].push(order);
        }
        orders
    }

    /// Changes the facts before the tick into those that are expected after it.
    fn expect_changes(&self, params: &Params, after: &[String], facts: &mut Facts) {
        let drawn: BTreeSet<char> =
            after.iter().flat_map(|row| row.chars()).filter(|&c| unit_of(c).is_some()).collect();
        facts.retain(|fact, _| {
            let unit = fact.split(' ').next().and_then(single).filter(|&glyph| unit_of(glyph).is_some());
            unit.is_none_or(|unit| drawn.contains(&unit))
        });
        for unit in drawn {
            for (key, value) in [("hp", params.unit_hp), ("cargo", 0), ("guarded", 0)] {
                facts.entry(format!("{unit} {key}")).or_insert_with(|| value.to_string());
            }
        }
        facts.extend(self.then.clone());
        facts.retain(|fact, value| !(fact.ends_with(" loose") && value == "0"));
    }
}

fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn items(list: &str) -> impl Iterator<Item = String> {
    list.split(';').map(|item| item.trim().to_string()).filter(|item| !item.is_empty())
}

/// `k hp=5 cargo=3; team0 bank=1` as facts.
fn read_facts(text: &str) -> Facts {
    let mut facts = Facts::new();
    for item in items(text) {
        let (subject, rest) = item.split_once(' ').expect("a subject, then what is said of it");
        for fact in rest.split(' ') {
            let (key, value) = read_fact(fact);
            facts.insert(format!("{subject} {key}"), value);
        }
    }
    facts
}

fn read_fact(text: &str) -> (String, String) {
    let (key, value) = text.split_once('=').unwrap_or_else(|| panic!("`{text}` is no name, `=` and value"));
    (key.to_string(), value.to_string())
}

fn read_pos(text: &str) -> Pos {
    let (x, y) = text.split_once(',').unwrap_or_else(|| panic!("`{text}` is no cell"));
    Pos::new(x.parse().expect("a column"), y.parse().expect("a row"))
}

/// `k`, `0` for the core of seat 0, or `0/77`.
fn read_who(text: &str) -> (Seat, Option<UnitId>) {
    let seat = |text: &str| Seat(text.parse().unwrap_or_else(|_| panic!("`{text}` is no seat")));
    match (single(text).and_then(unit_of), text.split_once('/')) {
        (Some((seat, id)), _) => (seat, Some(id)),
        (None, Some((team, id))) => (seat(team), Some(UnitId(id.parse().expect("a number")))),
        (None, None) => (seat(text), None),
    }
}

fn unit_of(glyph: char) -> Option<(Seat, UnitId)> {
    (0..).zip(LETTERS).find_map(|(seat, letters)| Some((Seat(seat), UnitId(letters.find(glyph)? as u16))))
}

fn glyph(seat: Seat, id: UnitId) -> String {
    let letter = LETTERS.get(seat.index()).and_then(|letters| letters.chars().nth(id.0.into()));
    letter.map_or_else(|| format!("{seat}/{id}"), |letter| letter.to_string())
}

/// Everything that can be told of a state, but where the units are.
fn facts(board: &Board, state: &State) -> Facts {
    let mut facts = Facts::new();
    let mut add = |subject: &str, key: &str, value: String| facts.insert(format!("{subject} {key}"), value);
    for unit in &state.units {
        let who = glyph(unit.seat, unit.id);
        add(&who, "hp", unit.hp.to_string());
        add(&who, "cargo", unit.cargo.to_string());
        add(&who, "guarded", u8::from(unit.guarded).to_string());
    }
    for (seat, team) in state.teams.iter().enumerate() {
        let who = format!("team{seat}");
        add(&who, "bank", team.bank.to_string());
        add(&who, "core", team.core_hp.to_string());
        add(&who, "points", team.points.to_string());
        add(&who, "damage", team.damage.to_string());
    }
    let place = |at: Pos| format!("{},{}", at.x, at.y);
    for (&at, left) in board.ore.iter().zip(&state.ore) {
        add(&place(at), "ore", left.to_string());
    }
    for &(at, amount) in &state.loose {
        add(&place(at), "loose", amount.to_string());
    }
    for (&at, holder) in board.beacons.iter().zip(&state.holders) {
        add(&place(at), "holder", holder.map_or("none".to_string(), |seat| seat.to_string()));
    }
    facts
}

fn outcome_facts(outcome: Option<&Outcome>) -> Facts {
    let mut facts = Facts::new();
    let places = |outcome: &Outcome| outcome.places.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let winner = |outcome: &Outcome| outcome.winner.map_or("none".to_string(), |seat| seat.to_string());
    facts.insert(
        "match reason".to_string(),
        outcome.map_or("none".to_string(), |o| o.reason.word().to_string()),
    );
    facts.insert("match winner".to_string(), outcome.map_or("none".to_string(), winner));
    facts.insert("match places".to_string(), outcome.map_or("none".to_string(), places));
    facts
}

fn draw(board: &Board, state: &State) -> Vec<String> {
    let cell = |at: Pos| match (state.units.iter().find(|unit| unit.at == at), board.ground(at)) {
        (Some(unit), _) => glyph(unit.seat, unit.id),
        (None, Ground::Floor) => ".".to_string(),
        (None, Ground::Wall) => "#".to_string(),
        (None, Ground::Ore(_)) => "o".to_string(),
        (None, Ground::Beacon(_)) => "b".to_string(),
        (None, Ground::Core(seat)) => seat.to_string(),
    };
    (0..board.size()).map(|y| (0..board.size()).map(|x| cell(Pos::new(x, y))).collect()).collect()
}

fn failures(report: &Report) -> Vec<String> {
    let notes = |(seat, notes): (u8, &Vec<protocol::Note>)| {
        let who = |unit: Option<UnitId>| unit.map_or(seat.to_string(), |unit| glyph(Seat(seat), unit));
        notes.iter().map(|note| format!("{} {}", who(note.unit), note.why.word())).collect::<Vec<_>>()
    };
    (0..).zip(&report.failed).flat_map(notes).collect()
}

/// An event in a few words; the second says its kind.
fn describe(board: &Board, event: &Event) -> String {
    let core = |seat: Seat| format!("core{seat}");
    let who = |seat, unit: Option<UnitId>| unit.map_or_else(|| core(seat), |unit| glyph(seat, unit));
    let cell =
        |at: Pos| if board.contains(at) { format!("{},{}", at.x, at.y) } else { "nowhere".to_string() };
    match *event {
        Event::Moved { seat, unit, from, to } => {
            format!("{} moved {} {}", glyph(seat, unit), cell(from), cell(to))
        }
        Event::Attacked { seat, unit, from, to, reach, landed } => {
            let end = if landed { "landed" } else { "missed" };
            format!("{} attacked {} {} {reach} {end}", glyph(seat, unit), cell(from), cell(to))
        }
        Event::Guarded { seat, unit, at } => format!("{} guarded {}", glyph(seat, unit), cell(at)),
        Event::Hurt { seat, unit, at, amount } => format!("{} hurt {} {amount}", who(seat, unit), cell(at)),
        Event::Healed { seat, unit, at, amount } => {
            format!("{} healed {} {amount}", who(seat, unit), cell(at))
        }
        Event::Died { seat, unit, at, storm } => {
            format!("{} died {}{}", glyph(seat, unit), cell(at), if storm { " storm" } else { "" })
        }
        Event::CoreLost { seat, at } => format!("{} lost {}", core(seat), cell(at)),
        Event::Mined { seat, unit, at, amount } => {
            format!("{} mined {} {amount}", glyph(seat, unit), cell(at))
        }
        Event::PickedUp { seat, unit, at, amount } => {
            format!("{} picked {} {amount}", glyph(seat, unit), cell(at))
        }
        Event::Gave { seat, unit, receiver, from, to, amount } => {
            format!("{} gave {} {} {} {amount}", glyph(seat, unit), who(seat, receiver), cell(from), cell(to))
        }
        Event::Spawned { seat, unit, at } => format!("{} spawned {}", glyph(seat, unit), cell(at)),
        Event::Scored { seat, at, points } => format!("team{seat} scored {} {points}", cell(at)),
        Event::Turned { at, holder } => {
            format!("{} turned {}", cell(at), holder.map_or("none".to_string(), |seat| seat.to_string()))
        }
        Event::StormGrew { rings } => format!("storm grew {rings}"),
        Event::Scorched { seat, unit, at, amount } => {
            format!("{} scorched {} {amount}", glyph(seat, unit), cell(at))
        }
        Event::Removed { .. } | Event::Forfeited { .. } => panic!("Beacons has no {event:?}"),
    }
}

fn compare(problems: &mut Vec<String>, what: &str, expected: &str, found: &str) {
    if expected != found {
        problems.push(format!("  {what}:\n{expected}\n  but it is:\n{found}"));
    }
}

fn differences(expected: &Facts, found: &Facts) -> Vec<String> {
    let keys: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let differ = keys.into_iter().filter(|key| expected.get(*key) != found.get(*key));
    let tell = |value: Option<&String>| value.cloned().unwrap_or("nothing".to_string());
    differ
        .map(|key| format!("  {key} is {}, not {}", tell(found.get(key)), tell(expected.get(key))))
        .collect()
}

#[test]
#[should_panic(expected = "K hp is 8, not 10")]
fn a_change_that_a_case_does_not_name_is_found() {
    check("# A strike.\nkK\norders: k strike e\nthen: team0 damage=2");
}

#[test]
#[should_panic(expected = "k missed")]
fn a_failure_that_a_case_does_not_name_is_found() {
    check("# A strike at nobody.\nk.\norders: k strike e");
}

#[test]
#[should_panic(expected = "board")]
fn a_step_that_a_case_does_not_show_is_found() {
    check("# A step.\nk.\norders: k move e");
}
