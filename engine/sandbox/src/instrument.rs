//! The pass that makes a guest meterable, suspendable and deterministic, from WebAssembly to WebAssembly, so that its
//! meaning does not depend on a compiler.
//!
//! What an instrumented module has besides its own:
//! * imports `robodrome.out_of_fuel` and `robodrome.stack_overflow`, both without parameters and results, behind its own;
//! * an exported global [`FUEL_GLOBAL`], an `i64` with what may still be spent. Guest code subtracts from it, and where it
//!   finds it negative calls `out_of_fuel`, which returns only when it no longer is;
//! * an exported global [`DEPTH_GLOBAL`], an `i32` with the stack units in use by the functions that are waiting for a
//!   call to return. The host leaves it alone;
//! * globals in which loops leave their locals while the guest is suspended, see `lockers`;
//! * its start function, if any, as the export [`START_EXPORT`] instead, so that it too runs under fuel.
//!
//! Depth needs no undoing: a function computes how deep it is when it is entered, and says so in the global before each
//! call. So returns, branches and host calls that do not return need no care.

mod body;
mod lockers;
mod meter;
mod names;
mod nan;
mod price;
mod profile;
mod purse;
mod quiet;
mod types;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, Ieee32, Ieee64, ImportSection,
    Instruction as I, MemorySection, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{Parser, Payload};

use crate::Limits;
use crate::admission::Outline;
use body::Context;
use lockers::Lockers;
pub(crate) use names::functions as function_names;
use types::Types;

/// Import module of what the pass adds, and the prefix of its exports.
pub(crate) const MODULE: &str = "robodrome";
/// Import that suspends a guest until it has fuel again.
pub(crate) const OUT_OF_FUEL: &str = "out_of_fuel";
/// Import that ends a guest.
pub(crate) const STACK_OVERFLOW: &str = "stack_overflow";
/// Export of the fuel that is left.
pub(crate) const FUEL_GLOBAL: &str = "robodrome:fuel";
/// Export of the depth reached.
pub(crate) const DEPTH_GLOBAL: &str = "robodrome:depth";
/// Export of the module's start function.
pub(crate) const START_EXPORT: &str = "robodrome:start";

/// Numbers of what the pass adds.
#[derive(Clone, Copy, Debug)]
struct Added {
    out_of_fuel: u32,
    stack_overflow: u32,
    fuel: u32,
    depth: u32,
}

/// The two added imports push every function behind the module's own imports back by two.
#[derive(Clone, Copy, Debug)]
struct Renumber {
    imported: u32,
}

impl Renumber {
    fn function(self, function: u32) -> u32 {
        if function < self.imported { function } else { function + 2 }
    }
}

impl Reencode for Renumber {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.function(function))
    }
}

/// Sections of the rewritten module, in the order in which they are written.
#[derive(Default)]
struct Sections {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    tables: TableSection,
    memories: MemorySection,
    globals: GlobalSection,
    exports: ExportSection,
    elements: ElementSection,
    data_count: Option<DataCountSection>,
    code: CodeSection,
    data: DataSection,
    start: Option<u32>,
}

/// Rewrites a module that passed validation under our own features.
///
/// # Errors
/// When the encoder meets something that those features exclude.
pub(crate) fn instrument(outline: &Outline<'_>, limits: &Limits) -> Result<Vec<u8>, Error> {
    let imported = outline.imported_functions;
    let added = Added {
        out_of_fuel: imported,
        stack_overflow: imported + 1,
        fuel: outline.globals,
        depth: outline.globals + 1,
    };
    let mut sections = copy(outline, limits)?;
    let mut types = Types::new(std::mem::take(&mut sections.types), outline.types.len() as u32);
    add_environment(&mut sections, &mut types);

    let profiles = profile::profiles(outline)?;
    let context = Context {
        outline,
        profiles: &profiles,
        added,
        stack_units: capped(limits.stack_units),
        memory_pages: capped(limits.memory_pages),
        table_entries: capped(limits.table_entries),
    };
    let mut lockers = Lockers::new(added.depth + 1);
    for at in 0..outline.bodies.len() {
        sections.code.function(&body::rewrite(&context, &mut types, &mut lockers, at)?);
    }
    for ty in lockers.types() {
        sections.globals.global(variable(*ty), &zero(*ty));
    }
    add_exports(&mut sections, &mut types, outline, added);
    sections.types = types.into_section();
    let renumber = Renumber { imported };
    let names =
        names::section(outline.wasm, outline.functions.len() as u32, |function| renumber.function(function));
    let mut module = sections.assemble();
    if let Some(names) = names {
        module.section(&names);
    }
    Ok(module.finish())
}

