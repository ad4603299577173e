//! Admission: any bytes, and modules that nearly pass.

use arbitrary::Unstructured;
use sandbox::{Admitted, Limits, Reject, RejectCode, admit};

use crate::bounds::Bounds;
use crate::module::{check_valid, good, smith};
use crate::pick::Pick;

/// For modules of some tens of KiB. Instrumentation writes a few times what it reads.
const BOUNDS: Bounds = Bounds { cpu_ms: 2_000, peak_bytes: 64 << 20 };

/// Checks one module.
pub fn check(data: &[u8]) {
    let Some(wasm) = module(data) else { return };
    let limits = Limits::default();
    let answer = BOUNDS.hold(|| admit(&wasm, &limits));
    match &answer {
        Ok(admitted) => passes(&wasm, admitted),
        Err(reject) => is_told(reject),
    }
    let again = admit(&wasm, &limits);
    match (answer, again) {
        (Ok(one), Ok(two)) => assert_eq!((one.wasm, one.usage), (two.wasm, two.usage)),
        (Err(one), Err(two)) => assert_eq!(one, two),
        _ => panic!("admitted once and refused once"),
    }
}

/// The module that an input stands for.
fn module(data: &[u8]) -> Option<Vec<u8>> {
    let Some((&kind, choices)) = data.split_first() else { return Some(Vec::new()) };
    let mut u = Unstructured::new(choices);
    match kind {
        0 => Some([b"\0asm\x01\0\0\0", choices].concat()),
        1 => smith::wild(&mut u),
        2 | 3 => {
            let mut wasm =
                if kind == 2 { good::modules()[u.below(2)].clone() } else { smith::plain(&mut u)? };
            crate::edit(&mut u, &mut wasm, &good::modules()[0]);
            Some(wasm)
        }
        _ => Some(data.to_vec()),
    }
}

/// What is admitted was valid, stays valid, and keeps every limit.
fn passes(wasm: &[u8], admitted: &Admitted) {
    check_valid(wasm).expect("what is admitted is valid");
    check_valid(&admitted.wasm).expect("instrumentation keeps a module valid");
    for (name, used) in admitted.usage.entries() {
        assert!(used.used <= used.limit, "{name}: {} of {}", used.used, used.limit);
    }
}

/// A reject has a code that documentation can list, and words that do no harm where they are printed.
fn is_told(reject: &Reject) {
    let word = reject.code.word();
    assert!(RejectCode::ALL.contains(&reject.code));
    assert!(
        word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    );
    assert!(!reject.detail.is_empty() && reject.detail.len() < 2_000, "{} bytes", reject.detail.len());
    assert!(!reject.detail.chars().any(char::is_control), "{:?}", reject.detail);
}
