//! Rewrites one function.

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{BlockType, Function, Ieee32, Ieee64, Instruction as I, ValType};
use wasmparser::Operator;

use super::lockers::{Berth, Lockers, berths};
use super::meter::{Charge, charges};
use super::nan::{self, Width};
use super::price::{Length, price};
use super::profile::{Depth, Profile};
use super::purse::{Purse, Style, choose};
use super::quiet::quiet_loops;
use super::types::Types;
use super::{Added, Renumber};
use crate::admission::{Body, Outline};
use crate::cost::COSTS;

/// What rewriting a function draws on.
pub(super) struct Context<'a> {
    pub(super) outline: &'a Outline<'a>,
    pub(super) profiles: &'a [Profile],
    pub(super) added: Added,
    pub(super) stack_units: u32,
    pub(super) memory_pages: u32,
    pub(super) table_entries: u32,
}

/// A block of the original that is open.
struct Frame {
    /// Which label of the rewritten body stands for its own, counted from outside.
    label: u32,
    /// Ends that close it.
    ends: u32,
}

struct Rewriter<'a> {
    context: &'a Context<'a>,
    renumber: Renumber,
    code: Function,
    purse: Purse,
    profile: &'a Profile,
    frames: Vec<Frame>,
    /// Labels open in the rewritten body.
    labels: u32,
    /// Holds how deep this call is, in stack units.
    depth: u32,
    /// Holds a length.
    length: u32,
    /// Hold a float that may be NaN.
    f32: u32,
    f64: u32,
}

/// Rewrites the function that the module defines as number `at`.
pub(super) fn rewrite(
    context: &Context<'_>,
    types: &mut Types,
    lockers: &mut Lockers,
    at: usize,
) -> Result<Function, Error> {
    let body = &context.outline.bodies[at];
    let profile = &context.profiles[at];
    let ops: Vec<Operator<'_>> = body.code.get_operators_reader()?.into_iter().collect::<Result<_, _>>()?;
    let locals = locals(context.outline, body)?;
    let nans = nan::plan(context.outline, body, &locals, &ops);
    let charges = match profile.inlined {
        Some(_) => Vec::new(),
        None => charges(&ops, profile.entry, |op| context.price(op)),
    };
    let quiet = quiet_loops(&ops, |op| context.leaves(op) || Length::of(op).is_some());
    let berths = berths(&ops, &locals, |op| context.leaves(op), lockers);
    let style = choose(&charges, &ops, |op| context.leaves(op));
    let has_length = ops.iter().any(|op| Length::of(op).is_some());
    let mut extra = Extra { first: locals.len() as u32, types: Vec::new() };
    let fuel = extra.add(ValType::I64, style == Style::Local || profile.checks || has_length);
    let mut rewriter = Rewriter {
        context,
        renumber: Renumber { imported: context.outline.imported_functions },
        purse: Purse::new(style, fuel, context.added),
        profile,
        frames: Vec::new(),
        labels: 1,
        depth: extra.add(ValType::I32, profile.depth != Depth::Uncounted),
        length: extra.add(ValType::I32, has_length),
        f32: extra.add(ValType::F32, nans.contains(&Some(Width::F32))),
        f64: extra.add(ValType::F64, nans.contains(&Some(Width::F64))),
        code: declare(&locals[body.params as usize..], &extra.types)?,
    };
    let wrapper = match style {
        Style::Local if leads_out(&ops) => Some(block_type(context.outline, body, types)?),
        _ => None,
    };
    rewriter.prologue(wrapper, charges.first());
    rewriter.operators(&ops, &charges, &nans, &quiet, &berths)?;
    Ok(rewriter.code)
}

/// Types of the parameters and locals.
fn locals(outline: &Outline<'_>, body: &Body<'_>) -> Result<Vec<wasmparser::ValType>, Error> {
    let mut locals: Vec<_> = outline.type_at(body.type_index).map_or(Vec::new(), |ty| ty.params().to_vec());
    for group in body.code.get_locals_reader()? {
        let (count, ty) = group?;
        locals.extend(std::iter::repeat_n(ty, count as usize));
    }
    Ok(locals)
}

