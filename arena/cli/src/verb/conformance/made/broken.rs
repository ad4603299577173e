//! Files that are no modules, or were modules before something happened to them.

use super::{custom_section, number, player};

type Family = wat::Result<Vec<Vec<u8>>>;

/// Magic and version.
const HEADER: usize = 8;

pub(super) fn empty_file() -> Family {
    Ok(vec![Vec::new()])
}

pub(super) fn text_file() -> Family {
    Ok(vec![b"fn main() { println!(\"{}\", 6 * 7); }\n".to_vec(), b"(module)".to_vec(), b"\n".to_vec()])
}

pub(super) fn elf_binary() -> Family {
    Ok(vec![b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0".to_vec()])
}

pub(super) fn wrong_magic() -> Family {
    let good = good()?;
    Ok((0..4).map(|at| changed(&good, at, |byte| byte ^ 0x20)).collect())
}

pub(super) fn wrong_version() -> Family {
    let good = good()?;
    Ok([0, 2, 0xd, 0xff].map(|version| changed(&good, 4, |_| version)).to_vec())
}

pub(super) fn component() -> Family {
    Ok(vec![wat::parse_str("(component (core module))")?, b"\0asm\x0d\0\x01\0".to_vec()])
}

pub(super) fn cut_at_every_byte() -> Family {
    let good = good()?;
    Ok((0..good.len()).map(|end| good[..end].to_vec()).collect())
}

/// One bit in each byte, not always the same one.
pub(super) fn bit_wrong_in_every_byte() -> Family {
    let good = player("", "")?;
    Ok((0..good.len()).map(|at| changed(&good, at, |byte| byte ^ (1 << (at % 8)))).collect())
}

pub(super) fn junk_after_the_end() -> Family {
    let good = good()?;
    let junk: [&[u8]; 3] = [b"\0", b"PK\x03\x04", b"\0asm\x01\0\0\0"];
    Ok(junk.map(|junk| [&good[..], junk].concat()).to_vec())
}

/// A section of each kind whose length says a gigabyte.
pub(super) fn section_of_a_gigabyte() -> Family {
    let claim = number(1 << 30);
    Ok((0..=12).map(|kind| [&good_header()[..], &[kind], &claim, &[0; 16]].concat()).collect())
}

/// Each section one byte shorter than what is in it, the length and the bytes agreeing.
pub(super) fn section_that_ends_early() -> Family {
    each_section(|sections, at| {
        sections[at].1.pop();
    })
}

pub(super) fn section_twice() -> Family {
    each_section(|sections, at| sections.insert(at, sections[at].clone()))
}

pub(super) fn sections_out_of_order() -> Family {
    let mut sections = sections(&good()?);
    sections.reverse();
    Ok(vec![join(&sections)])
}

pub(super) fn unknown_section() -> Family {
    each_section(|sections, at| sections.insert(at, (14 + 16 * at as u8, b"\x01\x02\x03".to_vec())))
}

pub(super) fn count_of_four_billion() -> Family {
    each_section(|sections, at| sections[at].1 = number(u32::MAX.into()))
}

pub(super) fn data_count_that_lies() -> Family {
    let sections = sections(&good()?);
    let lie = |count: u8| {
        let mut sections = sections.clone();
        let code = sections.iter().position(|section| section.0 == 10).unwrap_or_default();
        sections.insert(code, (12, vec![count]));
        join(&sections)
    };
    Ok(vec![lie(0), lie(2), lie(0x7f)])
}

/// Every length of a section in five bytes, which says the same.
pub(super) fn overlong_numbers() -> Family {
    let mut module = good_header().to_vec();
    for (kind, body) in sections(&player("", "")?) {
        module.push(kind);
        let length = number(body.len() as u64);
        let (last, first) = length.split_last().unwrap_or((&0, &[]));
        module.extend_from_slice(first);
        module.push(last | 0x80);
        module.extend(std::iter::repeat_n(0x80, 3 - first.len()));
        module.push(0);
        module.extend_from_slice(&body);
    }
    Ok(vec![module])
}

/// Lengths that have more bytes than a number of 32 bits may, or bits beyond the last.
pub(super) fn number_without_an_end() -> Family {
    let numbers: [&[u8]; 3] =
        [&[0x80; 64], &[0xff, 0xff, 0xff, 0xff, 0x7f], &[0x81, 0x80, 0x80, 0x80, 0x80, 0]];
    Ok(numbers.map(|number| [&good_header()[..], &[1], number, &[0; 16]].concat()).to_vec())
}

pub(super) fn invalid_utf_8_names() -> Family {
    let good = player("", "")?;
    let spoiled = |name: &[u8]| {
        let at = good.windows(name.len()).position(|window| window == name).unwrap_or_default();
        changed(&good, at + 1, |_| 0xff)
    };
    let mut custom = good.clone();
    custom.extend(custom_section("x", b""));
    let name = custom.len() - 1;
    Ok(vec![spoiled(b"memory"), spoiled(b"_start"), spoiled(b"fd_read"), changed(&custom, name, |_| 0xff)])
}

/// One function that says it has 2^32 - 1 locals, and one whose two groups of locals overflow together.
pub(super) fn locals_of_four_billion() -> Family {
    let groups: [&[u8]; 2] = [
        &[1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7e],
        &[2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7e, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7e],
    ];
    let good = sections(&super::module("")?);
    let with = |groups: &[u8]| {
        let mut sections = good.clone();
        let body = [groups, &[0x0b]].concat();
        let code = [&[1], &number(body.len() as u64)[..], &body].concat();
        sections.iter_mut().filter(|section| section.0 == 10).for_each(|section| section.1 = code.clone());
        join(&sections)
    };
    Ok(groups.map(with).to_vec())
}

/// Names that break off, and a claim of four billion of them.
pub(super) fn name_section_of_junk() -> Family {
    let good = player("", "")?;
    let junk: [&[u8]; 4] =
        [&[], &[1], &[1, 0x10, 0xff, 0xff, 0xff, 0xff, 0x0f], &[1, 6, 1, 0, 3, 0xff, 0xfe, 0xfd]];
    Ok(junk.map(|junk| [&good[..], &custom_section("name", junk)].concat()).to_vec())
}

/// A module with a section of almost every kind, and without those that may be missing at its end.
fn good() -> wat::Result<Vec<u8>> {
    let named = player(
        r#"(table 1 funcref) (global (mut i32) (i32.const 1)) (elem (i32.const 0) $f) (func $f) (data (i32.const 99) "x")"#,
        "",
    )?;
    Ok(join(&sections(&named)))
}

fn good_header() -> &'static [u8; HEADER] {
    b"\0asm\x01\0\0\0"
}

/// The good module, changed at each of its sections in turn.
fn each_section(change: impl Fn(&mut Vec<(u8, Vec<u8>)>, usize)) -> Family {
    let good = sections(&good()?);
    let with = |at| {
        let mut sections = good.clone();
        change(&mut sections, at);
        join(&sections)
    };
    Ok((0..good.len()).map(with).collect())
}

/// Kinds and contents of a good module's sections, without those that hold names.
fn sections(module: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let (mut sections, mut rest) = (Vec::new(), &module[HEADER..]);
    while let Some((&kind, after)) = rest.split_first() {
        let (mut length, mut digits) = (0, 0);
        for byte in after {
            length |= usize::from(byte & 0x7f) << (7 * digits);
            digits += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (body, later) = after[digits..].split_at(length);
        if kind != 0 {
            sections.push((kind, body.to_vec()));
        }
        rest = later;
    }
    sections
}

fn join(sections: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut module = good_header().to_vec();
    for (kind, body) in sections {
        module.push(*kind);
        module.extend(number(body.len() as u64));
        module.extend_from_slice(body);
    }
    module
}

fn changed(module: &[u8], at: usize, change: impl FnOnce(u8) -> u8) -> Vec<u8> {
    let mut module = module.to_vec();
    module[at] = change(module[at]);
    module
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_taken_apart_and_joined_is_the_same() {
        let good = good().unwrap();
        let parts = sections(&good);
        let kinds: Vec<u8> = parts.iter().map(|section| section.0).collect();
        assert_eq!(kinds, [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]);
        assert_eq!(join(&parts), good);
        let named = player("", "").unwrap();
        assert!(named.starts_with(&join(&sections(&named))), "only names are left out");
    }
}
