//! Where a function is charged, and how much.
//!
//! The body is cut into *segments*: runs of instructions that are all executed whenever the first one is, traps
//! excepted. A segment is not a basic block: what follows a `block`, `if` or `loop` belongs to the segment before it,
//! unless some branch inside leads further out than its end, since only then can it be passed over. Each segment is
//! charged once, where it begins.
//!
//! Small segments that run only sometimes are then charged together with the segment that decides about them, so that
//! the arms of most `if`s need no instruction of ours. What this can charge in excess is bounded by
//! [`CostTable::speculation`](crate::cost::CostTable) for each segment that is charged.

use wasmparser::Operator;

use crate::cost::COSTS;

/// Charge `cost` before the instruction number `at`, but inside a loop or arm that begins just there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) at: usize,
    pub(super) cost: u32,
    /// Loops around it.
    pub(super) depth: u32,
}

struct Segment {
    at: usize,
    cost: u32,
    /// The part of `cost` that may not be executed.
    speculated: u32,
    /// The segment that decides whether this one runs, in the same loop.
    parent: Option<usize>,
    /// The arm for true, where this is the arm for false.
    twin: Option<usize>,
    /// Passed over only when the loop around it ends.
    likely: bool,
    /// Ends in `unreachable`: a panic, which never pays to charge ahead.
    dies: bool,
    depth: u32,
}

struct Frame {
    is_loop: bool,
    /// The segment that the frame began in; `None` in dead code.
    outer: Option<usize>,
    then: Option<usize>,
    /// The outermost frame that a branch in here leads to.
    reach: usize,
}

struct Meter {
    segments: Vec<Segment>,
    frames: Vec<Frame>,
    /// The segment that instructions are added to; `None` in dead code.
    active: Option<usize>,
    loops: Vec<usize>,
}

/// Plans the charges of a body, in the order of their places. The first is that of the function's entry and has `entry`
/// added to it.
pub(super) fn charges(ops: &[Operator<'_>], entry: u32, price: impl Fn(&Operator<'_>) -> u32) -> Vec<Charge> {
    let mut meter = Meter { segments: Vec::new(), frames: Vec::new(), active: None, loops: Vec::new() };
    meter.active = Some(meter.segment(0, None));
    meter.add(entry);
    meter.push(false);
    for (at, op) in ops.iter().enumerate() {
        meter.add(price(op));
        meter.step(at, op);
    }
    meter.speculate();
    let charged = meter.segments.into_iter().filter(|segment| segment.cost > 0);
    let mut charges: Vec<_> =
        charged.map(|Segment { at, cost, depth, .. }| Charge { at, cost, depth }).collect();
    charges.sort_by_key(|charge| charge.at);
    charges
}

impl Meter {
    fn segment(&mut self, at: usize, parent: Option<usize>) -> usize {
        self.segments.push(Segment {
            at,
            cost: 0,
            speculated: 0,
            parent,
            twin: None,
            likely: false,
            dies: false,
            depth: self.loops.len() as u32,
        });
        self.segments.len() - 1
    }

    fn add(&mut self, cost: u32) {
        if let Some(active) = self.active {
            self.segments[active].cost += cost;
        }
    }

    fn push(&mut self, is_loop: bool) {
        let reach = self.frames.len();
        if is_loop {
            self.loops.push(reach);
        }
        self.frames.push(Frame { is_loop, outer: self.active, then: None, reach });
    }

    /// A segment that is executed only if `parent` is, or nothing in dead code.
    fn child(&mut self, at: usize, parent: Option<usize>) -> Option<usize> {
        parent.map(|parent| self.segment(at, Some(parent)))
    }

    /// Notes a branch over `relative_depth` labels, and returns the frame that it leads to.
    fn branch(&mut self, relative_depth: u32) -> usize {
        let top = self.frames.len() - 1;
        let target = top.saturating_sub(relative_depth as usize);
        if self.active.is_some() {
            self.frames[top].reach = self.frames[top].reach.min(target);
        }
        target
    }

    fn step(&mut self, at: usize, op: &Operator<'_>) {
        use Operator as Op;
        match op {
            Op::Block { .. } => self.push(false),
            Op::Loop { .. } => {
                self.push(true);
                self.active = self.active.map(|_| self.segment(at + 1, None));
            }
            Op::If { .. } => {
                self.push(false);
                let arm = self.child(at + 1, self.active);
                self.frames.last_mut().expect("the frame just pushed").then = arm;
                self.active = arm;
            }
            Op::Else => self.begin_else(at),
            Op::End => self.end(at),
            Op::BrIf { relative_depth } => {
                let target = self.branch(*relative_depth);
                let leaves_loop = self.loops.last().is_some_and(|inner| target < *inner);
                self.active = self.child(at + 1, self.active);
                if let Some(active) = self.active {
                    self.segments[active].likely = leaves_loop;
                }
            }
            Op::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.active = None;
            }
            Op::BrTable { targets } => {
                for target in targets.targets().flatten() {
                    self.branch(target);
                }
                self.branch(targets.default());
                self.active = None;
            }
            Op::Return => {
                self.branch(u32::MAX);
                self.active = None;
            }
            Op::Unreachable => {
                if let Some(active) = self.active.take() {
                    self.segments[active].dies = true;
                }
            }
            _ => {}
        }
    }

    fn begin_else(&mut self, at: usize) {
        let frame = self.frames.last().expect("validated: else within an if");
        let (outer, then) = (frame.outer, frame.then);
        self.active = self.child(at + 1, outer);
        if let Some(active) = self.active {
            self.segments[active].twin = then;
        }
    }

    fn end(&mut self, at: usize) {
        let frame = self.frames.pop().expect("validated: end closes a frame");
        if frame.is_loop {
            self.loops.pop();
        }
        let index = self.frames.len();
        if let Some(parent) = self.frames.last_mut() {
            parent.reach = parent.reach.min(frame.reach);
        }
        self.active = if frame.reach < index { self.child(at + 1, frame.outer) } else { frame.outer };
    }

    /// Moves small costs to the segments that decide about them, from the inside out.
    fn speculate(&mut self) {
        let mut twins = vec![None; self.segments.len()];
        for at in (1..self.segments.len()).rev() {
            if let Some(then) = self.segments[at].twin {
                twins[then] = Some(at); // settled together with its twin, which comes earlier
                continue;
            }
            if let Some(other) = twins[at] {
                self.share(at, other);
                self.hoist(other);
            }
            self.hoist(at);
        }
    }

    /// One of two arms always runs: what both cost is certain.
    fn share(&mut self, then: usize, other: usize) {
        let Some(parent) = self.segments[then].parent else { return };
        let common = self.segments[then].cost.min(self.segments[other].cost);
        for arm in [then, other] {
            let arm = &mut self.segments[arm];
            arm.cost -= common;
            arm.speculated = arm.speculated.min(arm.cost);
        }
        self.segments[parent].cost += common;
    }

    fn hoist(&mut self, at: usize) {
        let Segment { cost, parent, likely, dies, .. } = self.segments[at];
        let Some(parent) = parent else { return };
        if dies {
            return;
        }
        let parent = &mut self.segments[parent];
        if !(likely && cost <= COSTS.loop_speculation) {
            let certain = parent.cost - parent.speculated;
            if parent.speculated + cost > COSTS.speculation.max(certain / 4) {
                return;
            }
            parent.speculated += cost;
        }
        parent.cost += cost;
        self.segments[at].cost = 0;
        self.segments[at].speculated = 0;
    }
}
