use wasmparser::{ExternalKind, FuncType};

use super::outline::Outline;
use super::place::{quote, signature};
use crate::instrument;
use crate::{Reject, RejectCode};

/// Refuses exports that could be taken for what the instrumentation adds.
pub(super) fn check_names(outline: &Outline<'_>) -> Result<(), Reject> {
    let is_reserved =
        |name: &str| name.strip_prefix(instrument::MODULE).is_some_and(|rest| rest.starts_with(':'));
    match outline.exports.iter().find(|export| is_reserved(export.name)) {
        Some(export) => Err(Reject::new(RejectCode::ReservedName, format!("export {}", quote(export.name)))),
        None => Ok(()),
    }
}

/// Requires the entry point of a command.
pub(super) fn check_start(outline: &Outline<'_>) -> Result<(), Reject> {
    let Some(start) = outline.exports.iter().find(|export| export.name == "_start") else {
        let found: Vec<_> = outline.exports.iter().take(8).map(|export| quote(export.name)).collect();
        let found = if found.is_empty() { "nothing".into() } else { found.join(", ") };
        return Err(Reject::new(RejectCode::NoStart, format!("it exports {found}")));
    };
    if start.kind != ExternalKind::Func {
        return Err(Reject::new(RejectCode::WrongStartType, format!("it is a {:?}", start.kind)));
    }
    match outline.function_type(start.index) {
        Some(ty) if *ty == FuncType::new([], []) => Ok(()),
        Some(ty) => Err(Reject::new(RejectCode::WrongStartType, format!("its type is {}", signature(ty)))),
        None => Err(Reject::new(RejectCode::WrongStartType, "it has no type")),
    }
}

/// Requires an exported memory. That it is the module's only one, and its own, is known from the checks before.
pub(super) fn check_memory(outline: &Outline<'_>) -> Result<(), Reject> {
    match outline.exports.iter().find(|export| export.name == "memory") {
        Some(export) if export.kind == ExternalKind::Memory => Ok(()),
        Some(export) => Err(Reject::new(RejectCode::NoMemory, format!("`memory` is a {:?}", export.kind))),
        None => Err(Reject::new(RejectCode::NoMemory, "nothing is exported as `memory`")),
    }
}
