//! Modules to admit.

use sandbox::{Limits, Reject, RejectCode, admit};

/// What every module needs, and something to add.
pub(crate) fn module(fields: &str) -> Vec<u8> {
    text(&format!(r#"(module {fields} (memory (export "memory") 1) (func (export "_start")))"#))
}

pub(crate) fn text(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{}", &text[..text.len().min(400)]))
}

/// Requires a module to be refused with this code, by a detail that holds these words.
pub(crate) fn refused(wasm: &[u8], code: RejectCode, words: &str) {
    refused_under(&Limits::default(), wasm, code, words);
}

pub(crate) fn refused_under(limits: &Limits, wasm: &[u8], code: RejectCode, words: &str) {
    match admit(wasm, limits) {
        Err(Reject { code: found, detail }) => {
            assert_eq!(found, code, "{detail}");
            assert!(detail.contains(words), "{code}: {detail:?} does not hold {words:?}");
        }
        Ok(_) => panic!("admitted, though it should be {code}"),
    }
}

pub(crate) fn passes(wasm: &[u8]) {
    if let Err(reject) = admit(wasm, &Limits::default()) {
        panic!("{reject}");
    }
}
