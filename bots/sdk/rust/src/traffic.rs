//! Settles the wishes of all own units in a tick, so that none of them bumps into another.
//!
//! The method is priority inheritance with backtracking (Okumura and others, 2022): units choose in the order of
//! their priority; whoever wants a cell where a unit stands that has not chosen yet makes that unit choose first, and
//! takes the next best cell if it cannot get away.

use protocol::{Dir, Pos};

use crate::Board;

/// The place of "stay" among the costs of a [`Wish`]; the four before it are n, e, s, w.
pub(crate) const STAY: usize = 4;

/// Where a unit would like to be after the tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    /// Higher chooses earlier.
    pub(crate) priority: i32,
    /// Of the cells n, e, s, w and its own; `u32::MAX` is out of the question.
    pub(crate) costs: [u32; 5],
}

/// A unit as traffic sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agent {
    pub(crate) at: Pos,
    /// `None` for a unit that does as it was told.
    pub(crate) wish: Option<Wish>,
    /// The step that such a unit was told to take.
    pub(crate) sent: Option<Dir>,
}

/// The step of each agent; `None` is to stay. `blocked` names cells that nobody should step on.
pub(crate) fn settle(board: &Board, agents: &[Agent], blocked: impl Fn(Pos) -> bool) -> Vec<Option<Dir>> {
    let cells = usize::from(board.width()) * usize::from(board.height());
    let mut plan = Planner {
        board,
        agents,
        blocked,
        standing: vec![None; cells],
        taken: vec![None; cells],
        ends: vec![None; agents.len()],
    };
    for (i, agent) in agents.iter().enumerate().filter(|(_, a)| board.contains(a.at)) {
        plan.standing[board.index(agent.at)] = Some(i);
        if agent.wish.is_none() {
            let end = agent.sent.and_then(|dir| board.step(agent.at, dir)).unwrap_or(agent.at);
            plan.take(i, end);
        }
    }
    // Picked one by one instead of sorted: a sort would be a tenth of a small bot's code.
    let rank = |i: &usize| agents[*i].wish.map(|w| (-i64::from(w.priority), w.costs[STAY], *i));
    while let Some(i) = (0..agents.len()).filter(|&i| plan.ends[i].is_none()).min_by_key(rank) {
        plan.choose(i);
    }
    agents.iter().zip(&plan.ends).map(|(agent, end)| Board::dir(agent.at, (*end)?)).collect()
}

struct Planner<'a, F> {
    board: &'a Board,
    agents: &'a [Agent],
    blocked: F,
    /// By cell: who stands there now.
    standing: Vec<Option<usize>>,
    /// By cell: who will stand there.
    taken: Vec<Option<usize>>,
    /// By agent: where it will stand.
    ends: Vec<Option<Pos>>,
}

