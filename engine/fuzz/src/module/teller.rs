//! Makes a module tell what it came to: its `_start`, once it has returned, is followed by writing out the whole memory and
//! every global.

use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction as I, MemArg,
    MemArgTarget, Module, RawSection, ValType,
};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// Where the list of buffers is written, in memory, and what `fd_write` says.
const BUFFERS: i32 = 0;
const WRITTEN: i32 = 8;
/// Where globals are put down.
const GLOBALS: i32 = 16;

/// A module as it is read, as far as it has to be known.
#[derive(Default)]
struct Parts {
    /// The type of each function, imported ones first.
    types: Vec<u32>,
    imported: u32,
    globals: Vec<wasmparser::ValType>,
    start: u32,
}

/// A module that calls the old `_start` in a new one. The first import has to be `fd_write`, and the memory to have a page.
pub(crate) fn telling(wasm: &[u8]) -> Vec<u8> {
    let parts = Parts::read(wasm);
    let mut module = Module::new();
    let mut code = CodeSection::new();
    let mut bodies = 0;
    for payload in Parser::new(0).parse_all(wasm).map(Result::unwrap) {
        match &payload {
            Payload::FunctionSection(_) => {
                let mut functions = FunctionSection::new();
                let start = &parts.types[parts.start as usize];
                for ty in parts.types[parts.imported as usize..].iter().chain([start]) {
                    functions.function(*ty);
                }
                module.section(&functions);
            }
            Payload::ExportSection(_) => {
                let mut exports = ExportSection::new();
                exports.export("memory", ExportKind::Memory, 0);
                exports.export("_start", ExportKind::Func, parts.types.len() as u32);
                module.section(&exports);
            }
            Payload::CodeSectionStart { count, .. } => bodies = *count,
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                code.raw(&wasm[range.start as usize..range.end as usize]);
                bodies -= 1;
                if bodies == 0 {
                    code.function(&parts.tell());
                    module.section(&code);
                }
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    let data = &wasm[range.start as usize..range.end as usize];
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    module.finish()
}

impl Parts {
    fn read(wasm: &[u8]) -> Parts {
        let mut parts = Parts::default();
        for payload in Parser::new(0).parse_all(wasm).map(Result::unwrap) {
            match payload {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let TypeRef::Func(ty) = import.unwrap().ty else {
                            unreachable!("only functions are imported")
                        };
                        parts.types.push(ty);
                    }
                    parts.imported = parts.types.len() as u32;
                }
                Payload::FunctionSection(section) => {
                    parts.types.extend(section.into_iter().map(Result::unwrap))
                }
                Payload::GlobalSection(section) => {
                    parts.globals.extend(section.into_iter().map(|global| global.unwrap().ty.content_type));
                }
                Payload::ExportSection(section) => {
                    let start = |export: &wasmparser::Export<'_>| {
                        export.kind == ExternalKind::Func && export.name == "_start"
                    };
                    parts.start = section.into_iter().map(Result::unwrap).find(start).unwrap().index;
                }
                _ => {}
            }
        }
        parts
    }

    /// The new `_start`.
    fn tell(&self) -> Function {
        let mut tell = Function::new([(2, ValType::I64)]);
        let at = |offset| MemArg { offset, align: 0, target: MemArgTarget::Memory(0), ordering: None };
        let mut emit = |instructions: &[I<'_>]| {
            for instruction in instructions {
                tell.instruction(instruction);
            }
        };
        emit(&[I::Call(self.start)]);
        // What stands where the list of buffers will be is told with the globals.
        for (local, from) in [(0, BUFFERS), (1, WRITTEN)] {
            emit(&[I::I32Const(from), I::I64Load(at(0)), I::LocalSet(local)]);
        }
        emit(&[I::I32Const(0), I::I32Const(0), I::I32Store(at(0))]);
        emit(&[I::I32Const(4), I::MemorySize(0), I::I32Const(16), I::I32Shl, I::I32Store(at(0))]);
        let write =
            [I::I32Const(1), I::I32Const(BUFFERS), I::I32Const(1), I::I32Const(WRITTEN), I::Call(0), I::Drop];
        emit(&write);
        let mut end = GLOBALS as u64;
        for local in [0, 1] {
            emit(&[I::I32Const(0), I::LocalGet(local), I::I64Store(at(end))]);
            end += 8;
        }
        for (index, ty) in (0..).zip(&self.globals) {
            let store = match ty {
                wasmparser::ValType::I32 => I::I32Store(at(end)),
                wasmparser::ValType::I64 => I::I64Store(at(end)),
                wasmparser::ValType::F32 => I::F32Store(at(end)),
                wasmparser::ValType::F64 => I::F64Store(at(end)),
                _ => continue,
            };
            emit(&[I::I32Const(0), I::GlobalGet(index), store]);
            end += 8;
        }
        // A line is one when it has ended.
        emit(&[I::I32Const(0), I::I32Const(i32::from(b'\n')), I::I32Store8(at(end))]);
        emit(&[I::I32Const(0), I::I32Const(GLOBALS), I::I32Store(at(0))]);
        emit(&[I::I32Const(4), I::I32Const((end + 1) as i32 - GLOBALS), I::I32Store(at(0))]);
        emit(&write);
        emit(&[I::End]);
        tell
    }
}
