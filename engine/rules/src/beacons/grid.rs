use alloc::{vec, vec::Vec};

/// A value for some cells of a board, forgotten all at once at no cost: each cell carries the number of the round in
/// which it was written.
#[derive(Clone, Debug)]
pub(super) struct Grid<T> {
    cells: Vec<(u32, T)>,
    round: u32,
}

impl<T: Copy + Default> Grid<T> {
    /// A grid without any value.
    pub(super) fn new(cells: usize) -> Grid<T> {
        Grid { cells: vec![(0, T::default()); cells], round: 1 }
    }

    /// Forgets every value.
    pub(super) fn clear(&mut self) {
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.cells.fill((0, T::default()));
            1
        });
    }

    /// The value of a cell, if it has one.
    pub(super) fn get(&self, cell: usize) -> Option<T> {
        let (round, value) = self.cells[cell];
        (round == self.round).then_some(value)
    }

    /// Gives a cell a value.
    pub(super) fn set(&mut self, cell: usize, value: T) {
        self.cells[cell] = (self.round, value);
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn cleared_values_never_come_back() {
        let mut grid = Grid::new(1);
        grid.set(0, 7);
        assert_eq!(grid.get(0), Some(7));
        grid.clear();
        assert_eq!(grid.get(0), None);
        grid.set(0, 8);
        grid.round = u32::MAX;
        grid.set(0, 9);
        grid.clear();
        assert_eq!(
            (grid.round, grid.get(0)),
            (1, None),
            "the round wraps and the cell written in round 1 is gone"
        );
    }
}
