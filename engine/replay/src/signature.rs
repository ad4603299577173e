use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::ending::Trailer;
use crate::section::{Emitter, Kind};
use crate::{Reader, ReplayError};

/// What is signed begins with this, so that a signature for something else can never pass for one of a replay.
const DOMAIN: &[u8] = b"robodrome replay signature v1\0";

/// Who vouches for a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The ed25519 public key. Whose it is, and whether they can be trusted, is for the caller to know.
    pub key: [u8; 32],
    /// Whether the signature is that key's, over this very file.
    pub valid: bool,
}

fn message(hash: &[u8; 32]) -> Vec<u8> {
    [DOMAIN, hash].concat()
}

/// Checks a trailer's signature.
pub(crate) fn check(trailer: &Trailer) -> Option<Signed> {
    let (key, signature) = trailer.signature?;
    let valid = VerifyingKey::from_bytes(&key)
        .and_then(|key| key.verify_strict(&message(&trailer.hash), &Signature::from_bytes(&signature)))
        .is_ok();
    Some(Signed { key, valid })
}

/// Signs a complete replay, in place of any signature that it had. Gives the bytes of the signed file.
///
/// The signature covers everything before the trailer: header, every turn, logs and outcome. Taking out the logs
/// therefore takes the signature with them.
pub fn sign(file: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, ReplayError> {
    let reader = Reader::from_bytes(file)?;
    let (trailer, _) = reader.trailer().ok_or(ReplayError::Unfinished)?;
    let signature = key.sign(&message(&trailer.hash)).to_bytes();
    let signed = Trailer { signature: Some((key.verifying_key().to_bytes(), signature)), ..trailer.clone() };
    let (mut emitter, preamble) = Emitter::begin(reader.format());
    let mut out = preamble.to_vec();
    for section in reader.sections() {
        let section = section?;
        if section.kind != Kind::Trailer {
            out.extend_from_slice(&emitter.section(section.kind, section.body));
        }
    }
    out.extend_from_slice(&emitter.section(Kind::Trailer, &signed.encode()));
    Ok(out)
}
