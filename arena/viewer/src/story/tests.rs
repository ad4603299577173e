use super::*;
use crate::testing::{golden, watch};
use crate::{Feed, Origin};

#[test]
fn the_story_agrees_with_the_board() {
    for name in golden() {
        let (footage, story) = watch(&name);
        assert_eq!(story.end(), footage.end(), "{name:?}");
        let last = footage.moment(footage.end()).unwrap();
        for (index, team) in last.frame.teams.iter().enumerate() {
            let seat = Seat(index as u8);
            let lives = || story.lives.iter().filter(move |((s, _), _)| *s == seat).map(|(_, life)| life);
            let living = lives().filter(|life| life.died.is_none()).count();
            assert_eq!(living, usize::from(team.units), "{name:?}: living units of {seat}");
            assert_eq!(story.beats[story.beats.len() - 1].score[index], team.score);
            let totals = &story.totals[index];
            assert_eq!(totals.lost as usize, lives().filter(|life| life.died.is_some()).count());
            assert_eq!(totals.mined, lives().map(|life| u64::from(life.mined)).sum::<u64>());
            let recorded: u64 = story.beats.iter().map(|beat| beat.fuel[index]).sum();
            assert_eq!(totals.fuel, recorded);
        }
        for piece in &last.frame.pieces {
            let life = &story.lives[&(piece.seat, piece.unit)];
            assert_eq!(life.path.last().unwrap().1, piece.at);
        }
    }
}

#[test]
fn highlights_are_sorted_and_found_from_both_sides() {
    let (_, story) = watch(&golden()[0]);
    assert!(story.highlights.is_sorted_by_key(|highlight| highlight.tick));
    let first = story.next_highlight(Tick(0), |_| true).unwrap();
    assert!(first.tick > Tick(0));
    let second = story.next_highlight(first.tick, |_| true).unwrap();
    assert!(second.tick > first.tick);
    assert_eq!(story.previous_highlight(second.tick, |_| true).unwrap().tick, first.tick);
    let kill = story.next_highlight(Tick(0), |kind| kind == HighlightKind::Kill).unwrap();
    assert_eq!(kill.kind, HighlightKind::Kill);
}

#[test]
fn a_growing_file_tells_the_same_as_a_whole_one() {
    let name = &golden()[0];
    let whole = watch(name).1;
    let bytes = std::fs::read(name).unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    let (first, rest) = bytes.split_at(bytes.len() / 5);
    let reader = replay::Reader::from_bytes(first.to_vec()).unwrap();
    let mut footage =
        Footage::new(reader, Feed::Bytes(std::sync::Mutex::new(receive)), Origin::default()).unwrap();
    let mut story = Story::default();
    story.read_on(&footage).unwrap();
    assert!(story.end() < whole.end() && footage.is_live());
    for piece in rest.chunks(701) {
        send.send(piece.to_vec()).unwrap();
        if footage.poll().unwrap() {
            story.read_on(&footage).unwrap();
        }
    }
    assert_eq!(story, whole);
    assert!(!footage.is_live() && footage.outcome().is_some());
}

#[test]
fn a_bot_that_keeps_running_out_of_fuel_is_one_highlight() {
    let mut story = Story { totals: vec![Totals::default()], ..Story::default() };
    let record = |status| SeatRecord { orders: vec![], drops: vec![], fuel: protocol::Fuel(7), status };
    for tick in 1..6 {
        story.tell_of_bot(Tick(tick), Seat(0), &record(Status::OutOfFuel));
    }
    for tick in 6..9 {
        story.tell_of_bot(Tick(tick), Seat(0), &record(Status::Exited(3)));
    }
    let kinds: Vec<_> = story.highlights.iter().map(|h| (h.tick.0, h.kind)).collect();
    assert_eq!(kinds, [(1, HighlightKind::OutOfFuel), (6, HighlightKind::Fault)]);
    assert_eq!((story.totals[0].late, story.totals[0].fuel), (5, 56));
}

#[test]
fn a_kill_counts_for_everybody_who_hit() {
    let mut story = Story { totals: vec![Totals::default(); 3], ..Story::default() };
    let (at, from) = (Pos::new(4, 4), Pos::new(4, 5));
    let attack = |seat, unit, to, landed| Event::Attacked {
        seat: Seat(seat),
        unit: UnitId(unit),
        from,
        to,
        reach: 1,
        landed,
    };
    let events = [
        attack(1, 0, at, true),
        attack(1, 1, at, true),
        attack(2, 0, at, true),
        attack(2, 1, from, true),
        attack(1, 2, at, false),
        Event::Died { seat: Seat(0), unit: UnitId(9), at, storm: false },
    ];
    story.tell_of_kills(Tick(3), &events);
    let kills: Vec<u32> = story.totals.iter().map(|totals| totals.kills).collect();
    assert_eq!(kills, [0, 1, 1], "a team's kills count units, not blows");
    assert_eq!(story.lives[&(Seat(1), UnitId(0))].kills, [Tick(3)]);
    assert_eq!(story.lives[&(Seat(1), UnitId(1))].kills_by(Tick(2)), 0);
    assert!(!story.lives.contains_key(&(Seat(1), UnitId(2))));
}
