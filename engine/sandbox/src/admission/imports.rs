use wasmparser::{FuncType, TypeRef};

use super::outline::Outline;
use super::place::{quote, signature};
use crate::instrument;
use crate::wasi::signatures;
use crate::{Reject, RejectCode};

/// Allows only functions of preview1, each with exactly its type.
pub(super) fn check_imports(outline: &Outline<'_>) -> Result<(), Reject> {
    for import in &outline.imports {
        let name = format!("import {} {}", quote(import.module), quote(import.name));
        let refuse = |code, why: String| Err(Reject::new(code, format!("{name}: {why}")));
        if import.module == instrument::MODULE {
            return refuse(RejectCode::ReservedName, "the module's name is reserved".into());
        }
        let TypeRef::Func(type_index) = import.ty else {
            return refuse(RejectCode::ImportNotFunction, format!("it is a {}", kind(&import.ty)));
        };
        if import.module != signatures::MODULE {
            return refuse(
                RejectCode::UnknownImportModule,
                format!("the module is not {}", signatures::MODULE),
            );
        }
        let Some(known) = signatures::find(import.name) else {
            return refuse(RejectCode::UnknownImport, "there is no such function".into());
        };
        let expected = FuncType::new(known.params.iter().copied(), known.results.iter().copied());
        if outline.type_at(type_index) != Some(&expected) {
            let found = outline.type_at(type_index).map_or_else(|| "no function type".into(), signature);
            return refuse(
                RejectCode::WrongImportType,
                format!("found {found}, expected {}", signature(&expected)),
            );
        }
    }
    Ok(())
}

fn kind(ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Func(_) | TypeRef::FuncExact(_) => "function",
        TypeRef::Table(_) => "table",
        TypeRef::Memory(_) => "memory",
        TypeRef::Global(_) => "global",
        TypeRef::Tag(_) => "tag",
    }
}
