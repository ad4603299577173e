use ladder::pages::match_row::{MatchRow, Side};
use ladder::pages::matches::{self, Live, Running, Upcoming};

use super::{ago, hash, match_id, pager};
use crate::sample::people::{bot, count};

const MAPS: [&str; 6] = ["open", "maze", "islands", "rich-centre", "corridors", "gardens"];

pub(super) fn match_row(number: usize, first: usize) -> MatchRow {
    let second = (first + 1 + number * 5) % count();
    let second = if second == first { second + 1 } else { second };
    let scores =
        [120 + u32::try_from(number * 37 % 300).unwrap(), 90 + u32::try_from(number * 53 % 310).unwrap()];
    let place = |own: u32, other: u32| if own >= other { 1 } else { 2 };
    let side = |index: usize, own: u32, other: u32| Side {
        bot: bot(index),
        score: own,
        place: place(own, other),
        change: Some(if own >= other { 4.2 } else { -4.2 } + number as f64 / 9.0),
    };
    MatchRow {
        id: hash(&format!("match {number} of {first}")),
        at: ago(40 + u64::try_from(number * number).unwrap() * 500),
        game: "beacons".to_owned(),
        map: MAPS[number % MAPS.len()].to_owned(),
        ticks: 213 + u32::try_from(number * 29 % 237).unwrap(),
        reason: ["uncatchable_lead", "elimination", "last_tick"][number % 3].to_owned(),
        sides: vec![side(first, scores[0], scores[1]), side(second, scores[1], scores[0])],
    }
}

fn match_of_four() -> MatchRow {
    let mut row = match_row(4, 2);
    row.id = match_id("four-on-the-islands");
    row.sides.extend(match_row(5, 8).sides.into_iter().map(|side| Side { place: 3, score: 64, ..side }));
    row
}

pub(super) fn live() -> Live {
    let running = |number: usize, a: usize, b: usize| Running {
        id: hash(&format!("running {number}")),
        bots: vec![bot(a), bot(b)],
        game: "beacons".to_owned(),
        map: MAPS[number % MAPS.len()].to_owned(),
        since: ago(3),
        tick: (number > 0).then_some((u32::try_from(number * 137 % 450).unwrap(), 450)),
        scores: if number > 0 { vec![87, 112] } else { Vec::new() },
    };
    let upcoming = |number: usize, a: usize, b: usize| Upcoming {
        id: hash(&format!("upcoming {number}")),
        bots: vec![bot(a), bot(b)],
        game: "beacons".to_owned(),
        map: MAPS[number % MAPS.len()].to_owned(),
        queued: ago(6 + u64::try_from(number).unwrap() * 4),
    };
    Live {
        running: vec![running(1, 0, 6), running(0, 8, 9)],
        upcoming: vec![upcoming(0, 1, 10), upcoming(1, 3, 4), upcoming(2, 11, 12), upcoming(3, 7, 20)],
        waiting: 31,
    }
}

pub(crate) fn matches() -> matches::View {
    let mut finished: Vec<MatchRow> = (0..30).map(|number| match_row(number, number * 7 % 23)).collect();
    finished.insert(3, match_of_four());
    matches::View { live: live(), finished, pager: pager("/matches", 3, 965) }
}
