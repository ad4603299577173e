//! Where a function keeps its fuel, and the instructions that spend it.

use wasm_encoder::{BlockType, Function, Instruction as I};
use wasmparser::Operator;

use super::Added;
use super::lockers::Berth;
use super::meter::Charge;

/// Where a function keeps its fuel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Nowhere: its callers pay for it.
    None,
    /// In the global: cheap to hand over at calls.
    Global,
    /// In a local: cheap to spend in loops.
    Local,
}

/// Chooses what takes fewer memory accesses, each loop taken to run eight times.
pub(super) fn choose(
    charges: &[Charge],
    ops: &[Operator<'_>],
    leaves: impl Fn(&Operator<'_>) -> bool,
) -> Style {
    if charges.is_empty() {
        return Style::None;
    }
    let weight = |loops: u32| 1u64 << (3 * loops.min(5));
    let global: u64 = charges.iter().map(|charge| 2 * weight(charge.depth)).sum();
    let (mut local, mut loops, mut frames) = (2, 0, Vec::new());
    let mut has_loop = false;
    for op in ops {
        match op {
            Operator::Block { .. } | Operator::If { .. } => frames.push(false),
            Operator::Loop { .. } => {
                has_loop = true;
                loops += 1;
                frames.push(true);
            }
            Operator::End => loops -= u32::from(frames.pop() == Some(true)),
            op if leaves(op) => local += 2 * weight(loops),
            _ => {}
        }
    }
    if has_loop && local < global { Style::Local } else { Style::Global }
}

/// Which of global and local are up to date, where a function keeps its fuel in a local. At every label it is the local.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Local,
    Global,
    Both,
}

/// Spends fuel.
pub(super) struct Purse {
    style: Style,
    local: u32,
    added: Added,
    fresh: Fresh,
}

impl Purse {
    /// A purse that may use the local of this number.
    pub(super) fn new(style: Style, local: u32, added: Added) -> Purse {
        Purse { style, local, added, fresh: Fresh::Global }
    }

    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Whether nothing is ever paid.
    pub(super) fn is_idle(&self) -> bool {
        self.style == Style::None
    }

    fn emit(&self, code: &mut Function, instructions: &[I<'_>]) {
        for instruction in instructions {
            code.instruction(instruction);
        }
    }

    /// Pays for entering the function.
    pub(super) fn enter(&mut self, code: &mut Function, cost: u32, check: bool) {
        self.spend(code, &[I::I64Const(cost.into())], check);
    }

    /// Pays a price that is known.
    pub(super) fn charge(&mut self, code: &mut Function, cost: u32) {
        self.spend(code, &[I::I64Const(cost.into())], false);
    }

    /// Pays a price that `amount` leaves on the operand stack, and looks whether it could be paid.
    pub(super) fn pay(&mut self, code: &mut Function, amount: &[I<'_>]) {
        self.spend(code, amount, true);
    }

    fn spend(&mut self, code: &mut Function, amount: &[I<'_>], check: bool) {
        let source = match (self.style, self.fresh) {
            (Style::None, _) => return,
            (Style::Local, Fresh::Local | Fresh::Both) => I::LocalGet(self.local),
            _ => I::GlobalGet(self.added.fuel),
        };
        self.emit(code, &[source]);
        self.emit(code, amount);
        self.emit(code, &[I::I64Sub]);
        match (self.style, check) {
            (Style::Local, _) => {
                self.emit(code, &[I::LocalSet(self.local)]);
                self.fresh = Fresh::Local;
                if check {
                    self.check(code, &[]);
                }
            }
            (_, false) => self.emit(code, &[I::GlobalSet(self.added.fuel)]),
            (_, true) => {
                self.emit(
                    code,
                    &[I::LocalTee(self.local), I::GlobalSet(self.added.fuel), I::LocalGet(self.local)],
                );
                self.emit(code, &[I::I64Const(0), I::I64LtS]);
                self.suspend(code, &[]);
            }
        }
    }

    /// Leaves on the operand stack whether the fuel is used up.
    pub(super) fn is_empty(&self, code: &mut Function) {
        let source = match self.style {
            Style::Local => I::LocalGet(self.local),
            _ => I::GlobalGet(self.added.fuel),
        };
        self.emit(code, &[source, I::I64Const(0), I::I64LtS]);
    }

    /// Waits for more, if the fuel is used up. A local has to be fresh.
    pub(super) fn check(&mut self, code: &mut Function, berths: &[Berth]) {
        self.is_empty(code);
        self.suspend(code, berths);
    }

    /// Waits for more, if the operand stack says so. Meanwhile some locals are kept in globals.
    fn suspend(&self, code: &mut Function, berths: &[Berth]) {
        self.emit(code, &[I::If(BlockType::Empty)]);
        for berth in berths {
            self.emit(code, &[I::LocalGet(berth.local), I::GlobalSet(berth.global)]);
        }
        if self.style == Style::Local {
            self.emit(code, &[I::LocalGet(self.local), I::GlobalSet(self.added.fuel)]);
        }
        self.emit(code, &[I::Call(self.added.out_of_fuel)]);
        if self.style == Style::Local {
            self.emit(code, &[I::GlobalGet(self.added.fuel), I::LocalSet(self.local)]);
        }
        for berth in berths {
            self.emit(code, &[I::GlobalGet(berth.global), I::LocalSet(berth.local)]);
        }
        self.emit(code, &[I::End]);
    }

    /// Makes the local fresh, as it has to be where control flows together.
    pub(super) fn settle(&mut self, code: &mut Function) {
        if self.style == Style::Local && self.fresh == Fresh::Global {
            self.emit(code, &[I::GlobalGet(self.added.fuel), I::LocalSet(self.local)]);
            self.fresh = Fresh::Both;
        }
    }

    /// Control flowed together: only the local is known to be fresh.
    pub(super) fn join(&mut self) {
        self.fresh = Fresh::Local;
    }

    /// Makes the global fresh, as callers and callees expect it.
    pub(super) fn put_back(&mut self, code: &mut Function) {
        if self.style == Style::Local && self.fresh == Fresh::Local {
            self.emit(code, &[I::LocalGet(self.local), I::GlobalSet(self.added.fuel)]);
            self.fresh = Fresh::Both;
        }
    }

    /// Something that was called may have spent from the global.
    pub(super) fn forget(&mut self) {
        self.fresh = Fresh::Global;
    }
}