/// Locals that the pass adds behind those of the function.
struct Extra {
    first: u32,
    types: Vec<ValType>,
}

impl Extra {
    /// The number of a new local; meaningless where it is not needed.
    fn add(&mut self, ty: ValType, is_needed: bool) -> u32 {
        if is_needed {
            self.types.push(ty);
        }
        self.first + (self.types.len() as u32).saturating_sub(1)
    }
}

/// A body with the locals of the function and ours.
fn declare(locals: &[wasmparser::ValType], extra: &[ValType]) -> Result<Function, Error> {
    let mut types = locals.iter().map(|ty| val_type(*ty)).collect::<Result<Vec<_>, _>>()?;
    types.extend(extra);
    Ok(Function::new_with_locals_types(types))
}

fn val_type(ty: wasmparser::ValType) -> Result<ValType, Error> {
    wasm_encoder::reencode::RoundtripReencoder.val_type(ty)
}

/// The type of a block that stands for the whole body.
fn block_type(outline: &Outline<'_>, body: &Body<'_>, types: &mut Types) -> Result<BlockType, Error> {
    let results = outline.type_at(body.type_index).map_or(&[][..], |ty| ty.results());
    let encoded = results.iter().map(|ty| val_type(*ty)).collect::<Result<Vec<_>, _>>()?;
    Ok(match encoded[..] {
        [] => BlockType::Empty,
        [one] => BlockType::Result(one),
        _ => BlockType::FunctionType(types.producer(&encoded)),
    })
}

/// Whether a branch leads to the end of the body, where fuel has to be put back.
fn leads_out(ops: &[Operator<'_>]) -> bool {
    let mut nesting = 0;
    ops.iter().any(|op| {
        let reaches = |depth: u32| depth >= nesting;
        match op {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => nesting += 1,
            Operator::End => nesting = nesting.saturating_sub(1),
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                return reaches(*relative_depth);
            }
            Operator::BrTable { targets } => {
                return reaches(targets.default()) || targets.targets().flatten().any(reaches);
            }
            _ => {}
        }
        false
    })
}

impl Context<'_> {
    /// The profile of a function that the module defines, where the instruction calls one directly.
    fn callee(&self, op: &Operator<'_>) -> Option<&Profile> {
        let Operator::Call { function_index } = op else { return None };
        let defined = function_index.checked_sub(self.outline.imported_functions)?;
        self.profiles.get(defined as usize)
    }

    fn price(&self, op: &Operator<'_>) -> u32 {
        price(op) + self.callee(op).and_then(|callee| callee.inlined).unwrap_or(0)
    }

    /// Whether the instruction calls something that reads or writes the fuel.
    fn leaves(&self, op: &Operator<'_>) -> bool {
        match op {
            Operator::CallIndirect { .. } => true,
            Operator::Call { .. } => self.callee(op).is_none_or(|callee| callee.inlined.is_none()),
            _ => false,
        }
    }

    /// Whether the instruction calls something that asks how deep it is.
    fn deepens(&self, op: &Operator<'_>) -> bool {
        match op {
            Operator::CallIndirect { .. } => true,
            _ => self.callee(op).is_some_and(|callee| callee.depth != Depth::Uncounted),
        }
    }
}

