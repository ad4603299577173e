use alloc::vec::Vec;

/// Which things hang together: a disjoint-set forest.
pub(super) struct Partition(Vec<usize>);

impl Partition {
    /// This many things, each by itself.
    pub(super) fn new(count: usize) -> Partition {
        Partition((0..count).collect())
    }

    /// Joins the parts of two things; false if they were one already.
    pub(super) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a] = b;
        a != b
    }

    /// Whether two things hang together.
    pub(super) fn are_joined(&mut self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }
}
