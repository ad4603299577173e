//! What a seat sees must not depend on which seat it is. Everything that turns between frames is held to the laws of
//! the group that it stands for, for every pair of seats and every cell.

use protocol::{Dir, Pos, Seat};
use rules::beacons::{Archetype, Map, Symmetry, Turning};

const ALL: [Symmetry; 3] = [Symmetry::Half, Symmetry::Quarter, Symmetry::Dihedral];
/// An odd and an even width; the laws do not depend on more.
const SIZES: [u8; 2] = [9, 10];

fn cells(size: u8) -> impl Iterator<Item = Pos> {
    (0..size).flat_map(move |y| (0..size).map(move |x| Pos::new(x, y)))
}

/// Calls `law` with every turning of every symmetry on every board.
fn for_each_turning(law: impl Fn(Symmetry, Seat, Turning, u8)) {
    for (symmetry, size) in ALL.into_iter().flat_map(|symmetry| SIZES.map(|size| (symmetry, size))) {
        for seat in symmetry.seats() {
            law(symmetry, seat, symmetry.turning(seat, size, size), size);
        }
    }
}

#[test]
fn the_first_seat_sees_the_board_itself() {
    for (symmetry, size) in ALL.into_iter().flat_map(|symmetry| SIZES.map(|size| (symmetry, size))) {
        let turning = symmetry.turning(Seat(0), size, size);
        assert!(cells(size).all(|at| turning.pos(at) == at));
        assert_eq!(Dir::ALL.map(|dir| turning.dir(dir)), Dir::ALL);
    }
}

#[test]
fn turnings_are_as_many_as_teams_and_differ() {
    for symmetry in ALL {
        let corner_and_next = |seat| {
            let turning = symmetry.turning(seat, 9, 9);
            (turning.pos(Pos::new(0, 0)), turning.pos(Pos::new(1, 0)))
        };
        let mut images: Vec<_> = symmetry.seats().map(corner_and_next).collect();
        images.sort();
        images.dedup();
        assert_eq!(images.len(), usize::from(symmetry.teams()));
    }
}

#[test]
fn cells_and_directions_turn_alike() {
    for_each_turning(|symmetry, seat, turning, size| {
        for (at, dir) in cells(size).flat_map(|at| Dir::ALL.map(|dir| (at, dir))) {
            let Some(next) = at.step(dir, 1).filter(|next| next.x < size && next.y < size) else { continue };
            let turned = turning.pos(at).step(turning.dir(dir), 1);
            assert_eq!(Some(turning.pos(next)), turned, "{symmetry:?}, seat {seat}: {dir:?} of {at}");
        }
    });
}

#[test]
fn the_inverse_leads_back() {
    for_each_turning(|symmetry, seat, turning, size| {
        for at in cells(size) {
            assert_eq!(turning.inverse().pos(turning.pos(at)), at, "{symmetry:?}, seat {seat}");
            assert_eq!(turning.pos(turning.inverse().pos(at)), at, "{symmetry:?}, seat {seat}");
        }
        for dir in Dir::ALL {
            assert_eq!(turning.inverse().dir(turning.dir(dir)), dir, "{symmetry:?}, seat {seat}");
        }
    });
}

#[test]
fn one_turning_then_another_does_both() {
    for_each_turning(|symmetry, seat, first, size| {
        for other in symmetry.seats() {
            let second = symmetry.turning(other, size, size);
            let both = first.then(second);
            for at in cells(size) {
                assert_eq!(
                    both.pos(at),
                    second.pos(first.pos(at)),
                    "{symmetry:?}, seats {seat} then {other}"
                );
            }
            for dir in Dir::ALL {
                assert_eq!(
                    both.dir(dir),
                    second.dir(first.dir(dir)),
                    "{symmetry:?}, seats {seat} then {other}"
                );
            }
        }
    });
}

#[test]
fn the_number_of_a_team_is_the_seat_where_its_core_is_seen() {
    for_each_turning(|symmetry, viewer, viewers_frame, size| {
        let to_own = viewers_frame.inverse();
        // A cell off every line of reflection, so that its images are distinct.
        let core = Pos::new(3, 1);
        for team in symmetry.seats() {
            let on_board = symmetry.turning(team, size, size).pos(core);
            let seen = symmetry.team_seen_by(viewer, team);
            let there = symmetry.turning(Seat(seen), size, size).pos(core);
            assert_eq!(to_own.pos(on_board), there, "{symmetry:?}: seat {viewer} sees team {team} as {seen}");
        }
    });
}

#[test]
fn a_seat_sees_itself_as_0_and_every_other_by_a_number_of_its_own() {
    for symmetry in ALL {
        for viewer in symmetry.seats() {
            assert_eq!(symmetry.team_seen_by(viewer, viewer), 0);
            for team in symmetry.seats() {
                let seen = symmetry.team_seen_by(viewer, team);
                assert!(seen < symmetry.teams());
                assert_eq!(
                    symmetry.seat_of(viewer, seen),
                    team,
                    "{symmetry:?}: seat {viewer} and team {team}"
                );
            }
        }
    }
}

#[test]
fn a_map_looks_the_same_from_every_seat() {
    for teams in [2, 4, 8] {
        let map = Map::generate(Archetype::Maze, Archetype::default_size(teams), teams, "frames").unwrap();
        let symmetry = map.symmetry();
        for seat in symmetry.seats() {
            let to_board = symmetry.turning(seat, map.width(), map.height());
            for at in cells(map.width()) {
                assert_eq!(
                    map.terrain(to_board.pos(at)),
                    map.terrain(at),
                    "{teams} teams, seat {seat}, {at}"
                );
            }
            for team in symmetry.seats() {
                let seen = symmetry.team_seen_by(seat, team);
                let own = to_board.inverse().pos(map.cores()[team.index()]);
                assert_eq!(own, map.cores()[usize::from(seen)], "{teams} teams, seat {seat}, team {team}");
            }
        }
    }
}

#[test]
fn only_2_4_and_8_teams_have_a_symmetry() {
    let seated: Vec<u8> = (0..=255).filter(|&teams| Symmetry::of_teams(teams).is_some()).collect();
    assert_eq!(seated, [2, 4, 8]);
    assert!(seated.iter().all(|&teams| Symmetry::of_teams(teams).unwrap().teams() == teams));
}
