use crate::{Reject, RejectCode};

/// Looks at the first eight bytes: magic, version, and the layer that tells components from modules.
pub(super) fn check_header(wasm: &[u8]) -> Result<(), Reject> {
    const MAGIC: &[u8] = b"\0asm";
    if !wasm.starts_with(&MAGIC[..MAGIC.len().min(wasm.len())]) || wasm.is_empty() {
        return Err(Reject::new(RejectCode::NotWasm, describe(wasm)));
    }
    let Some(header) = wasm.get(..8) else {
        return Err(Reject::new(
            RejectCode::Truncated,
            format!("{} bytes are less than a header", wasm.len()),
        ));
    };
    match (u16::from_le_bytes([header[4], header[5]]), u16::from_le_bytes([header[6], header[7]])) {
        (1, 0) => Ok(()),
        (version, 1) => Err(Reject::new(RejectCode::IsComponent, format!("layer 1, version {version}"))),
        (version, layer) => Err(Reject::new(
            RejectCode::WrongVersion,
            format!("version {version}, layer {layer}; 1 and 0 are read"),
        )),
    }
}

/// What a file is that is no module, by how it begins.
fn describe(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "it is empty".to_owned();
    }
    let start = &bytes[..bytes.len().min(16)];
    let found = match std::str::from_utf8(start) {
        // Its first line only: an escape would be escaped once more wherever this is shown.
        Ok(text) if is_text(start) && !text.trim().is_empty() => {
            format!("{:?}", text.trim().lines().next().unwrap_or_default())
        }
        _ => format!(
            "the bytes {}",
            start.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
        ),
    };
    let begins = format!("it begins with {found}, not with the bytes 00 61 73 6d");
    match kind(bytes) {
        Some(kind) => format!("{begins}: it seems to be {kind}"),
        None => begins,
    }
}

/// What people hand in by mistake.
const KINDS: &[(&[u8], &str)] = &[
    (b"\x7fELF", "a program for Linux"),
    (b"MZ", "a program for Windows"),
    (b"\xcf\xfa\xed\xfe", "a program for macOS"),
    (b"!<arch>", "a library of object files"),
    (b"BC\xc0\xde", "LLVM bitcode"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "packed by gzip"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd"),
    (b"\x89RDRM", "a replay"),
    (b"(module", "WebAssembly's text form"),
    (b";;", "WebAssembly's text form"),
    (b"<", "a web page"),
    (b"#!", "a script"),
];

fn kind(bytes: &[u8]) -> Option<&'static str> {
    let known = KINDS.iter().find(|(start, _)| bytes.trim_ascii_start().starts_with(start));
    known.map(|(_, kind)| *kind).or_else(|| is_text(&bytes[..bytes.len().min(64)]).then_some("text"))
}

fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_in_by_mistake_is_recognised() {
        for (bytes, kind) in [
            (&b"\x7fELF\x02\x01"[..], "a program for Linux"),
            (b"PK\x03\x04\x14", "a zip archive"),
            (b"\n (module (func))", "WebAssembly's text form"),
            (b"<!DOCTYPE html>", "a web page"),
            (b"fn main() {}", "text"),
        ] {
            let reject = check_header(bytes).unwrap_err();
            assert_eq!(reject.code, RejectCode::NotWasm);
            assert!(reject.detail.ends_with(&format!("it seems to be {kind}")), "{}", reject.detail);
        }
        let detail = |bytes| check_header(bytes).unwrap_err().detail;
        assert_eq!(detail(b""), "it is empty");
        assert!(detail(b"\x7fELF").starts_with("it begins with the bytes 7f 45 4c 46, not with"));
        assert!(detail(b"fn main() {}").starts_with("it begins with \"fn main() {}\", not with"));
        assert_eq!(kind(b"\xff\xfe\x00"), None, "nobody guesses");
    }
}
