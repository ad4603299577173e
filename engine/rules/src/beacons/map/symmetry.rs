use protocol::Seat;

use crate::beacons::Turning;

/// How a map repeats itself, so that no seat is better than another. The number of teams decides it.
///
/// Seats are counted clockwise around the board. Seat 0's own frame is the board itself; for any other seat the board
/// is turned so that its own core stands where seat 0's core stands on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symmetry {
    /// Two teams: the half turn.
    Half,
    /// Four teams: the four turns.
    Quarter,
    /// Eight teams: the four turns, each with and without a reflection.
    Dihedral,
}

impl Symmetry {
    /// The symmetry of a map for this many teams: 2, 4 or 8.
    pub const fn of_teams(teams: u8) -> Option<Symmetry> {
        match teams {
            2 => Some(Symmetry::Half),
            4 => Some(Symmetry::Quarter),
            8 => Some(Symmetry::Dihedral),
            _ => None,
        }
    }

    /// The number of teams, which is also the number of turnings.
    pub const fn teams(self) -> u8 {
        match self {
            Symmetry::Half => 2,
            Symmetry::Quarter => 4,
            Symmetry::Dihedral => 8,
        }
    }

    /// Every seat, from 0.
    pub fn seats(self) -> impl Iterator<Item = Seat> + Clone {
        (0..self.teams()).map(Seat)
    }

    /// The turning that leads from a seat's own frame to the board. Seats without a team are taken round the board
    /// once more. Boards are square: `height` is `width`.
    pub const fn turning(self, seat: Seat, width: u8, height: u8) -> Turning {
        assert!(width == height, "boards are square");
        let place = seat.0 % self.teams();
        match self {
            Symmetry::Half => Turning::new(false, 2 * place, width),
            Symmetry::Quarter => Turning::new(false, place, width),
            Symmetry::Dihedral => Turning::new(place % 2 == 1, place / 2, width),
        }
    }

    /// The number that `team` has in the own frame of `viewer`, where `viewer` itself is 0.
    pub const fn team_seen_by(self, viewer: Seat, team: Seat) -> u8 {
        // The team's core is its own turning of seat 0's core; turned back into the viewer's frame it stands where the
        // combined turning's seat has its core.
        self.place(self.unit(team).then(self.unit(viewer).inverse()))
    }

    /// The seat that has the number `seen` in the own frame of `viewer`: the inverse of [`Symmetry::team_seen_by`].
    pub const fn seat_of(self, viewer: Seat, seen: u8) -> Seat {
        Seat(self.place(self.unit(Seat(seen)).then(self.unit(viewer))))
    }

    /// A seat's turning without regard to the size of the board, which the numbering of teams does not depend on.
    const fn unit(self, seat: Seat) -> Turning {
        self.turning(seat, 1, 1)
    }

    /// The seat whose turning this is.
    const fn place(self, turning: Turning) -> u8 {
        let (mirrored, quarters) = turning.parts();
        match self {
            Symmetry::Half => quarters / 2,
            Symmetry::Quarter => quarters,
            Symmetry::Dihedral => 2 * quarters + mirrored as u8,
        }
    }
}
