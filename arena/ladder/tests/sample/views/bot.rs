use ladder::pages::{Record, bot, log};

use super::admission::admission;
use super::matches::match_row;
use super::{DAY, HOUR, ago, hash, match_id, pager, season};
use crate::sample::people::{bot, player_of, rating_of, record_of, walk};

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
