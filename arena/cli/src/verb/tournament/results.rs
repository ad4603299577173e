use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rules::EndReason;
use serde::{Deserialize, Serialize};

use super::create_folder;
use super::pool::Verdict;
use crate::exit::Failure;

/// The results of a tournament on disk: a line of JSON for each match, added when the match is over.
///
/// A line is written with one call, so a process that is killed leaves at most one torn line, the last. It is cut off
/// when the file is opened again, and its match is played again.
pub(super) struct Results {
    /// The file.
    pub(super) path: PathBuf,
    /// Lines that hold no result.
    pub(super) damaged: u64,
    file: File,
    finished: HashMap<String, Played>,
}

/// A match that was played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Played {
    /// BLAKE3 of everything that decides the match.
    pub(super) id: String,
    /// The map, as asked for.
    pub(super) map: String,
    /// The seed.
    pub(super) seed: String,
    /// The bots by seat.
    pub(super) bots: Vec<String>,
    /// The seat that won; `None` is a draw.
    pub(super) winner: Option<u8>,
    /// Why it ended.
    pub(super) reason: EndReason,
    /// Ticks played.
    pub(super) ticks: u32,
    /// Points by seat.
    pub(super) scores: Vec<u32>,
    /// Place by seat, 1 is best.
    pub(super) places: Vec<u8>,
    /// Fuel spent by seat.
    pub(super) fuel: Vec<u64>,
    /// Ticks by seat that ended before the answer was complete.
    pub(super) late: Vec<u32>,
    /// By seat: the turn in which the bot faulted or ended its process, if it did so before the match was over.
    pub(super) stopped: Vec<Option<u32>>,
    /// Digest of the last state.
    pub(super) digest: String,
    /// The replay, seen from the tournament's folder.
    pub(super) replay: Option<String>,
}

/// A match that the host failed, twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Failed {
    /// BLAKE3 of everything that decides the match.
    pub(super) id: String,
    /// The map, as asked for.
    pub(super) map: String,
    /// The seed.
    pub(super) seed: String,
    /// The bots by seat.
    pub(super) bots: Vec<String>,
    /// What the host failed at.
    pub(super) error: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Played(Played),
    #[allow(dead_code, reason = "read to tell it from a damaged line; the match is played again")]
    Failed(Failed),
}

impl Results {
    /// Opens the results of a folder, which is made where it is missing. Only one process may have them open.
    pub(super) fn open(folder: &Path) -> Result<Results, Failure> {
        create_folder(folder)?;
        let path = folder.join("results.jsonl");
        let wrong = |error: std::io::Error| Failure::writing("results", &path, &error);
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::usage(format!(
                    "another tournament is being played in {}",
                    folder.display()
                ))
                .help("wait for its end, or choose another folder with --out"));
            }
            // Some network file systems know no locks; then nothing keeps two processes apart.
            Err(TryLockError::Error(_)) => {}
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(wrong)?;
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
        file.set_len(whole as u64).and_then(|()| file.seek(SeekFrom::End(0))).map_err(wrong)?;
        let mut results = Results { path: path.clone(), damaged: 0, file, finished: HashMap::new() };
        results.read_lines(&bytes[..whole])?;
        Ok(results)
    }

    /// The result of a match, if it is finished: where replays are wanted, its replay has to be there too.
    pub(super) fn finished(&self, id: &str, replays: Option<&Path>) -> Option<Played> {
        let there = |played: &Played| match (replays, &played.replay) {
            (None, _) => true,
            (Some(folder), Some(replay)) => folder.with_file_name(replay).is_file(),
            (Some(_), None) => false,
        };
        self.finished.get(id).filter(|played| there(played)).cloned()
    }

    /// Adds a verdict.
    pub(super) fn append(&mut self, verdict: &Verdict) -> Result<(), Failure> {
        let line = match verdict {
            Verdict::Resumed(played) | Verdict::Played(played) => serde_json::to_string(played),
            Verdict::Failed(failed) => serde_json::to_string(failed),
        };
        let mut line = line.map_err(|error| Failure::host(format!("cannot write a result: {error}")))?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).map_err(|error| Failure::writing("results", &self.path, &error))
    }

    fn read_lines(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(Line::Played(played)) => self.keep(played)?,
                Ok(Line::Failed(_)) => {}
                Err(_) => self.damaged += 1,
            }
        }
        Ok(())
    }

    /// Keeps a result. A match that came out in two ways means that something decides matches that must not.
    fn keep(&mut self, played: Played) -> Result<(), Failure> {
        if let Some(other) = self.finished.get(&played.id).filter(|other| !other.agrees(&played)) {
            return Err(Failure::host(format!(
                "{} holds two different results of match {} ({} on {}, seed {}): digests {} and {}",
                self.path.display(),
                played.id,
                played.bots.join(" against "),
                played.map,
                played.seed,
                other.digest,
                played.digest
            ))
            .code("nondeterministic")
            .help("matches must not depend on the machine: please report this with both lines"));
        }
        self.finished.insert(played.id.clone(), played);
        Ok(())
    }
}

