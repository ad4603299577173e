//! Views as a ladder that has been running for some weeks would fill them.

use std::time::Duration;

use jiff::Timestamp;
use ladder::pages::admission::{Report, Verdict};
use ladder::pages::failure::Failure;
use ladder::pages::match_page::{self, Finished, Inputs, Occasion};
use ladder::pages::match_row::{MatchRow, Side};
use ladder::pages::matches::{Live, Running, Upcoming};
use ladder::pages::tournament::{Format, Pairing, Round, Standing, State as Progress};
use ladder::pages::{
    BotLink, Pager, Record, SeasonLink, about, account, bot, door, front, leaderboard, log, matches, player,
    seasons, tournament, tournaments, upload,
};
use serde_json::{Value, json};

use super::people::{bot, count, language_of, player_of, rating_of, record_of, walk};
use super::{golden, now};

/// The replays that matches are made of.
pub(crate) const GOLDEN: [&str; 3] = ["duel-in-the-maze", "four-on-the-islands", "eight-around-the-centre"];

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

fn ago(seconds: u64) -> Timestamp {
    now() - Duration::from_secs(seconds)
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

pub(crate) fn match_id(name: &str) -> String {
    hash(name)
}

fn season() -> SeasonLink {
    SeasonLink { id: "3".to_owned(), name: "Autumn 2026".to_owned(), game: "beacons".to_owned() }
}

fn seasons_links() -> Vec<SeasonLink> {
    let link = |id: &str, name: &str, game: &str| SeasonLink {
        id: id.to_owned(),
        name: name.to_owned(),
        game: game.to_owned(),
    };
    vec![season(), link("2", "Rumble, autumn", "rumble"), link("1", "Summer 2026", "beacons")]
}

fn pager(path: &str, page: u32, pages: u32) -> Pager {
    Pager { page, pages, path: path.to_owned() }
}

fn row(index: usize) -> leaderboard::Row {
    let rating = rating_of(index);
    leaderboard::Row {
        rank: (index != 7).then_some(u32::try_from(index + 1).unwrap()),
        bot: bot(index),
        player: player_of(index),
        language: language_of(index),
        rating,
        record: record_of(index),
        trend: walk(rating, 40 + 3 * index).iter().skip(10).map(|rating| rating.value).collect(),
        own: index < 2,
    }
}

pub(crate) fn leaderboard() -> leaderboard::View {
    leaderboard::View {
        season: season(),
        seasons: seasons_links(),
        rows: (0..count()).map(row).collect(),
        pager: pager("/leaderboard?season=3", 1, 4),
        bots: 87,
        matches: 48_213,
    }
}

const MAPS: [&str; 6] = ["open", "maze", "islands", "rich-centre", "corridors", "gardens"];

fn match_row(number: usize, first: usize) -> MatchRow {
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

fn live() -> Live {
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

pub(crate) fn front() -> front::View {
    front::View {
        season: season(),
        top: (0..10).map(row).collect(),
        live: live(),
        finished: (0..6).map(|number| match_row(number, number * 3 % 11)).collect(),
        bots: 87,
        matches: 48_213,
    }
}

pub(crate) fn empty_front() -> front::View {
    front::View {
        season: season(),
        top: Vec::new(),
        live: Live::default(),
        finished: Vec::new(),
        bots: 0,
        matches: 0,
    }
}

pub(crate) fn matches() -> matches::View {
    let mut finished: Vec<MatchRow> = (0..30).map(|number| match_row(number, number * 7 % 23)).collect();
    finished.insert(3, match_of_four());
    matches::View { live: live(), finished, pager: pager("/matches", 3, 965) }
}

pub(crate) fn player() -> player::View {
    player::View { player: player_of(0), joined: ago(63 * DAY), bots: (0..2).map(row).collect() }
}

fn version(number: u32, current: bool, admission: bot::Admitted) -> bot::Version {
    bot::Version {
        number,
        name: ["", "first try", "sees flanks", "<em>faster</em> floods", "no panic when the core falls"]
            [number as usize % 5]
            .to_owned(),
        uploaded: ago(u64::from(9 - number) * 3 * DAY + HOUR),
        hash: hash(&format!("version {number}")),
        bytes: 81_234 + u64::from(number) * 1711,
        current,
        report: Some(format!("a{number}")),
        source: number == 2,
        record: if matches!(admission, bot::Admitted::Yes) {
            Record { won: 30 * number, drawn: number, lost: 20 + number }
        } else {
            Record::default()
        },
        admission,
    }
}

pub(crate) fn bot_view(own: bool, history: usize) -> bot::View {
    let rating = rating_of(1);
    bot::View {
        bot: bot(1),
        player: player_of(1),
        language: "Rust".to_owned(),
        season: season(),
        rank: Some(2),
        rating: Some(rating),
        record: record_of(1),
        state: bot::State::Active,
        history: walk(rating, history),
        opponents: (2..14)
            .map(|index| bot::Opponent {
                bot: bot(index),
                rating: Some(rating_of(index)),
                record: Record {
                    won: u32::try_from(8 + index * 2).unwrap(),
                    drawn: u32::try_from(index % 3).unwrap(),
                    lost: u32::try_from(26 - index).unwrap(),
                },
            })
            .collect(),
        versions: vec![
            version(4, false, bot::Admitted::No("forbidden_import".to_owned())),
            version(3, true, bot::Admitted::Yes),
            version(2, false, bot::Admitted::Yes),
            version(1, false, bot::Admitted::Yes),
        ],
        matches: (0..20).map(|number| match_row(number, 1)).collect(),
        pager: pager("/bots/b1", 1, 25),
        diary: own.then(diary),
        own: own.then(|| bot::Own { report: Some(admission(1)), source_public: false, log_public: true }),
        challengers: if own { Vec::new() } else { vec![bot(0)] },
    }
}

fn diary() -> bot::Diary {
    let fault = protocol::Fault::MemoryOutOfBounds;
    bot::Diary {
        faults: vec![bot::FaultRow {
            match_id: hash("faulty"),
            at: ago(5 * HOUR),
            version: 2,
            tick: 133,
            word: fault.word().to_owned(),
            explanation: fault.explanation().trim().to_owned(),
            last_words: "panicked at src/flood.rs:41: <index> out of \u{1b}[31mbounds\u{202e} 625".to_owned(),
        }],
        logs: (0..5)
            .map(|number| bot::LogRow {
                match_id: hash(&format!("match {number} of 1")),
                at: ago(400 + number * 3000),
                against: vec![bot(usize::try_from(number).unwrap() + 5)],
                bytes: 12_345 * number + 810,
                lost: if number == 3 { 66_000 } else { 0 },
            })
            .collect(),
    }
}

pub(crate) fn admission(which: usize) -> Report {
    let verdict = match which {
        0 => Verdict::Passed,
        1 => Verdict::Refused {
            code: "forbidden_import".to_owned(),
            detail: "it imports env.<script>alert(1)</script>\u{202e}, which no bot is given".to_owned(),
            remedy: "Build it for wasm32-wasip1 and without JavaScript glue: only wasi_snapshot_preview1 is there.".to_owned(),
        },
        _ => Verdict::Pending,
    };
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Report {
        id: format!("a{which}"),
        bot: bot(1),
        version: 4,
        uploaded: ago(70),
        hash: hash("upload"),
        bytes: 812_345,
        facts: vec![
            fact("Kind", "WebAssembly module"),
            fact("Functions", "412"),
            fact("Memory", "1 MiB at the start, 16 MiB at most"),
            fact("Compiled in", "184 ms"),
        ],
        verdict,
        known: which == 0,
    }
}

fn seats(players: usize) -> Vec<match_page::Seat> {
    let seat = |index: usize| match_page::Seat {
        bot: bot([1, 3, 22, 0, 7, 9, 10, 8][index]),
        player: player_of([1, 3, 22, 0, 7, 9, 10, 8][index]),
        version: 3,
        language: language_of(index),
        module: hash(&format!("module {index}")),
        log: index == 0,
    };
    (0..players).map(seat).collect()
}

fn match_view(id: &str, players: usize, state: match_page::State) -> match_page::View {
    match_page::View {
        id: id.to_owned(),
        occasion: Occasion::Ladder,
        season: Some(season()),
        game: "beacons".to_owned(),
        map: "maze".to_owned(),
        seats: seats(players),
        queued: ago(90),
        state,
        inputs: Inputs {
            epoch: 2,
            seed: "9f2b6c0d51e84a7790ab3f1c22de8847".to_owned(),
            round: 412,
            commitment: hash("secret"),
            secret: None,
        },
    }
}

pub(crate) fn finished_match(name: &str) -> match_page::View {
    let footage = golden(name);
    let scores: Vec<u32> = footage.ticks.last().unwrap().scores.clone();
    let place = |own: &u32| u8::try_from(scores.iter().filter(|other| *other > own).count() + 1).unwrap();
    let places: Vec<u8> = scores.iter().map(place).collect();
    let players = scores.len();
    let finished = Finished {
        at: ago(75),
        took_ms: 1_283,
        ticks: footage.last_tick(),
        reason: "uncatchable_lead".to_owned(),
        ratings: (0..players)
            .map(|seat| {
                let before = rating_of(seat);
                let mut after = before;
                after.value += if places[seat] == 1 { 6.3 } else { -4.1 };
                (before, after)
            })
            .collect(),
        scores,
        places,
        replay_bytes: 17_412,
        footage: Some(footage),
        verified: (players == 2).then(|| ago(20)),
    };
    let teams = golden(name).teams;
    let mut view = match_view(&match_id(name), players, match_page::State::Finished(Box::new(finished)));
    for (seat, team) in view.seats.iter_mut().zip(teams) {
        seat.bot.name = team.name;
    }
    if players > 2 {
        view.occasion = Occasion::Challenge { by: player_of(10) };
        view.inputs.secret = Some(hash("the secret"));
    }
    view
}

pub(crate) fn running_match() -> match_page::View {
    let mut footage = golden("duel-in-the-maze");
    footage.ticks.truncate(120);
    footage.complete = false;
    let state = match_page::State::Running { since: ago(2), footage: Some(Box::new(footage)) };
    match_view(&match_id("duel-in-the-maze"), 2, state)
}

pub(crate) fn queued_match() -> match_page::View {
    let mut view = match_view(&hash("queued"), 2, match_page::State::Queued { ahead: 12 });
    view.occasion = Occasion::Tournament {
        id: "t1".to_owned(),
        name: "Autumn cup".to_owned(),
        round: "Semi-finals".to_owned(),
    };
    view
}

pub(crate) fn failed_match() -> match_page::View {
    let why = "its worker was killed after 30 s of processor time, twice".to_owned();
    match_view(&hash("failed"), 2, match_page::State::Failed { why, again: false })
}

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

pub(crate) fn upload(problem: Option<&str>) -> upload::View {
    let language = |word: &str, name: &str| (word.to_owned(), name.to_owned());
    upload::View {
        bots: vec![bot(0), bot(1)],
        games: vec!["beacons".to_owned(), "rumble".to_owned()],
        languages: vec![language("py", "Python"), language("js", "JavaScript"), language("lua", "Lua")],
        limits: upload::Limits {
            module_bytes: 4 << 20,
            script_bytes: 256 << 10,
            uploads_per_hour: 60,
            bots_per_player: 50,
            stored_bytes_per_player: 256 << 20,
        },
        quota: upload::Quota {
            uploads_last_hour: if problem.is_some() { 60 } else { 7 },
            next_upload: problem.map(|_| now() + Duration::from_secs(700)),
            bots: 2,
            stored_bytes: 31 << 20,
        },
        problem: problem.map(str::to_owned),
        filled: upload::Filled {
            name: problem.map_or_else(String::new, |_| "wall\"><b>".to_owned()),
            ..upload::Filled::default()
        },
    }
}

pub(crate) fn sign_up() -> door::SignUp {
    door::SignUp {
        by_invitation: true,
        problem: Some("There is a player called Ada already: choose another name.".to_owned()),
        name: "Ada".to_owned(),
        invitation: "k3v-9qd".to_owned(),
    }
}

pub(crate) fn sign_in() -> door::SignIn {
    door::SignIn { problem: None, next: "/upload".to_owned() }
}

pub(crate) fn account() -> account::View {
    let token = |id: &str, name: &str, used: Option<u64>, current| account::Token {
        id: id.to_owned(),
        name: name.to_owned(),
        made: ago(40 * DAY),
        used: used.map(ago),
        current,
    };
    let entry = |index: usize, state: &str| account::Bot {
        bot: bot(index),
        version: 3,
        rank: Some(u32::try_from(index).unwrap() + 1),
        rating: Some(rating_of(index)),
        state: state.to_owned(),
        source_public: index == 0,
        log_public: true,
    };
    account::View {
        tokens: vec![
            token("k1", "first", Some(30), true),
            token("k2", "my laptop", Some(3 * DAY), false),
            token("k3", "<b>CI</b>", None, false),
        ],
        fresh: Some("rdl_4kq9z2c7w1x8v5b3n6m0a4kq9z2c7w1x8v5b3n6m0a".to_owned()),
        bots: vec![entry(0, "plays"), entry(1, "withdrawn")],
        problem: None,
    }
}

pub(crate) fn log() -> log::View {
    let text = |tick: u32| match tick {
        0 => "ready: 25 x 25, 2 beacons\nseed 9f2b".to_owned(),
        40 => "<img src=x onerror=alert(1)> \u{1b}[31mred\u{1b}[0m \u{202e}reversed\n\tindented".to_owned(),
        _ => format!("tick {tick}: {} scouts, target (12, {})", tick % 5, tick % 25),
    };
    log::View {
        bot: bot(1),
        match_id: match_id("duel-in-the-maze"),
        entries: (0..60)
            .step_by(4)
            .map(|tick| log::Entry { tick, text: text(tick), lost: if tick == 56 { 4096 } else { 0 } })
            .collect(),
        pager: pager("/bots/b1/log/x", 1, 3),
    }
}

pub(crate) fn seasons() -> seasons::View {
    let mut all = Vec::new();
    for (index, season) in (0u32..).zip(seasons_links()) {
        all.push(seasons::Season {
            season,
            epoch: 2,
            began: ago((20 + 60 * u64::from(index)) * DAY),
            ended: (index > 1).then(|| ago(22 * DAY)),
            matches: 48_213 / u64::from(index + 1),
            leader: Some(bot(index as usize)),
            rounds: (0..4)
                .map(|number| seasons::Round {
                    number: 412 - number,
                    opened: ago(u64::from(number) * HOUR),
                    commitment: hash(&format!("commitment {number}")),
                    secret: (number > 0).then(|| hash(&format!("secret {number}"))),
                })
                .collect(),
            parameters: include_str!("../../../../assets/rulesets/beacons.toml").to_owned(),
        });
    }
    seasons::View { seasons: all }
}

pub(crate) fn about() -> about::View {
    about::View {
        epoch: 2,
        spot_check_every: 20,
        ranked_deviation: 110.0,
        example: Some(match_id("duel-in-the-maze")),
    }
}

pub(crate) fn failure(status: u16) -> Failure {
    match status {
        400 => Failure::Unclear { what: "The page number “<7>” is not a number from 1 on.".to_owned() },
        401 => Failure::Unknown { path: "/account".to_owned() },
        403 => Failure::Forbidden { what: "Only the owner of a bot may rename it.".to_owned() },
        413 => Failure::TooLarge { limit_bytes: 4 << 20 },
        429 => Failure::TooOften {
            what: "You have uploaded 60 times within an hour.".to_owned(),
            retry_after_s: 1_234,
        },
        500 => Failure::Ours { reference: "7f3a91".to_owned() },
        503 => Failure::Unavailable { what: "The disk is full.".to_owned() },
        _ => Failure::NotFound,
    }
}

pub(crate) fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Robodrome ladder", "version": "1"},
        "paths": {
            "/api/v1/leaderboard": {"get": {
                "summary": "The rankings of a season",
                "description": "Bots by falling rating, 50 a page.",
                "parameters": [
                    {"name": "season", "in": "query", "description": "its number; the newest by default", "schema": {"type": ["integer", "null"]}},
                    {"name": "page", "in": "query", "description": "the first is 1", "schema": {"type": "integer", "format": "int32"}}
                ],
                "responses": {
                    "200": {"description": "the rankings", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Leaderboard"}}}},
                    "404": {"description": "there is no such season"}
                }
            }},
            "/api/v1/bots/{bot}/versions": {"post": {
                "summary": "Uploads a version",
                "security": [{"token": []}],
                "requestBody": {"content": {"application/wasm": {"schema": {"type": "string", "format": "binary"}}}},
                "responses": {"201": {"description": "it is being looked at"}, "413": {"description": "it is too large"}, "429": {"description": "too often"}}
            }},
            "/api/v1/tokens/{id}": {"delete": {"summary": "Revokes a token", "security": [{"token": []}], "responses": {"204": {"description": "it is revoked"}}}}
        },
        "components": {"schemas": {
            "Leaderboard": {"type": "object", "description": "The rankings of a season.", "properties": {
                "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}, "description": "by falling rating"},
                "pages": {"type": "integer", "description": "how many pages there are"}
            }},
            "Row": {"type": "object", "description": "A bot's place.", "properties": {
                "rank": {"oneOf": [{"type": "integer"}, {"type": "null"}], "description": "none while its rating is uncertain"},
                "rating": {"type": "number", "format": "double", "description": "1500 is where a bot begins"}
            }},
            "Format": {"type": "string", "enum": ["round_robin", "swiss"]}
        }}
    })
}
