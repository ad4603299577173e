//! A script of calls, and the module that makes them and shows its whole memory after each.

use arbitrary::Unstructured;
use sandbox::{PREVIEW1, Signature};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Instruction as I, MemArg, MemArgTarget, MemorySection, MemoryType, Module, TypeSection,
    ValType,
};

use crate::pick::Pick;

/// Bytes of the module's memory: one page.
pub(super) const MEMORY: u32 = 65_536;
/// Where the module keeps two buffers, all of memory and a line's end, which it writes to show its memory.
pub(super) const SHOWN: u32 = MEMORY - 64;
/// Where `fd_write` says how much was shown.
pub(super) const SHOWN_BYTES: u32 = MEMORY - 40;
/// Where the errno of the last call is put.
pub(super) const ERRNO: u32 = MEMORY - 32;
/// Where the line's end stands.
pub(super) const LINE_END: u32 = MEMORY - 24;

/// Most calls of a script.
const CALLS: usize = 10;

/// What a module does.
#[derive(Clone, Debug)]
pub(super) struct Script {
    /// What memory begins with.
    pub(super) data: Vec<u8>,
    pub(super) steps: Vec<Step>,
}

/// Puts two numbers into memory, then makes a call.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Where a number of 64 bits is put, if anywhere.
    pub(super) poke: Option<(u32, u64)>,
    pub(super) function: &'static Signature,
    pub(super) arguments: Vec<u64>,
}

impl Script {
    /// A script that is out for trouble.
    pub(super) fn any(u: &mut Unstructured<'_>) -> Script {
        let data = data(u);
        let mut steps = Vec::new();
        while steps.is_empty() || (!u.is_empty() && steps.len() < CALLS) {
            steps.push(Step::any(u));
        }
        Script { data, steps }
    }

    /// The module.
    pub(super) fn module(&self) -> Vec<u8> {
        let mut types = TypeSection::new();
        let mut imports = ImportSection::new();
        for (index, signature) in (0..).zip(PREVIEW1) {
            types.ty().function(encoded(signature.params), encoded(signature.results));
            imports.import("wasi_snapshot_preview1", signature.name, EntityType::Function(index));
        }
        let functions = PREVIEW1.len() as u32;
        types.ty().function([], []);
        let mut module = Module::new();
        module.section(&types);
        module.section(&imports);
        module.section(FunctionSection::new().function(functions));
        module.section(MemorySection::new().memory(MemoryType {
            minimum: 1,
            maximum: Some(1),
            memory64: false,
            shared: false,
            page_size_log2: None,
        }));
        module.section(ExportSection::new().export("memory", ExportKind::Memory, 0).export(
            "_start",
            ExportKind::Func,
            functions,
        ));
        module.section(CodeSection::new().function(&self.body()));
        module.section(DataSection::new().active(0, &ConstExpr::i32_const(0), self.data.iter().copied()));
        module.finish()
    }

    fn body(&self) -> Function {
        let mut body = Function::new([]);
        let mut emit = |instructions: &[I<'_>]| {
            for instruction in instructions {
                body.instruction(instruction);
            }
        };
        let write = index_of("fd_write");
        for step in &self.steps {
            if let Some((at, number)) = step.poke {
                emit(&[I::I32Const(at as i32), I::I64Const(number as i64), I::I64Store(plain())]);
            }
            emit(&[I::I32Const(ERRNO as i32)]);
            for (argument, ty) in step.arguments.iter().zip(step.function.params) {
                match ty {
                    wasmparser::ValType::I64 => emit(&[I::I64Const(*argument as i64)]),
                    _ => emit(&[I::I32Const(*argument as i32)]),
                }
            }
            emit(&[I::Call(index_of(step.function.name))]);
            if step.function.results.is_empty() {
                emit(&[I::I32Const(0)]);
            }
            emit(&[I::I32Store(plain())]);
            let buffers = [(SHOWN, 0), (SHOWN + 4, MEMORY), (SHOWN + 8, LINE_END), (SHOWN + 12, 1)];
            for (at, number) in buffers.into_iter().chain([(LINE_END, u32::from(b'\n'))]) {
                emit(&[I::I32Const(at as i32), I::I32Const(number as i32), I::I32Store(plain())]);
            }
            emit(&[
                I::I32Const(1),
                I::I32Const(SHOWN as i32),
                I::I32Const(2),
                I::I32Const(SHOWN_BYTES as i32),
            ]);
            emit(&[I::Call(write), I::Drop]);
        }
        emit(&[I::End]);
        body
    }
}

impl Step {
    fn any(u: &mut Unstructured<'_>) -> Step {
        let busy = [
            "fd_read",
            "fd_write",
            "poll_oneoff",
            "random_get",
            "args_get",
            "fd_fdstat_get",
            "clock_time_get",
        ];
        let function = match u.below(3) {
            0 => &PREVIEW1[u.below(PREVIEW1.len())],
            _ => &PREVIEW1[index_of(u.one(&busy)) as usize],
        };
        let poke = (u.below(3) == 0).then(|| (address(u) % (MEMORY - 8), u.edge()));
        let arguments = function.params.iter().map(|_| argument(u)).collect();
        Step { poke, function, arguments }
    }
}

fn plain() -> MemArg {
    MemArg { offset: 0, align: 0, target: MemArgTarget::Memory(0), ordering: None }
}

fn encoded(types: &[wasmparser::ValType]) -> Vec<ValType> {
    types.iter().map(|ty| if *ty == wasmparser::ValType::I64 { ValType::I64 } else { ValType::I32 }).collect()
}

fn index_of(name: &str) -> u32 {
    PREVIEW1.iter().position(|signature| signature.name == name).expect("a function of preview1") as u32
}

/// A pointer, a descriptor, a count, a length: nobody knows.
fn argument(u: &mut Unstructured<'_>) -> u64 {
    match u.below(5) {
        0 => u.edge(),
        1 => u.one(&[1024, 1025, 4, 16]),
        2 => u64::from(u.byte() % 4),
        _ => address(u).into(),
    }
}

/// An address that is in memory, or just not.
fn address(u: &mut Unstructured<'_>) -> u32 {
    match u.below(4) {
        0 => u32::from(u.byte()),
        1 => u32::from(u.byte()) * 8,
        2 => MEMORY - 80 + u32::from(u.byte() % 96),
        _ => u.bits() as u32 % MEMORY,
    }
}

/// Buffers and subscriptions, good ones and others, at the beginning of memory.
fn data(u: &mut Unstructured<'_>) -> Vec<u8> {
    let mut data = Vec::new();
    for _ in 0..u.below(24) {
        match u.below(4) {
            0 => {
                let mut subscription = [0; 48];
                subscription[..8].copy_from_slice(&u.bits().to_le_bytes());
                subscription[8] = u.one(&[0, 1, 2, 1, 2, 3]);
                subscription[16] = u.byte() % 5;
                data.extend(subscription);
            }
            1 => data.extend(u.edge().to_le_bytes()),
            _ => {
                data.extend(address(u).to_le_bytes());
                data.extend((argument(u) as u32).to_le_bytes());
            }
        }
    }
    data
}
