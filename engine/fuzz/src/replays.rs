//! Replays: any bytes, good files that were damaged, and files that are well made and lie.

mod frame;
mod naive;
mod recording;

use arbitrary::Unstructured;
use protocol::{Seat, Tick};
use replay::{Reader, ReplayError, strip_logs, verify};

use self::frame::Section;
use self::recording::Recording;
use crate::bounds::Bounds;
use crate::pick::Pick;

/// A replay may declare a state and two columns of some MiB each, of which a reader keeps four blocks.
const BOUNDS: Bounds = Bounds { cpu_ms: 10_000, peak_bytes: 320 << 20 };

/// Checks one file.
pub fn check(data: &[u8]) {
    let Some((&kind, choices)) = data.split_first() else { return };
    let mut u = Unstructured::new(choices);
    match kind % 4 {
        0 => drop(touch(choices)),
        1 => damaged(&mut u),
        2 => drop(touch(&forged(&mut u))),
        _ => drop(touch(&made_up(&mut u))),
    }
}

/// A good file with some bytes changed and no checksum made right: what can be read of it is what was recorded.
fn damaged(u: &mut Unstructured<'_>) {
    let recording = Recording::one(u);
    let mut file = recording.file.clone();
    let other = Recording::one(u);
    crate::edit(u, &mut file, &other.file);
    let Some(reader) = touch(&file) else { return };
    assert_eq!(reader.header(), &recording.header);
    for turn in (0..reader.turns()).map(Tick) {
        let truth = &recording.turns[turn.0 as usize];
        assert_eq!(reader.seats(turn).unwrap(), truth.record.seats);
        assert_eq!(naive::state(&*reader.game_at(turn).unwrap()), truth.state, "the state after turn {turn}");
    }
}

/// A good file of which something was changed, with every checksum, offset and hash made right again.
fn forged(u: &mut Unstructured<'_>) -> Vec<u8> {
    let recording = Recording::one(u);
    let mut sections = frame::sections(&recording.file);
    for _ in 0..=u.below(2) {
        let at = u.below(sections.len());
        match u.below(16) {
            0 => drop(sections.remove(at)),
            1 => {
                let twice = sections[at].clone();
                sections.insert(u.below(sections.len() + 1), twice);
            }
            2 => {
                let other = u.below(sections.len());
                sections.swap(at, other);
            }
            _ => frame::edit_body(u, &mut sections[at]),
        }
        if sections.is_empty() {
            break;
        }
    }
    if u.rarely(4) { frame::file(&sections) } else { frame::repaired(sections) }
}

/// Sections that hold any bytes, behind right checksums.
fn made_up(u: &mut Unstructured<'_>) -> Vec<u8> {
    let mut sections: Vec<Section> = Vec::new();
    if u.below(2) == 0 {
        sections.push(frame::sections(&Recording::one(u).file).remove(0));
    }
    while !u.is_empty() && sections.len() < 12 {
        let kind = u.one(b"BLBLHETX");
        let length = u.below(u.len() + 1);
        sections.push((kind, u.bytes(length).unwrap_or(&[]).to_vec()));
    }
    frame::file(&sections)
}

/// Reads everything that there is in a file, and requires that it fits together. `None` where the file is refused.
fn touch(file: &[u8]) -> Option<Reader> {
    BOUNDS.hold(|| match Reader::from_bytes(file.to_vec()) {
        Ok(reader) => {
            grows(file, &reader);
            each_turn(file, &reader);
            strips(file, &reader);
            naive::verdict(&reader, told(verify(&reader)));
            Some(reader)
        }
        Err(error) => {
            told::<()>(Err(error));
            None
        }
    })
}

/// The file in two pieces is the same file.
fn grows(file: &[u8], whole: &Reader) {
    let Ok(mut reader) = Reader::from_bytes(file[..file.len() / 2].to_vec()) else { return };
    assert!(reader.turns() <= whole.turns());
    reader.append(&file[file.len() / 2..]).expect("a file that can be read can grow to what it is");
    assert_eq!(reader.turns(), whole.turns());
    assert_eq!(reader.is_complete(), whole.is_complete());
    assert_eq!(reader.torn_bytes(), whole.torn_bytes());
}

/// What can be asked of a turn fits together, and with what the file says.
fn each_turn(file: &[u8], reader: &Reader) {
    let states = naive::recorded_states(file, reader);
    let (turns, last) = (reader.turns(), reader.last_tick());
    for turn in (0..turns).filter(|turn| turn % 9 < 2 || turn + 2 >= turns).map(Tick) {
        let seats = told(reader.seats(turn));
        told(reader.logs(turn));
        told(reader.report(turn));
        told(reader.notes_before(turn));
        told(reader.line(turn, Seat(0)));
        let shown = told(reader.game_at(turn)).map(|game| naive::state(&*game));
        if let Some(shown) = shown.as_ref().filter(|_| turn <= last) {
            assert_eq!(Some(shown), states.get(&turn), "the state after turn {turn}");
        }
        if let Some(record) = told(reader.turn(turn)) {
            assert!(shown.is_some(), "a turn with a digest has a state");
            assert_eq!(Some(record.seats), seats);
        }
    }
}

/// Without its logs it is the same match.
fn strips(file: &[u8], reader: &Reader) {
    let Some(bare) = told(strip_logs(file.to_vec())) else { return };
    let bare = Reader::from_bytes(bare).expect("a file without its logs is one");
    assert!(!bare.has_logs());
    assert_eq!(bare.turns(), reader.turns());
    assert_eq!(bare.is_complete(), reader.is_complete());
    assert_eq!(bare.digest(), reader.digest());
}

/// An error says something.
fn told<T>(result: Result<T, ReplayError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() > 10 && text.len() < 4_000, "{text}");
            None
        }
    }
}