impl<F: Fn(Pos) -> bool> Planner<'_, F> {
    fn take(&mut self, agent: usize, at: Pos) {
        self.taken[self.board.index(at)] = Some(agent);
        self.ends[agent] = Some(at);
    }

    /// Finds a cell for an agent, making others choose if need be. False if it could only stay.
    fn choose(&mut self, agent: usize) -> bool {
        for at in self.candidates(agent) {
            if self.taken[self.board.index(at)].is_some() || self.would_swap(agent, at) {
                continue;
            }
            self.take(agent, at);
            match self.standing[self.board.index(at)] {
                Some(other) if other != agent && self.ends[other].is_none() => {
                    if self.choose(other) {
                        return true;
                    }
                }
                Some(other) if other == agent => return false,
                _ => return true,
            }
        }
        self.take(agent, self.agents[agent].at);
        false
    }

    /// The cells that an agent may end on, cheapest first; among equals its own, then empty ones, then n, e, s, w.
    fn candidates(&self, agent: usize) -> impl Iterator<Item = Pos> + use<F> {
        let Agent { at, wish, .. } = self.agents[agent];
        let costs = wish.map_or([u32::MAX; 5], |w| w.costs);
        let mut cells = [(u32::MAX, true, false, STAY, at); 5];
        for dir in Dir::ALL {
            if let Some(to) = self.board.step(at, dir).filter(|&to| !(self.blocked)(to)) {
                let busy = self.standing[self.board.index(to)].is_some();
                cells[dir as usize] = (costs[dir as usize], true, busy, dir as usize, to);
            }
        }
        // Staying is always possible, at whatever cost.
        cells[STAY] = (costs[STAY].min(u32::MAX - 1), false, false, STAY, at);
        for end in (1..cells.len()).rev() {
            for i in 0..end {
                if cells[i] > cells[i + 1] {
                    cells.swap(i, i + 1);
                }
            }
        }
        cells.into_iter().filter(|c| c.0 != u32::MAX).map(|c| c.4)
    }

    /// Whether whoever stands on the cell is going to the agent's own.
    fn would_swap(&self, agent: usize, to: Pos) -> bool {
        let other = self.standing[self.board.index(to)].filter(|&other| other != agent);
        other.is_some_and(|other| self.ends[other] == Some(self.agents[agent].at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell and its goal; no goal is a unit without an order.
    type Case = (u8, u8, Option<(u8, u8)>);

    const STAND_BY: Wish = Wish { priority: i32::MIN, costs: [1, 1, 1, 1, 0] };

    /// Plays one tick on a board.
    fn check(rows: &[&str], agents: &[Case], expected: &str) {
        let board = Board::from_rows(rows);
        let agents: Vec<Agent> = agents
            .iter()
            .map(|&(x, y, goal)| {
                let at = Pos::new(x, y);
                let wish = goal.map_or(STAND_BY, |(x, y)| {
                    let flood = board.flood([Pos::new(x, y)]);
                    let mut costs = [u32::MAX; 5];
                    board.around(at).for_each(|(d, to)| costs[d as usize] = u32::from(flood.at(to)));
                    costs[STAY] = u32::from(flood.at(at));
                    Wish { priority: 0, costs }
                });
                Agent { at, wish: Some(wish), sent: None }
            })
            .collect();
        let steps = settle(&board, &agents, |_| false);
        let text: String = steps.iter().map(|s| s.map_or("-", Dir::word)).collect();
        assert_eq!(text, expected);
        assert_legal(&agents, &steps);
    }

    fn assert_legal(agents: &[Agent], steps: &[Option<Dir>]) {
        let end = |i: usize| steps[i].map_or(agents[i].at, |d| agents[i].at.step(d, 1).unwrap());
        for i in 0..agents.len() {
            for j in 0..i {
                assert_ne!(end(i), end(j), "units {i} and {j} end on one cell");
                assert!(end(i) != agents[j].at || end(j) != agents[i].at, "units {i} and {j} swap");
            }
        }
    }

    #[test]
    fn a_column_moves_as_one() {
        check(&["....."], &[(0, 0, Some((4, 0))), (1, 0, Some((4, 0))), (2, 0, Some((4, 0)))], "eee");
    }

    #[test]
    fn two_units_with_one_goal_take_turns() {
        check(&["...", "###"], &[(0, 0, Some((1, 0))), (2, 0, Some((1, 0)))], "e-");
    }

    #[test]
    fn a_unit_without_an_order_is_pushed_aside() {
        check(&["...", ".#."], &[(0, 0, Some((2, 0))), (1, 0, None)], "ee");
    }

    #[test]
    fn units_that_meet_in_a_corridor_do_not_swap() {
        check(&["...."], &[(1, 0, Some((3, 0))), (2, 0, Some((0, 0)))], "ee");
    }

    #[test]
    fn a_dead_end_keeps_its_unit() {
        check(&["#..#"], &[(2, 0, Some((1, 0))), (1, 0, Some((1, 0)))], "--");
    }

    #[test]
    fn a_crowd_never_collides() {
        let rows = ["........", "..##....", "....##..", "........", ".#....#."];
        let board = Board::from_rows(&rows);
        let open: Vec<Pos> = board.cells().filter(|&at| board.is_open(at)).collect();
        for round in 0..200_usize {
            let agents: Vec<Agent> = open
                .iter()
                .enumerate()
                .filter(|(i, _)| (i * 7 + round * 13) % 5 < 1 + round % 5)
                .map(|(i, &at)| {
                    let flood = board.flood([open[(i * 31 + round * 17) % open.len()]]);
                    let mut costs = [u32::MAX; 5];
                    board.around(at).for_each(|(d, to)| costs[d as usize] = u32::from(flood.at(to)));
                    costs[STAY] = u32::from(flood.at(at));
                    Agent { at, wish: Some(Wish { priority: (i % 3) as i32, costs }), sent: None }
                })
                .collect();
            assert_legal(&agents, &settle(&board, &agents, |_| false));
        }
    }
}
