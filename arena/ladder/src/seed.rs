//! Seeds by commit and reveal, so that nobody picks a lucky one: the ladder shows what it has committed itself to before
//! it pairs anybody, and the secret when the round is over, so that everybody can compute each seed again.

use crate::{Error, random};

/// A secret for a round, and what is shown of it at once; both in hexadecimal digits.
///
/// # Errors
/// Where there are no random numbers.
pub(crate) fn commit() -> Result<(String, String), Error> {
    let secret = hex(&random::bytes::<32>()?);
    let commitment = commitment(&secret);
    Ok((secret, commitment))
}

/// What is shown of a secret before the matches: BLAKE3 of its 64 digits.
pub(crate) fn commitment(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// The seed of a match: keyed BLAKE3, in 32 digits, of what decides the match besides. The identities stand in the order of
/// the seats.
pub(crate) fn seed(
    secret: &str,
    game: &str,
    params: &str,
    map: &str,
    identities: &[String],
    repetition: u32,
) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("robodrome ladder seed v1");
    let repetition = repetition.to_string();
    for part in
        [secret, game, params, map, &repetition].into_iter().chain(identities.iter().map(String::as_str))
    {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_follows_from_everything_and_only_from_that() {
        let bots = ["a".to_owned(), "b".to_owned()];
        let one = seed("s", "beacons", "{}", "maze", &bots, 0);
        assert_eq!(one, seed("s", "beacons", "{}", "maze", &bots, 0));
        let turned = ["b".to_owned(), "a".to_owned()];
        for other in [
            seed("t", "beacons", "{}", "maze", &bots, 0),
            seed("s", "rumble", "{}", "maze", &bots, 0),
            seed("s", "beacons", "{1}", "maze", &bots, 0),
            seed("s", "beacons", "{}", "open", &bots, 0),
            seed("s", "beacons", "{}", "maze", &turned, 0),
            seed("s", "beacons", "{}", "maze", &bots, 1),
            seed("s", "beacon", "s{}", "maze", &bots, 0),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn a_commitment_fits_one_secret() {
        let (secret, shown) = commit().expect("random numbers");
        assert_eq!(commitment(&secret), shown);
        assert_ne!(commit().expect("random numbers").0, secret);
    }
}
