//! Words for a place in a module, and for a number that is over its limit.

use wasmparser::{FuncType, ValType};

use crate::instrument::function_names;
use crate::{Limits, Reject, RejectCode, Used};

/// The longest name that is quoted whole, in characters.
const QUOTED: usize = 80;
/// The longest words of the validator that are told whole, in characters.
const TOLD: usize = 400;

/// Notes that a limit is used up to `value`, and refuses the module when that is over the limit.
pub(super) fn require(
    used: &mut Used,
    value: u64,
    code: RejectCode,
    place: impl FnOnce() -> String,
) -> Result<(), Reject> {
    used.used = used.used.max(value);
    if value <= used.limit {
        return Ok(());
    }
    let unit = Limits::ALL.iter().find(|info| info.code == Some(code)).map_or("", |info| info.unit);
    Err(Reject::new(code, format!("{}: {value} {unit}, at most {}", place(), used.limit)))
}

/// A function by its number, its name if it has one, and an offset in the file.
pub(super) fn function(wasm: &[u8], index: u32, offset: u64) -> String {
    match function_names(wasm).into_iter().find(|(named, _)| *named == index) {
        Some((_, name)) => format!("function {index} {} at offset {offset:#x}", quote(name)),
        None => format!("function {index} at offset {offset:#x}"),
    }
}

/// A name from a module, safe to print and not too long.
pub(super) fn quote(name: &str) -> String {
    let shown: String = name.chars().take(QUOTED).collect();
    let rest = if shown.len() < name.len() { ".." } else { "" };
    format!("`{}{rest}`", shown.escape_debug())
}

/// Words that may hold a name from a module, safe to print and not too long.
pub(super) fn harmless(words: &str) -> String {
    let mut shown = String::new();
    for letter in words.chars().take(TOLD) {
        match letter {
            '\'' | '"' | '\\' => shown.push(letter),
            _ => shown.extend(letter.escape_debug()),
        }
    }
    if words.chars().nth(TOLD).is_some() { shown + ".." } else { shown }
}

/// A function type as the text format writes it.
pub(super) fn signature(ty: &FuncType) -> String {
    let list = |types: &[ValType]| types.iter().map(ValType::to_string).collect::<Vec<_>>().join(" ");
    format!("[{}] -> [{}]", list(ty.params()), list(ty.results()))
}
