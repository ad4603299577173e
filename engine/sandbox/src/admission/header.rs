use crate::{Reject, RejectCode};

/// Looks at the first eight bytes: magic, version, and the layer that tells components from modules.
pub(super) fn check_header(wasm: &[u8]) -> Result<(), Reject> {
    const MAGIC: &[u8] = b"\0asm";
    if !wasm.starts_with(&MAGIC[..MAGIC.len().min(wasm.len())]) || wasm.is_empty() {
        let found = wasm[..wasm.len().min(16)].escape_ascii();
        return Err(Reject::new(
            RejectCode::NotWasm,
            format!("it begins with \"{found}\", not with \"\\0asm\""),
        ));
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
