//! The golden matches, built into the program so that it can be checked anywhere.

use replay::Reader;

use crate::exit::Failure;

/// A match with every byte of its replay.
pub(super) struct Golden {
    /// Its name.
    pub(super) name: &'static str,
    /// Its replay.
    pub(super) bytes: &'static [u8],
}

macro_rules! replays {
    ($($name:literal)+) => {
        &[$( ($name, include_bytes!(concat!("../../../../../replays/golden/", $name, ".replay"))), )+]
    };
}

/// Names and replays. A test compares them with `replays/golden/digests.txt`.
const REPLAYS: &[(&str, &[u8])] = replays! {
    "duel-on-the-plain"
    "duel-in-the-maze"
    "four-on-the-islands"
    "eight-around-the-centre"
    "mirror"
};

impl Golden {
    /// The replay, to be read.
    pub(super) fn reader(&self) -> Result<Reader, Failure> {
        Ok(Reader::from_bytes(self.bytes.to_vec())?)
    }
}

/// Every golden match.
pub(super) fn all() -> Vec<Golden> {
    REPLAYS.iter().map(|&(name, bytes)| Golden { name, bytes }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_golden_replay_is_built_in() {
        let table = include_str!("../../../../../replays/golden/digests.txt");
        let built_in = all().into_iter().map(|golden| {
            let digest = golden.reader().unwrap().digest().unwrap();
            [golden.name.to_owned(), golden.bytes.len().to_string(), digest.to_string()]
        });
        let committed = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
            let [name, length, _, digest] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            [name, length, digest].map(str::to_owned)
        });
        assert_eq!(committed.collect::<Vec<_>>(), built_in.collect::<Vec<_>>());
    }
}
