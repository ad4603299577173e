use crate::ending::{Ending, IndexEntry, Trailer};
use crate::header::Opening;
use crate::section::{Emitter, Kind};
use crate::{Reader, ReplayError};

/// Takes the logs out of a replay: the result is, byte for byte, what a writer without logs would have written.
///
/// An unfinished file stays unfinished and keeps its whole blocks. A signature does not survive, since it covered the
/// logs too.
pub fn strip_logs(file: Vec<u8>) -> Result<Vec<u8>, ReplayError> {
    Ok(Stripped::of(&Reader::from_bytes(file)?)?.bytes)
}

/// A replay without logs, and what is needed to write on.
pub(crate) struct Stripped {
    pub(crate) emitter: Emitter,
    pub(crate) index: Vec<IndexEntry>,
    pub(crate) bytes: Vec<u8>,
}

impl Stripped {
    /// Writes a replay again, without its logs.
    pub(crate) fn of(reader: &Reader) -> Result<Stripped, ReplayError> {
        let (mut emitter, preamble) = Emitter::begin(reader.format());
        let mut out = preamble.to_vec();
        let mut index = Vec::new();
        let mut blocks = reader.heads();
        let mut ending_at = 0;
        for section in reader.sections() {
            let section = section?;
            let body = match section.kind {
                Kind::Log => continue,
                Kind::Header => Opening { logs: false, header: reader.header().clone() }.encode(),
                Kind::Block => {
                    let first = blocks.next().map_or(0, |head| head.first);
                    index.push(IndexEntry { first, offset: emitter.length() });
                    section.body.to_vec()
                }
                Kind::Ending => {
                    ending_at = emitter.length();
                    let Some(outcome) = reader.recorded_outcome().cloned() else { break };
                    Ending { outcome, index: std::mem::take(&mut index) }.encode()
                }
                Kind::Trailer => {
                    Trailer { hash: emitter.hash(), signature: None, ending: ending_at }.encode()
                }
            };
            out.extend_from_slice(&emitter.section(section.kind, &body));
        }
        Ok(Stripped { emitter, index, bytes: out })
    }
}
