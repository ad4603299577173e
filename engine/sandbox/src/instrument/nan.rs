//! Where NaNs are made canonical.
//!
//! WebAssembly leaves the bits of a NaN that arithmetic makes to the machine, and compilers differ. Most of those bits
//! never matter: what reads a float as a number, arithmetic and comparison above all, cannot tell one NaN from another.
//! A value is made canonical only where its bits could be seen: before it is stored, reinterpreted, passed, returned,
//! put into a global or carried through a branch. `neg`, `abs` and `copysign` work on bits by definition, so they see
//! them too. A local that only arithmetic writes to keeps the bits as they come where that takes less work, and its
//! reads are made canonical instead. NaNs that the program made itself, from constants or memory, keep their bits.

use wasmparser::{BlockType, FrameKind, FuncType, ModuleArity, Operator, SubType, ValType};

use crate::admission::{Body, Outline};

/// What to do after an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    F32,
    F64,
}

/// For each instruction, whether the float that it leaves on the operand stack has to be made canonical.
pub(super) type Plan = Vec<Option<Width>>;

/// The width of the NaN that this instruction can make, where the specification leaves its bits open.
pub(super) fn makes_nan(op: &Operator<'_>) -> Option<Width> {
    use Operator as Op;
    match op {
        Op::F32Add | Op::F32Sub | Op::F32Mul | Op::F32Div | Op::F32Min | Op::F32Max => Some(Width::F32),
        Op::F32Sqrt | Op::F32Ceil | Op::F32Floor | Op::F32Trunc | Op::F32Nearest => Some(Width::F32),
        Op::F32DemoteF64 => Some(Width::F32),
        Op::F64Add | Op::F64Sub | Op::F64Mul | Op::F64Div | Op::F64Min | Op::F64Max => Some(Width::F64),
        Op::F64Sqrt | Op::F64Ceil | Op::F64Floor | Op::F64Trunc | Op::F64Nearest => Some(Width::F64),
        Op::F64PromoteF32 => Some(Width::F64),
        _ => None,
    }
}

/// Whether the instruction cannot tell one NaN from another in any of its operands.
fn is_blind(op: &Operator<'_>) -> bool {
    use Operator as Op;
    makes_nan(op).is_some()
        || matches!(
            op,
            Op::F32Eq | Op::F32Ne | Op::F32Lt | Op::F32Gt | Op::F32Le | Op::F32Ge | Op::Drop
                | Op::F64Eq | Op::F64Ne | Op::F64Lt | Op::F64Gt | Op::F64Le | Op::F64Ge
                // These trap on NaN, or make it zero.
                | Op::I32TruncF32S | Op::I32TruncF32U | Op::I32TruncF64S | Op::I32TruncF64U
                | Op::I64TruncF32S | Op::I64TruncF32U | Op::I64TruncF64S | Op::I64TruncF64U
                | Op::I32TruncSatF32S | Op::I32TruncSatF32U | Op::I32TruncSatF64S | Op::I32TruncSatF64U
                | Op::I64TruncSatF32S | Op::I64TruncSatF32U | Op::I64TruncSatF64S | Op::I64TruncSatF64U
        )
}

/// Plans a body. `locals` are the types of parameters and locals.
pub(super) fn plan(outline: &Outline<'_>, body: &Body<'_>, locals: &[ValType], ops: &[Operator<'_>]) -> Plan {
    let mut plan = vec![None; ops.len()];
    if ops.iter().all(|op| makes_nan(op).is_none()) {
        return plan;
    }
    let mut trace = Trace::new(outline, body, locals.len());
    for (at, op) in ops.iter().enumerate() {
        trace.step(at, op);
    }
    let lazy: Vec<bool> = trace.locals.iter().map(Local::is_lazy).collect();
    let eager_sets = trace.sets.iter().filter(|(_, local)| !lazy[*local as usize]).map(|(maker, _)| *maker);
    for maker in trace.seen.iter().copied().chain(eager_sets) {
        plan[maker] = match &ops[maker] {
            Operator::LocalGet { local_index } if lazy[*local_index as usize] => {
                width(locals[*local_index as usize])
            }
            op => makes_nan(op),
        };
    }
    plan
}

fn width(ty: ValType) -> Option<Width> {
    match ty {
        ValType::F32 => Some(Width::F32),
        ValType::F64 => Some(Width::F64),
        _ => None,
    }
}

/// What making a local canonical would cost where it is read, and where it is written.
#[derive(Clone, Copy, Default)]
struct Local {
    reads: u64,
    writes: u64,
    /// Holds, at some time, a value that must keep its bits.
    is_pinned: bool,
}

impl Local {
    fn is_lazy(&self) -> bool {
        !self.is_pinned && self.reads < self.writes
    }
}

/// An operand whose bits may be open.
#[derive(Clone, Copy)]
struct Open {
    /// The instruction that made it: arithmetic, or the read of a local.
    maker: usize,
    /// Its sign was changed since.
    is_signed: bool,
}

struct Frame {
    block: BlockType,
    kind: FrameKind,
    height: usize,
}

/// A walk over a body, with a stack of what made each operand.
struct Trace<'a> {
    outline: &'a Outline<'a>,
    frames: Vec<Frame>,
    loops: u32,
    stack: Vec<Option<Open>>,
    /// Instructions whose result is looked at bit by bit.
    seen: Vec<usize>,
    /// Arithmetic whose result is written to a local.
    sets: Vec<(usize, u32)>,
    /// Reads of locals, by rising instruction, with how often each may run.
    reads: Vec<(usize, u32, u64)>,
    locals: Vec<Local>,
}