/// A limit as the instructions that enforce it need it.
fn capped(limit: u64) -> u32 {
    u32::try_from(limit).unwrap_or(i32::MAX as u32).min(i32::MAX as u32)
}

/// Copies what stays, with the functions renumbered and the maxima of memory and tables lowered.
fn copy(outline: &Outline<'_>, limits: &Limits) -> Result<Sections, Error> {
    let mut sections = Sections::default();
    let mut renumber = Renumber { imported: outline.imported_functions };
    for payload in Parser::new(0).parse_all(outline.wasm) {
        match payload? {
            Payload::TypeSection(section) => renumber.parse_type_section(&mut sections.types, section)?,
            Payload::ImportSection(section) => {
                renumber.parse_import_section(&mut sections.imports, section)?
            }
            Payload::FunctionSection(section) => {
                renumber.parse_function_section(&mut sections.functions, section)?
            }
            Payload::TableSection(section) => {
                for table in section {
                    let mut ty = renumber.table_type(table?.ty)?;
                    ty.maximum =
                        Some(ty.maximum.unwrap_or(u64::MAX).min(limits.table_entries).max(ty.minimum));
                    sections.tables.table(ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    let mut ty = renumber.memory_type(memory?)?;
                    ty.maximum =
                        Some(ty.maximum.unwrap_or(u64::MAX).min(limits.memory_pages).max(ty.minimum));
                    sections.memories.memory(ty);
                }
            }
            Payload::GlobalSection(section) => {
                renumber.parse_global_section(&mut sections.globals, section)?
            }
            Payload::ExportSection(section) => {
                renumber.parse_export_section(&mut sections.exports, section)?
            }
            Payload::StartSection { func, .. } => sections.start = Some(renumber.function(func)),
            Payload::ElementSection(section) => {
                renumber.parse_element_section(&mut sections.elements, section)?
            }
            Payload::DataCountSection { count, .. } => sections.data_count = Some(DataCountSection { count }),
            Payload::DataSection(section) => renumber.parse_data_section(&mut sections.data, section)?,
            _ => {}
        }
    }
    Ok(sections)
}

fn add_environment(sections: &mut Sections, types: &mut Types) {
    let ty = EntityType::Function(types.producer(&[]));
    sections.imports.import(MODULE, OUT_OF_FUEL, ty);
    sections.imports.import(MODULE, STACK_OVERFLOW, ty);
    for ty in [ValType::I64, ValType::I32] {
        sections.globals.global(variable(ty), &zero(ty));
    }
}

/// The type of a global that can be written to.
fn variable(val_type: ValType) -> GlobalType {
    GlobalType { val_type, mutable: true, shared: false }
}

/// The zero of a type of numbers.
fn zero(ty: ValType) -> ConstExpr {
    match ty {
        ValType::I64 => ConstExpr::i64_const(0),
        ValType::F32 => ConstExpr::f32_const(Ieee32::new(0)),
        ValType::F64 => ConstExpr::f64_const(Ieee64::new(0)),
        _ => ConstExpr::i32_const(0),
    }
}

fn add_exports(sections: &mut Sections, types: &mut Types, outline: &Outline<'_>, added: Added) {
    sections.exports.export(FUEL_GLOBAL, ExportKind::Global, added.fuel);
    sections.exports.export(DEPTH_GLOBAL, ExportKind::Global, added.depth);
    let Some(start) = sections.start else { return };
    // Calls the start function, and leaves the depth as `_start` has to find it.
    sections.functions.function(types.producer(&[]));
    let mut call = Function::new([]);
    for instruction in [I::Call(start), I::I32Const(0), I::GlobalSet(added.depth), I::End] {
        call.instruction(&instruction);
    }
    sections.code.function(&call);
    sections.exports.export(START_EXPORT, ExportKind::Func, outline.functions.len() as u32 + 2);
}

impl Sections {
    fn assemble(self) -> Module {
        let mut module = Module::new();
        module.section(&self.types);
        module.section(&self.imports);
        module.section(&self.functions);
        if !self.tables.is_empty() {
            module.section(&self.tables);
        }
        module.section(&self.memories);
        module.section(&self.globals);
        module.section(&self.exports);
        if !self.elements.is_empty() {
            module.section(&self.elements);
        }
        if let Some(count) = &self.data_count {
            module.section(count);
        }
        module.section(&self.code);
        if !self.data.is_empty() {
            module.section(&self.data);
        }
        module
    }
}
