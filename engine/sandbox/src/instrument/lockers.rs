//! Globals in which a loop leaves its locals while its guest is suspended.
//!
//! The call that suspends a guest hardly ever happens, but compilers see a call like any other: a value that lives across it
//! cannot stay in most of the integer registers and in none of the float registers, so the loop around the call would
//! load and store such values each time round. A local that is put into a global before the call and fetched from it
//! afterwards does not live across it. One set of globals serves all loops of an instance, since nothing else of the
//! instance runs before the suspended function goes on.

use wasm_encoder::ValType;
use wasmparser::Operator;

/// More locals than this do not find room in registers anyway.
const MOST: usize = 24;

/// A loop around more loops within one another than this leaves its locals where they are, so that nesting does not
/// multiply what the pass emits.
const HIGHEST: u32 = 2;

/// The globals that the pass adds for this purpose.
pub(super) struct Lockers {
    first: u32,
    types: Vec<ValType>,
}

impl Lockers {
    /// None yet. `first` is the number that the first will have.
    pub(super) fn new(first: u32) -> Lockers {
        Lockers { first, types: Vec::new() }
    }

    /// A global of its own for each of these types.
    fn assign(&mut self, types: &[ValType]) -> Vec<u32> {
        let mut taken = vec![false; self.types.len()];
        let mut numbers = Vec::with_capacity(types.len());
        for ty in types {
            let free = (0..self.types.len()).find(|&at| !taken[at] && self.types[at] == *ty);
            let at = free.unwrap_or_else(|| {
                self.types.push(*ty);
                taken.push(false);
                self.types.len() - 1
            });
            taken[at] = true;
            numbers.push(self.first + at as u32);
        }
        numbers
    }

    /// The types of all of them, in the order of their numbers.
    pub(super) fn types(&self) -> &[ValType] {
        &self.types
    }
}

/// A local and the global that it is left in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Berth {
    pub(super) local: u32,
    pub(super) global: u32,
}

/// For each instruction that begins a loop in which nothing leaves the function, where the locals that the loop uses are
/// left. Empty for all other instructions, for loops that use too many, and for those around too many others.
pub(super) fn berths(
    ops: &[Operator<'_>],
    locals: &[wasmparser::ValType],
    leaves: impl Fn(&Operator<'_>) -> bool,
    lockers: &mut Lockers,
) -> Vec<Vec<Berth>> {
    let mut berths = vec![Vec::new(); ops.len()];
    let (mut frames, mut loops) = (vec![false], Vec::<Loop>::new());
    for (at, op) in ops.iter().enumerate() {
        match op {
            Operator::Loop { .. } => {
                frames.push(true);
                loops.push(Loop { at, ..Loop::default() });
            }
            Operator::Block { .. } | Operator::If { .. } => frames.push(false),
            Operator::End if frames.pop() == Some(true) => {
                let Some(done) = loops.pop() else { continue };
                berths[done.at] = done.berths(locals, lockers);
                if let Some(around) = loops.last_mut() {
                    around.contain(done);
                }
            }
            _ => {
                let Some(inner) = loops.last_mut() else { continue };
                match op {
                    Operator::LocalGet { local_index }
                    | Operator::LocalSet { local_index }
                    | Operator::LocalTee { local_index } => inner.note(*local_index),
                    op => inner.is_left |= leaves(op),
                }
            }
        }
    }
    berths
}

/// A loop that is open.
#[derive(Default)]
struct Loop {
    at: usize,
    /// Calls something that reads or writes the fuel: compilers have to clear the registers anyway.
    is_left: bool,
    /// How many loops within one another it contains.
    height: u32,
    /// The locals that it uses, one more than the most at most.
    locals: Vec<u32>,
}

impl Loop {
    fn note(&mut self, local: u32) {
        if self.locals.len() <= MOST && !self.locals.contains(&local) {
            self.locals.push(local);
        }
    }

    fn contain(&mut self, inner: Loop) {
        self.is_left |= inner.is_left;
        self.height = self.height.max(inner.height + 1);
        inner.locals.into_iter().for_each(|local| self.note(local));
    }

    fn berths(&self, locals: &[wasmparser::ValType], lockers: &mut Lockers) -> Vec<Berth> {
        if self.is_left || self.height > HIGHEST || self.locals.len() > MOST {
            return Vec::new();
        }
        let numbers = self.locals.iter().filter_map(|&local| Some((local, number(locals[local as usize])?)));
        let (kept, types): (Vec<u32>, Vec<ValType>) = numbers.unzip();
        let globals = lockers.assign(&types);
        kept.into_iter().zip(globals).map(|(local, global)| Berth { local, global }).collect()
    }
}

/// The type, if it is that of a number. References are left where they are.
fn number(ty: wasmparser::ValType) -> Option<ValType> {
    match ty {
        wasmparser::ValType::I32 => Some(ValType::I32),
        wasmparser::ValType::I64 => Some(ValType::I64),
        wasmparser::ValType::F32 => Some(ValType::F32),
        wasmparser::ValType::F64 => Some(ValType::F64),
        _ => None,
    }
}
