//! Who vouches for a file.

use replay::{Reader, ReplayError, SigningKey, sign, verify};

use crate::arena::Recording;
use crate::file::{file, forge, sections};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

#[test]
fn a_signature_is_absent_valid_or_invalid() {
    let plain = Recording::small(20).write();
    let read = |bytes: &[u8]| Reader::from_bytes(bytes.to_vec()).unwrap().signature();
    assert_eq!(read(&plain), None);

    let signed = sign(plain.clone(), &key(1)).unwrap();
    assert_eq!(signed.len(), plain.len() + 96);
    let found = read(&signed).unwrap();
    assert_eq!((found.key, found.valid), (key(1).verifying_key().to_bytes(), true));
    verify(&Reader::from_bytes(signed.clone()).unwrap()).unwrap();

    // Signing again replaces; the result does not depend on what was there.
    assert_eq!(sign(signed.clone(), &key(2)).unwrap(), sign(plain, &key(2)).unwrap());

    for at in [32, 63, 64, 127] {
        let forged = forge(&signed, b'T', |body| body[at] ^= 1);
        assert!(!read(&forged).unwrap().valid, "byte {at} of the trailer");
    }
}

#[test]
fn a_signature_holds_for_one_file_only() {
    let a = sign(Recording::small(20).write(), &key(1)).unwrap();
    let b = Recording::small(21).write();
    let mut parts = sections(&b);
    let trailer = sections(&a).pop().unwrap().1;
    parts.last_mut().unwrap().1.splice(32..32, trailer[32..128].iter().copied());
    let moved = Reader::from_bytes(file(&parts)).unwrap();
    assert!(!moved.signature().unwrap().valid);
}

#[test]
fn an_unfinished_file_cannot_be_signed() {
    let whole = Recording::small(20).write();
    let cut = whole[..whole.len() - 1].to_vec();
    assert!(matches!(sign(cut, &key(1)), Err(ReplayError::Unfinished)));
}
