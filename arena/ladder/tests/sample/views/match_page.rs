use ladder::pages::match_page::{self, Finished, Inputs, Occasion};

use super::{ago, hash, match_id, season};
use crate::sample::golden;
use crate::sample::people::{bot, language_of, player_of, rating_of};

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
