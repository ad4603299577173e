//! Nobody is better off for sitting in another seat: equal bots draw, and exchanging seats gives the mirrored match.

mod play;

use battle::Setup;
use play::{Match, real_bots, setup};
use protocol::{Note, Seat, Status};
use rules::Order;
use rules::beacons::{Archetype, Map, Symmetry, Turning};

/// Teams, seeds and ticks: a few whole matches and many beginnings. More teams take longer, and meet sooner.
const DRAWS: [(u8, u32, &str); 4] =
    [(2, 1, "ticks=450"), (2, 16, "ticks=90"), (4, 10, "ticks=35"), (8, 7, "ticks=20")];

/// Teams and ticks.
const MIRRORS: [(u8, &str); 3] = [(2, "ticks=300"), (4, "ticks=60"), (8, "ticks=40")];

#[test]
fn equal_bots_draw_everywhere() {
    let mut bots = real_bots().cycle();
    let mut played = 0;
    for archetype in Archetype::ALL {
        for (teams, seeds, ticks) in DRAWS {
            for seed in 0..seeds {
                let bot = bots.next().expect("there are bots").clone();
                let seed = format!("{ticks} {seed}");
                let setup = setup(vec![bot; teams.into()], archetype.word(), &seed, &[ticks]);
                check_draw(&Match::play(&setup), &format!("{} of {teams}, {seed}", archetype.word()));
                played += 1;
            }
        }
    }
    assert!(played >= 200, "{played}");
}

/// Not only the result is the same for all: everybody reads the same bytes and spends the same fuel in every turn.
fn check_draw(all: &Match, what: &str) {
    for (number, turn) in all.turns.iter().enumerate() {
        assert!(turn.sent.iter().all(|sent| *sent == turn.sent[0]), "{what}: sent in turn {number}");
        let spent = turn.record.seats.iter().map(|seat| (seat.fuel, seat.status));
        assert!(
            spent.clone().all(|each| Some(each) == spent.clone().next()),
            "{what}: spent in turn {number}"
        );
    }
    assert_eq!(all.outcome.winner, None, "{what}");
    assert!(all.outcome.places.iter().all(|&place| place == 1), "{what}: {:?}", all.outcome);
    assert!(
        all.outcome.scores.iter().all(|&score| score == all.outcome.scores[0]),
        "{what}: {:?}",
        all.outcome
    );
}

#[test]
fn other_seats_give_the_mirrored_match() {
    for (teams, ticks) in MIRRORS {
        for archetype in Archetype::ALL {
            let bots: Vec<_> = real_bots().cycle().take(teams.into()).cloned().collect();
            let one = setup(bots, archetype.word(), "mirror", &[ticks]);
            let symmetry = Symmetry::of_teams(teams).expect("a number of teams");
            let straight = Match::play(&one);
            // In larger matches the last seat stands for all others; in those of eight its board is reflected too.
            let moved = Moved { symmetry, by: Seat(teams - 1) };
            let other = Match::play(&moved.setup(&one));
            moved.check(&straight, &other, archetype.word());
        }
    }
}

/// A match in which everybody sits as many seats further round the board as lead from seat 0 to another.
struct Moved {
    symmetry: Symmetry,
    by: Seat,
}

impl Moved {
    fn seat(&self, seat: usize) -> usize {
        self.symmetry.seat_of(self.by, u8::try_from(seat).expect("a seat")).index()
    }

    fn setup(&self, one: &Setup) -> Setup {
        let mut moved = one.clone();
        for (seat, entrant) in one.entrants.iter().enumerate() {
            moved.entrants[self.seat(seat)] = entrant.clone();
        }
        moved
    }

    fn check(&self, one: &Match, other: &Match, what: &str) {
        assert_eq!(one.turns.len(), other.turns.len(), "{what}: length");
        let map = Map::parse(&one.header.map).expect("a map");
        for seat in 0..one.header.seats.len() {
            let there = self.seat(seat);
            let own = |seat: usize| {
                let seat = Seat(u8::try_from(seat).expect("a seat"));
                self.symmetry.turning(seat, map.width(), map.height()).inverse()
            };
            let (own_here, own_there) = (own(seat), own(there));
            for (turn, (one, other)) in one.turns.iter().zip(&other.turns).enumerate() {
                let at = format!("{what}, turn {turn}, seat {seat} against {there}");
                assert_eq!(text(&one.sent[seat]), text(&other.sent[there]), "{at}: sent");
                assert_eq!(
                    Own::of(one, seat, own_here),
                    Own::of(other, there, own_there),
                    "{at}: orders, drops, fuel, status, log"
                );
            }
            assert_eq!(one.outcome.scores[seat], other.outcome.scores[there], "{what}: points");
            assert_eq!(one.outcome.places[seat], other.outcome.places[there], "{what}: places");
        }
        let winner = one.outcome.winner.map(|seat| self.seat(seat.index()));
        assert_eq!(winner, other.outcome.winner.map(|seat| seat.index()), "{what}: winner");
    }
}

fn text(line: &[u8]) -> &str {
    std::str::from_utf8(line).expect("UTF-8")
}

/// What a seat did in a turn, in its own frame.
#[derive(Debug, PartialEq)]
struct Own<'a> {
    orders: Vec<Order>,
    drops: &'a [Note],
    fuel: u64,
    left: i64,
    status: Status,
    stderr: &'a [u8],
    failed: Vec<Note>,
}

impl<'a> Own<'a> {
    fn of(turn: &'a play::Turn, seat: usize, own: Turning) -> Own<'a> {
        let record = &turn.record.seats[seat];
        let orders = record.orders.iter().map(|order| Order { to: order.to.map(|to| own.dir(to)), ..*order });
        Own {
            orders: orders.collect(),
            drops: &record.drops,
            fuel: record.fuel.0,
            left: turn.left[seat],
            status: record.status,
            stderr: &turn.logs[seat].stderr,
            failed: turn.report.failed.get(seat).cloned().unwrap_or_default(),
        }
    }
}
