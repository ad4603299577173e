//! A second, small implementation of the frame of a file, made from `replays/README.md` and not from the library: for
//! files that no writer makes, with checksums that are right.

/// A section: kind and body.
pub(crate) type Section = (u8, Vec<u8>);

const PREAMBLE: usize = 12;

/// Takes a file apart. What does not make a whole section at its end is left out.
pub(crate) fn sections(file: &[u8]) -> Vec<Section> {
    let mut found = Vec::new();
    let mut rest = &file[PREAMBLE..];
    while rest.len() > 25 {
        let length = u32::from_le_bytes(rest[1..5].try_into().unwrap()) as usize;
        if rest.len() < length + 25 {
            break;
        }
        found.push((rest[0], rest[9..9 + length].to_vec()));
        rest = &rest[25 + length..];
    }
    found
}

/// Puts a file together, with the right checksums.
pub(crate) fn file(sections: &[Section]) -> Vec<u8> {
    file_of_format(1, sections)
}

pub(crate) fn file_of_format(format: u32, sections: &[Section]) -> Vec<u8> {
    let mut file = b"\x89RDRM\r\n\x1a".to_vec();
    file.extend_from_slice(&format.to_le_bytes());
    let mut sum = blake3::hash(&file).as_bytes()[..16].to_vec();
    for (kind, body) in sections {
        let mut head = vec![*kind];
        head.extend_from_slice(&(body.len() as u32).to_le_bytes());
        let check = blake3::hash(&[&sum[..], &head].concat());
        head.extend_from_slice(&check.as_bytes()[..4]);
        sum = blake3::hash(&[&sum[..], &head, body].concat()).as_bytes()[..16].to_vec();
        file.extend_from_slice(&head);
        file.extend_from_slice(body);
        file.extend_from_slice(&sum);
    }
    file
}

/// Changes one section and makes index, trailer and checksums right again.
pub(crate) fn forge(file_bytes: &[u8], kind: u8, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut parts = sections(file_bytes);
    let body = &mut parts.iter_mut().find(|part| part.0 == kind).expect("the file has such a section").1;
    let before = body.len();
    change(body);
    assert!(kind == b'T' || body.len() == before, "offsets of the index would move");
    if kind != b'T' && parts.last().is_some_and(|part| part.0 == b'T') {
        let (_, mut trailer) = parts.pop().unwrap();
        let hash = blake3::hash(&file(&parts));
        trailer[..32].copy_from_slice(hash.as_bytes());
        parts.push((b'T', trailer));
    }
    file(&parts)
}

/// A number as the format writes it.
pub(crate) fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

#[test]
fn both_implementations_agree_on_the_frame() {
    let written = crate::arena::Recording::small(70).write();
    let parts = sections(&written);
    let kinds: Vec<u8> = parts.iter().map(|part| part.0).collect();
    assert_eq!(kinds, b"HLBLBET");
    assert_eq!(file(&parts), written);
}