impl Played {
    /// Whether two results of one match are the same in everything that the match decides.
    fn agrees(&self, other: &Played) -> bool {
        let of = |played: &Played| {
            (played.digest.clone(), played.scores.clone(), played.fuel.clone(), played.ticks)
        };
        of(self) == of(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(id: &str, digest: &str) -> Played {
        Played {
            id: id.to_owned(),
            map: "open".to_owned(),
            seed: "1".to_owned(),
            bots: vec!["a".to_owned(), "b".to_owned()],
            winner: Some(0),
            reason: EndReason::LastTick,
            ticks: 450,
            scores: vec![3, 2],
            places: vec![1, 2],
            fuel: vec![10, 20],
            late: vec![0, 0],
            stopped: vec![None, Some(7)],
            digest: digest.to_owned(),
            replay: None,
        }
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut results = Results::open(folder.path()).unwrap();
        for id in ["one", "two"] {
            results.append(&Verdict::Played(played(id, "00"))).unwrap();
        }
        let path = results.path.clone();
        drop(results);
        let bytes = std::fs::read(&path).unwrap();
        for cut in bytes.len() / 2 + 1..bytes.len() {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let mut results = Results::open(folder.path()).unwrap();
            assert_eq!(
                (results.finished("one", None), results.finished("two", None)),
                (Some(played("one", "00")), None)
            );
            results.append(&Verdict::Played(played("two", "00"))).unwrap();
            drop(results);
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn lines_of_others_are_counted_and_skipped() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("results.jsonl"), "{}\nnonsense\n\n").unwrap();
        assert_eq!(Results::open(folder.path()).unwrap().damaged, 2);
    }

    #[test]
    fn a_replay_that_is_wanted_and_missing_makes_a_match_unfinished() {
        let folder = tempfile::tempdir().unwrap();
        let replays = folder.path().join("replays");
        std::fs::create_dir(&replays).unwrap();
        let mut one = played("one", "00");
        one.replay = Some("replays/one.replay".to_owned());
        let finished = |replays: Option<&Path>| {
            let mut results = Results::open(folder.path()).unwrap();
            results.keep(one.clone()).unwrap();
            results.finished("one", replays).is_some()
        };
        assert!(finished(None));
        assert!(!finished(Some(&replays)));
        std::fs::write(replays.join("one.replay"), "").unwrap();
        assert!(finished(Some(&replays)));
    }

    #[test]
    fn two_results_of_one_match_raise_an_alarm() {
        let folder = tempfile::tempdir().unwrap();
        let mut results = Results::open(folder.path()).unwrap();
        results.keep(played("one", "00")).unwrap();
        results.keep(played("one", "00")).unwrap();
        assert!(
            matches!(results.keep(played("one", "01")), Err(Failure::Untold(trouble)) if trouble.code == "nondeterministic")
        );
    }

    #[test]
    fn a_folder_is_played_in_by_one_process() {
        let folder = tempfile::tempdir().unwrap();
        let first = Results::open(folder.path()).unwrap();
        assert!(Results::open(folder.path()).is_err());
        drop(first);
        assert!(Results::open(folder.path()).is_ok());
    }
}
