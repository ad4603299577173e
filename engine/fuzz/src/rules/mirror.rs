//! Seats do not matter: a match whose bots sit elsewhere, by a symmetry of the board, is the same match turned.

use protocol::{Note, Pos, Seat};
use rules::beacons::{Beacons, Map, Turning};
use rules::{Game, Order, Outcome, Piece, Report};

use super::state::{State, Team, Unit};

/// A symmetry of the board, and where it puts each seat.
pub(super) struct Mirror {
    /// From the board to the other match's board.
    turning: Turning,
    /// By seat: from its own frame to the board.
    frames: Vec<Turning>,
    /// By seat: its seat in the other match.
    moved: Vec<Seat>,
}

impl Mirror {
    /// The symmetry that puts seat 0 where `first` is.
    pub(super) fn new(map: &Map, first: Seat) -> Mirror {
        let (symmetry, size) = (map.symmetry(), map.width());
        Mirror {
            turning: symmetry.turning(first, size, size),
            frames: symmetry.seats().map(|seat| symmetry.turning(seat, size, size)).collect(),
            moved: symmetry.seats().map(|seat| symmetry.seat_of(first, seat.0)).collect(),
        }
    }

    /// Orders in own frames, as this match takes them.
    pub(super) fn orders_here(&self, own: &[Vec<Order>]) -> Vec<Vec<Order>> {
        own.iter().zip(&self.frames).map(|(orders, frame)| turned(orders, *frame)).collect()
    }

    /// The same orders, given by the same bots from their other seats.
    pub(super) fn orders_there(&self, own: &[Vec<Order>]) -> Vec<Vec<Order>> {
        self.permuted(own, |orders, seat| turned(orders, self.frames[seat.index()]))
    }

    /// A list by seat, as a list by the other match's seats.
    fn permuted<T, U>(&self, list: &[T], change: impl Fn(&T, Seat) -> U) -> Vec<U> {
        let seats = (0..list.len()).map(|seat| Seat(seat as u8));
        let from = |to: Seat| self.moved.iter().position(|&seat| seat == to).expect("every seat is taken");
        seats.map(|to| change(&list[from(to)], to)).collect()
    }

    fn seat(&self, seat: Seat) -> Seat {
        self.moved[seat.index()]
    }

    /// A state, turned.
    pub(super) fn state(&self, state: &State) -> State {
        let unit = |unit: &Unit| Unit { at: self.turning.pos(unit.at), ..*unit };
        let team = |team: &Team, _| Team { units: team.units.iter().map(unit).collect(), ..team.clone() };
        State {
            tick: state.tick,
            teams: self.permuted(&state.teams, team),
            ore: self.cells(&state.ore, |left| left),
            loose: self.cells(&state.loose, |amount| amount),
            holders: self.cells(&state.holders, |holder| holder.map(|seat| self.seat(seat))),
        }
    }

    /// A list of cells in reading order, turned.
    fn cells<T: Copy>(&self, cells: &[(Pos, T)], change: impl Fn(T) -> T) -> Vec<(Pos, T)> {
        let mut turned: Vec<_> =
            cells.iter().map(|&(at, what)| (self.turning.pos(at), change(what))).collect();
        turned.sort_by_key(|&(at, _)| at);
        turned
    }

    /// Requires the two matches to show the same, turned.
    pub(super) fn compare(&self, here: &Beacons, report: &Report, there: &Beacons, report_there: &Report) {
        let (frame, frame_there) = (here.frame(), there.frame());
        assert_eq!((frame.tick, frame.rings), (frame_there.tick, frame_there.rings));
        assert_eq!(self.permuted(&frame.teams, |team, _| *team), frame_there.teams);
        let mut pieces: Vec<Piece> = frame.pieces.iter().map(|piece| self.piece(piece)).collect();
        pieces.sort_by_key(|piece| (piece.seat, piece.unit));
        assert_eq!(pieces, frame_there.pieces);
        for at in (0..frame.height).flat_map(|y| (0..frame.width).map(move |x| Pos::new(x, y))) {
            let mut tile = frame.tile(at);
            tile.owner = tile.owner.map(|seat| self.seat(seat));
            assert_eq!(tile, frame_there.tile(self.turning.pos(at)), "the tile at {at}");
        }
        assert_eq!(self.permuted(&report.failed, |notes, _| notes.clone()), report_there.failed);
        assert_eq!(report.events.len(), report_there.events.len());
        assert_eq!(here.outcome().map(|outcome| self.outcome(&outcome)), there.outcome());
    }

    /// Requires every bot to read the same in both matches, whatever its seat.
    pub(super) fn compare_lines(&self, here: &Beacons, there: &Beacons, failed: &[Vec<Note>]) {
        let (mut line, mut line_there) = (Vec::new(), Vec::new());
        for (seat, failed) in (0..).map(Seat).zip(failed) {
            line.clear();
            line_there.clear();
            here.write_tick(seat, failed, &mut line);
            there.write_tick(self.seat(seat), failed, &mut line_there);
            here.write_end(seat, &mut line);
            there.write_end(self.seat(seat), &mut line_there);
            assert!(
                line == line_there,
                "seat {seat} reads\n{}but as seat {}\n{}",
                String::from_utf8_lossy(&line),
                self.seat(seat),
                String::from_utf8_lossy(&line_there)
            );
        }
    }

    fn piece(&self, piece: &Piece) -> Piece {
        Piece { seat: self.seat(piece.seat), at: self.turning.pos(piece.at), ..*piece }
    }

    fn outcome(&self, outcome: &Outcome) -> Outcome {
        Outcome {
            winner: outcome.winner.map(|seat| self.seat(seat)),
            reason: outcome.reason,
            scores: self.permuted(&outcome.scores, |score, _| *score),
            places: self.permuted(&outcome.places, |place, _| *place),
        }
    }
}

fn turned(orders: &[Order], frame: Turning) -> Vec<Order> {
    orders.iter().map(|order| Order { to: order.to.map(|to| frame.dir(to)), ..*order }).collect()
}