impl Rewriter<'_> {
    fn emit(&mut self, instructions: &[I<'_>]) {
        for instruction in instructions {
            self.code.instruction(instruction);
        }
    }

    fn prologue(&mut self, wrapper: Option<BlockType>, entry: Option<&Charge>) {
        let Context { added, stack_units, .. } = *self.context;
        if self.profile.depth != Depth::Uncounted {
            self.emit(&[
                I::GlobalGet(added.depth),
                I::I32Const(self.profile.frame as i32),
                I::I32Add,
                I::LocalTee(self.depth),
                I::I32Const(stack_units as i32),
                I::I32GtU,
                I::If(BlockType::Empty),
                I::Call(added.stack_overflow),
                I::Unreachable,
                I::End,
            ]);
        }
        let entry = entry.filter(|charge| charge.at == 0).map_or(0, |charge| charge.cost);
        if entry > 0 || self.profile.checks {
            self.purse.enter(&mut self.code, entry, self.profile.checks);
        }
        match wrapper {
            Some(ty) => {
                self.emit(&[I::Block(ty)]);
                self.labels += 1;
                self.frames.push(Frame { label: 1, ends: 1 });
            }
            None => self.frames.push(Frame { label: 0, ends: 0 }),
        }
    }

    fn operators(
        &mut self,
        ops: &[Operator<'_>],
        charges: &[Charge],
        nans: &[Option<Width>],
        quiet: &[bool],
        berths: &[Vec<Berth>],
    ) -> Result<(), Error> {
        let mut charges = charges.iter().filter(|charge| charge.at > 0).peekable();
        for (at, op) in ops.iter().enumerate() {
            if let Some(charge) = charges.next_if(|charge| charge.at == at) {
                self.purse.charge(&mut self.code, charge.cost);
            }
            self.operator(op, quiet[at], &berths[at])?;
            if let Some(width) = nans[at] {
                self.canonical(op, width);
            }
        }
        Ok(())
    }

    fn operator(&mut self, op: &Operator<'_>, is_quiet: bool, berths: &[Berth]) -> Result<(), Error> {
        match op {
            Operator::Block { blockty } => {
                let ty = self.renumber.block_type(*blockty)?;
                self.open(I::Block(ty), 1);
            }
            Operator::If { blockty } => {
                self.purse.settle(&mut self.code);
                let ty = self.renumber.block_type(*blockty)?;
                self.open(I::If(ty), 1);
            }
            Operator::Else => {
                self.purse.settle(&mut self.code);
                self.emit(&[I::Else]);
                self.purse.join();
            }
            Operator::Loop { blockty } => {
                let ty = self.renumber.block_type(*blockty)?;
                self.begin_loop(ty, is_quiet, berths);
            }
            Operator::End => self.end(),
            Operator::Br { .. } | Operator::BrIf { .. } | Operator::BrTable { .. } => self.branch(op)?,
            Operator::Return | Operator::Unreachable => {
                self.purse.put_back(&mut self.code);
                let op = self.renumber.instruction(op.clone())?;
                self.emit(&[op]);
                self.purse.join();
            }
            Operator::Call { .. } | Operator::CallIndirect { .. } => self.call(op)?,
            _ => {
                if let Some(length) = Length::of(op) {
                    self.pay_length(length);
                }
                let op = self.renumber.instruction(op.clone())?;
                self.emit(&[op]);
            }
        }
        Ok(())
    }

    fn open(&mut self, instruction: I<'_>, ends: u32) {
        self.emit(&[instruction]);
        self.frames.push(Frame { label: self.labels, ends });
        self.labels += 1;
    }

    /// A loop looks at the fuel each time round. The call that suspends the guest stands outside of a quiet loop,
    /// which leaves itself to reach it and is entered again: with the call inside, compilers would keep no value of
    /// the loop in a register.
    fn begin_loop(&mut self, ty: BlockType, is_quiet: bool, berths: &[Berth]) {
        if self.purse.is_idle() {
            return self.open(I::Loop(ty), 1);
        }
        self.purse.settle(&mut self.code);
        self.purse.join();
        if is_quiet && self.purse.style() == Style::Local {
            self.emit(&[I::Loop(ty)]);
            self.labels += 1;
            self.purse.check(&mut self.code, berths);
            self.open(I::Loop(ty), 2);
            self.purse.is_empty(&mut self.code);
            self.emit(&[I::BrIf(1)]);
        } else {
            self.open(I::Loop(ty), 1);
            self.purse.check(&mut self.code, berths);
        }
    }

    fn end(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.purse.settle(&mut self.code);
        for _ in 0..frame.ends {
            self.emit(&[I::End]);
        }
        self.labels -= frame.ends;
        self.purse.join();
        if self.frames.is_empty() {
            self.purse.put_back(&mut self.code);
            self.emit(&[I::End]);
        }
    }

    fn branch(&mut self, op: &Operator<'_>) -> Result<(), Error> {
        self.purse.settle(&mut self.code);
        let branch = match op {
            Operator::Br { relative_depth } => I::Br(self.label(*relative_depth)),
            Operator::BrIf { relative_depth } => I::BrIf(self.label(*relative_depth)),
            Operator::BrTable { targets } => {
                let labels: Result<Vec<u32>, _> =
                    targets.targets().map(|target| target.map(|target| self.label(target))).collect();
                I::BrTable(labels?.into(), self.label(targets.default()))
            }
            _ => return Ok(()),
        };
        self.emit(&[branch]);
        Ok(())
    }

    /// The rewritten body's relative depth of a label.
    fn label(&self, relative_depth: u32) -> u32 {
        let at = self.frames.len().saturating_sub(1 + relative_depth as usize);
        self.labels - 1 - self.frames[at].label
    }

    fn call(&mut self, op: &Operator<'_>) -> Result<(), Error> {
        let leaves = self.context.leaves(op);
        if leaves {
            self.purse.put_back(&mut self.code);
        }
        if self.context.deepens(op) {
            self.emit(&[I::LocalGet(self.depth), I::GlobalSet(self.context.added.depth)]);
        }
        let call = self.renumber.instruction(op.clone())?;
        self.emit(&[call]);
        if leaves {
            self.purse.forget();
        }
        Ok(())
    }

    /// Pays for the length on top of the operand stack, and leaves it there.
    fn pay_length(&mut self, length: Length) {
        let Context { memory_pages, table_entries, .. } = *self.context;
        self.emit(&[I::LocalTee(self.length)]);
        let capped = |limit: u32| {
            // Growing further than the limit fails at once.
            [
                I::LocalGet(self.length),
                I::I32Const(limit as i32),
                I::LocalGet(self.length),
                I::I32Const(limit as i32),
                I::I32LtU,
                I::Select,
                I::I64ExtendI32U,
            ]
        };
        let plain = [I::LocalGet(self.length), I::I64ExtendI32U];
        const { assert!(COSTS.bulk_bytes_per_fuel.is_power_of_two()) };
        let shift = [I::I64Const(COSTS.bulk_bytes_per_fuel.trailing_zeros().into()), I::I64ShrU];
        let entries = [I::I64Const(COSTS.table_entry.into()), I::I64Mul];
        let pages = [I::I64Const(COSTS.memory_page.into()), I::I64Mul];
        let amount: Vec<I<'_>> = match length {
            Length::Bytes => plain.into_iter().chain(shift).collect(),
            Length::Entries => plain.into_iter().chain(entries).collect(),
            Length::Pages => capped(memory_pages).into_iter().chain(pages).collect(),
            Length::NewEntries => capped(table_entries).into_iter().chain(entries).collect(),
        };
        self.purse.pay(&mut self.code, &amount);
    }

    /// Makes the float on top of the operand stack canonical, if it is a NaN. A branch that is never taken costs less
    /// than a `select`, and leaves the value where it is.
    fn canonical(&mut self, op: &Operator<'_>, width: Width) {
        let (nan, temporary, differs) = match width {
            Width::F32 => (I::F32Const(Ieee32::new(0x7fc0_0000)), self.f32, I::F32Ne),
            Width::F64 => (I::F64Const(Ieee64::new(0x7ff8_0000_0000_0000)), self.f64, I::F64Ne),
        };
        self.emit(&[I::LocalSet(temporary)]);
        let held = match op {
            Operator::LocalGet { local_index } => *local_index,
            _ => temporary,
        };
        self.emit(&[I::LocalGet(held), I::LocalGet(held), differs]);
        self.emit(&[I::If(BlockType::Empty), nan, I::LocalSet(temporary), I::End, I::LocalGet(temporary)]);
    }
}
