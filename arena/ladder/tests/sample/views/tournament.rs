use ladder::pages::tournament::{Format, Pairing, Round, Standing, State as Progress};
use ladder::pages::{BotLink, Pager, Record, tournament, tournaments};

use super::{DAY, HOUR, ago, hash, season};
use crate::sample::people::bot;

pub(crate) fn tournaments() -> tournaments::View {
    let row = |id: &str, name: &str, format, entrants, state, days, winner: Option<usize>| tournaments::Row {
        id: id.to_owned(),
        name: name.to_owned(),
        game: "beacons".to_owned(),
        format,
        entrants,
        state,
        opened: ago(days * DAY + HOUR),
        winner: winner.map(bot),
    };
    tournaments::View {
        rows: vec![
            row("t1", "Autumn cup", Format::SingleElimination, 13, Progress::Running, 0, None),
            row("t2", "Swiss on Sunday", Format::Swiss, 12, Progress::Running, 4, None),
            row("t3", "Round robin of the seminar", Format::RoundRobin, 8, Progress::Finished, 12, Some(0)),
            row("t4", "<marquee>Mallory's open", Format::Swiss, 40, Progress::Stopped, 30, None),
        ],
        pager: Pager::single(),
    }
}

fn standing(place: usize, bot: BotLink, points: f64, tie_break: Option<f64>, out: bool) -> Standing {
    let won = points.floor() as u32;
    let record = Record { won, drawn: u32::from(points.fract() > 0.0), lost: 5u32.saturating_sub(won) };
    Standing { place: u32::try_from(place).unwrap(), bot, points, record, tie_break, out }
}

fn tournament(name: &str, format: Format, state: Progress) -> tournament::View {
    tournament::View {
        id: "t1".to_owned(),
        name: name.to_owned(),
        season: season(),
        format,
        state,
        opened: ago(5 * HOUR),
        standings: Vec::new(),
        rounds: Vec::new(),
    }
}

fn pairing(a: Option<usize>, b: Option<usize>, winner: Option<usize>, number: usize) -> Pairing {
    let bye = a.is_some() != b.is_some() && winner.is_some();
    let points = match winner {
        Some(0) => [2.0, 0.5],
        Some(_) => [1.0, 2.0],
        None => [0.0, 0.0],
    };
    let matches = if bye || winner.is_none() { 0 } else { 3 };
    Pairing {
        bots: [a.map(bot), b.map(bot)],
        points,
        winner,
        bye,
        matches: (0..matches).map(|game| hash(&format!("{number} {game}"))).collect(),
    }
}

pub(crate) fn elimination() -> tournament::View {
    let mut view = tournament("Autumn cup", Format::SingleElimination, Progress::Running);
    let first = [(0, 15), (8, 7), (4, 11), (3, 12), (2, 13), (5, 10), (6, 9), (1, 14)];
    let entrants = 13;
    let opening: Vec<Pairing> = (0..)
        .zip(first)
        .map(|(number, (a, b))| {
            let seated = |index: usize| (index < entrants).then_some(index);
            let winner = if a == 8 { 1 } else { 0 };
            pairing(seated(a), seated(b), Some(winner), number)
        })
        .collect();
    let quarter = vec![
        pairing(Some(0), Some(7), Some(0), 20),
        pairing(Some(4), Some(3), Some(1), 21),
        pairing(Some(2), Some(5), Some(0), 22),
        pairing(Some(6), Some(1), None, 23),
    ];
    let semi = vec![pairing(Some(0), Some(3), None, 30), pairing(Some(2), None, None, 31)];
    let round = |name: &str, pairings| Round { name: name.to_owned(), pairings };
    view.rounds = vec![
        round("Round 1", opening),
        round("Quarter-finals", quarter),
        round("Semi-finals", semi),
        round("Final", vec![pairing(None, None, None, 40)]),
    ];
    view.standings = (0..entrants)
        .map(|index| standing(index / 2 + 1, bot(index), 3.0 - (index / 4) as f64, None, index > 6))
        .collect();
    view
}

pub(crate) fn swiss() -> tournament::View {
    let mut view = tournament("Swiss on Sunday", Format::Swiss, Progress::Running);
    view.standings = (0..11)
        .map(|index| {
            let points = 5.0 - index as f64 / 2.0;
            standing(index + 1, bot(index), points, Some(14.5 - index as f64), false)
        })
        .collect();
    view.rounds = (0..4)
        .map(|number| Round {
            name: format!("Round {}", number + 1),
            pairings: (0..6)
                .map(|table| {
                    let (a, b) = (table, 11 - (table + number) % 6);
                    let open = number == 3 && table > 2;
                    let other = (b != 11).then_some(b);
                    pairing(
                        Some(a),
                        other,
                        (!open || other.is_none()).then_some(table % 2 * usize::from(other.is_some())),
                        50 + 10 * number + table,
                    )
                })
                .collect(),
        })
        .collect();
    view
}

pub(crate) fn round_robin() -> tournament::View {
    let mut view = tournament("Round robin of the seminar", Format::RoundRobin, Progress::Finished);
    let bots = 9;
    view.standings = (0..bots)
        .map(|index| {
            standing(index + 1, bot(index), 12.5 - index as f64 * 1.5, Some(40.0 - 3.5 * index as f64), false)
        })
        .collect();
    let all = (0..bots).flat_map(|a| (a + 1..bots).map(move |b| (a, b)));
    let mut pairings: Vec<Pairing> = all
        .map(|(a, b)| {
            pairing(Some(a), Some(b), Some(usize::from((a * 7 + b * 3) % 5 == 0)), 100 + a * 10 + b)
        })
        .collect();
    pairings[3].points = [1.5, 1.5];
    pairings[3].winner = None;
    pairings[9].matches.clear();
    view.rounds = vec![Round { name: "All".to_owned(), pairings }];
    view
}