impl<'a> Trace<'a> {
    fn new(outline: &'a Outline<'a>, body: &Body<'_>, locals: usize) -> Trace<'a> {
        let block = BlockType::FuncType(body.type_index);
        let mut trace = Trace {
            outline,
            frames: vec![Frame { block, kind: FrameKind::Block, height: 0 }],
            loops: 0,
            stack: Vec::new(),
            seen: Vec::new(),
            sets: Vec::new(),
            reads: Vec::new(),
            locals: vec![Local::default(); locals],
        };
        for param in &mut trace.locals[..body.params as usize] {
            param.is_pinned = true; // callers pass any bits
        }
        trace
    }

    /// Each loop is taken to run eight times.
    fn weight(&self) -> u64 {
        1 << (3 * self.loops.min(5))
    }

    fn pop(&mut self) -> Option<Open> {
        let floor = self.frames.last().map_or(0, |frame| frame.height);
        if self.stack.len() > floor { self.stack.pop().flatten() } else { None }
    }

    fn see(&mut self, open: Option<Open>) {
        let Some(Open { maker, .. }) = open else { return };
        self.seen.push(maker);
        if let Ok(read) = self.reads.binary_search_by_key(&maker, |read| read.0) {
            let (_, local, weight) = self.reads[read];
            self.locals[local as usize].reads += weight;
        }
    }

    fn step(&mut self, at: usize, op: &Operator<'_>) {
        use Operator as Op;
        match op {
            Op::LocalGet { local_index } => {
                self.reads.push((at, *local_index, self.weight()));
                self.stack.push(Some(Open { maker: at, is_signed: false }));
            }
            Op::LocalSet { local_index } => {
                let open = self.pop();
                self.write(*local_index, open);
            }
            Op::LocalTee { local_index } => {
                let open = self.pop();
                self.write(*local_index, open);
                self.stack.push(open);
            }
            Op::F32Neg | Op::F64Neg | Op::F32Abs | Op::F64Abs => {
                let open = self.pop();
                self.stack.push(open.map(|open| Open { is_signed: true, ..open }));
            }
            _ => self.operate(at, op),
        }
    }

    fn write(&mut self, local: u32, open: Option<Open>) {
        let is_read = |maker| self.reads.binary_search_by_key(&maker, |read| read.0).is_ok();
        match open {
            Some(Open { maker, is_signed: false }) if !is_read(maker) => {
                self.sets.push((maker, local));
                self.locals[local as usize].writes += self.weight();
            }
            open => {
                self.see(open);
                self.locals[local as usize].is_pinned = true;
            }
        }
    }

    fn operate(&mut self, at: usize, op: &Operator<'_>) {
        let (pops, pushes) = op.operator_arity(self).expect("validated: every instruction has an arity");
        for _ in 0..pops {
            let open = self.pop();
            if !is_blind(op) {
                self.see(open);
            }
        }
        match op {
            Operator::Block { blockty } => self.enter(*blockty, FrameKind::Block),
            Operator::Loop { blockty } => self.enter(*blockty, FrameKind::Loop),
            Operator::If { blockty } => self.enter(*blockty, FrameKind::If),
            Operator::Else | Operator::End => self.leave(op),
            _ => {}
        }
        let made = makes_nan(op).map(|_| Open { maker: at, is_signed: false });
        self.stack.extend(std::iter::repeat_n(made, pushes as usize));
        if let Operator::Br { .. } | Operator::BrTable { .. } | Operator::Return | Operator::Unreachable = op
        {
            // What follows is dead, and pops operands that nothing pushed.
            let floor = self.frames.last().map_or(0, |frame| frame.height);
            self.stack.truncate(floor);
        }
    }

    fn enter(&mut self, block: BlockType, kind: FrameKind) {
        self.loops += u32::from(kind == FrameKind::Loop);
        self.frames.push(Frame { block, kind, height: self.stack.len() });
    }

    fn leave(&mut self, op: &Operator<'_>) {
        let Some(frame) = self.frames.pop() else { return };
        self.stack.truncate(frame.height);
        self.loops -= u32::from(frame.kind == FrameKind::Loop);
        if matches!(op, Operator::Else) {
            self.frames.push(Frame { kind: FrameKind::Else, ..frame });
        }
    }
}

impl ModuleArity for Trace<'_> {
    fn sub_type_at(&self, type_index: u32) -> Option<&SubType> {
        self.outline.types.get(type_index as usize)
    }

    fn tag_type_arity(&self, _: u32) -> Option<(u32, u32)> {
        None
    }

    fn type_index_of_function(&self, function: u32) -> Option<u32> {
        self.outline.functions.get(function as usize).copied()
    }

    fn func_type_of_cont_type(&self, _: &wasmparser::ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &wasmparser::RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        self.frames.len() as u32
    }

    fn label_block(&self, depth: u32) -> Option<(BlockType, FrameKind)> {
        let at = self.frames.len().checked_sub(1 + depth as usize)?;
        Some((self.frames[at].block, self.frames[at].kind))
    }
}
