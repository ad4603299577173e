//! Limits on what a module declares: the numbers and sizes that can be read off its sections before anything is
//! validated, so that no check of validity, some of which are quadratic, meets more than it can bear.

use wasmparser::{CompositeInnerType, ElementItems, Parser, Payload, Result};

use super::features::refuse;
use super::place::{quote, require};
use crate::{Reject, RejectCode, Usage, Used};

/// Refuses modules that declare too much.
pub(super) fn check_counts(wasm: &[u8], usage: &mut Usage) -> Result<(), Reject> {
    for payload in Parser::new(0).parse_all(wasm) {
        check_section(payload.map_err(|error| refuse(&error))?, usage)?;
    }
    Ok(())
}

fn count(used: &mut Used, value: u32, code: RejectCode, section: &str) -> Result<(), Reject> {
    require(used, value.into(), code, || format!("the {section} section"))
}

fn check_section(payload: Payload<'_>, usage: &mut Usage) -> Result<(), Reject> {
    let broken = |error| refuse(&error);
    match payload {
        Payload::TypeSection(section) => {
            count(&mut usage.types, section.count(), RejectCode::TooManyTypes, "type")?;
            for (at, group) in section.into_iter().enumerate() {
                for ty in group.map_err(broken)?.types() {
                    check_type(at, &ty.composite_type.inner, usage)?;
                }
            }
        }
        Payload::ImportSection(section) => {
            count(&mut usage.imports, section.count(), RejectCode::TooManyImports, "import")?;
            for import in section.into_imports() {
                let import = import.map_err(broken)?;
                check_name(import.module, "import", usage)?;
                check_name(import.name, "import", usage)?;
            }
        }
        Payload::FunctionSection(section) => {
            count(&mut usage.functions, section.count(), RejectCode::TooManyFunctions, "function")?;
        }
        Payload::TableSection(section) => {
            count(&mut usage.tables, section.count(), RejectCode::TooManyTables, "table")?;
            for (at, table) in section.into_iter().enumerate() {
                let minimum = table.map_err(broken)?.ty.initial;
                require(&mut usage.table_entries, minimum, RejectCode::TableTooLarge, || {
                    format!("table {at}")
                })?;
                let total = usage.table_entries_total.used + minimum;
                require(&mut usage.table_entries_total, total, RejectCode::TooManyTableEntries, || {
                    "the table section".into()
                })?;
            }
        }
        Payload::MemorySection(section) => {
            for (at, memory) in section.into_iter().enumerate() {
                let minimum = memory.map_err(broken)?.initial;
                require(&mut usage.memory_pages, minimum, RejectCode::MemoryTooLarge, || {
                    format!("memory {at}")
                })?;
            }
        }
        Payload::GlobalSection(section) => {
            count(&mut usage.globals, section.count(), RejectCode::TooManyGlobals, "global")?;
        }
        Payload::ExportSection(section) => {
            count(&mut usage.exports, section.count(), RejectCode::TooManyExports, "export")?;
            for export in section {
                check_name(export.map_err(broken)?.name, "export", usage)?;
            }
        }
        Payload::ElementSection(section) => {
            count(
                &mut usage.element_segments,
                section.count(),
                RejectCode::TooManyElementSegments,
                "element",
            )?;
            for element in section {
                let entries = match element.map_err(broken)?.items {
                    ElementItems::Functions(items) => items.count(),
                    ElementItems::Expressions(_, items) => items.count(),
                };
                let total = usage.elements.used + u64::from(entries);
                require(&mut usage.elements, total, RejectCode::TooManyElements, || {
                    "the element section".into()
                })?;
            }
        }
        Payload::DataSection(section) => {
            count(&mut usage.data_segments, section.count(), RejectCode::TooManyDataSegments, "data")?;
        }
        Payload::CustomSection(section) => {
            check_name(section.name(), "custom section", usage)?;
            let total = usage.custom_bytes.used + section.data().len() as u64;
            let place = || format!("custom section {}", quote(section.name()));
            require(&mut usage.custom_bytes, total, RejectCode::CustomTooLarge, place)?;
        }
        Payload::CodeSectionEntry(body) => {
            let range = body.range();
            let place = || format!("a function at offset {:#x}", range.start);
            require(&mut usage.body_bytes, range.end - range.start, RejectCode::BodyTooLarge, place)?;
        }
        _ => {}
    }
    Ok(())
}

fn check_type(at: usize, ty: &CompositeInnerType, usage: &mut Usage) -> Result<(), Reject> {
    let CompositeInnerType::Func(ty) = ty else { return Ok(()) };
    let (params, results) = (ty.params().len() as u64, ty.results().len() as u64);
    require(&mut usage.params, params, RejectCode::TooManyParams, || format!("type {at}"))?;
    require(&mut usage.results, results, RejectCode::TooManyResults, || format!("type {at}"))
}

fn check_name(name: &str, what: &str, usage: &mut Usage) -> Result<(), Reject> {
    let place = || format!("the {what} {}", quote(name));
    require(&mut usage.name_bytes, name.len() as u64, RejectCode::NameTooLong, place)
}
