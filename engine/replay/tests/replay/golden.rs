//! Files of every format that was ever written still open, and the documentation describes them byte for byte.

use std::path::{Path, PathBuf};

use protocol::{Fuel, ScriptHash, Status, Tick};
use replay::{Reader, SigningKey, sign};

use crate::arena::{Recording, header, short};

fn replays() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../replays")
}

/// The file as `hexdump -C` shows it, without its last line.
fn dump(bytes: &[u8]) -> String {
    let line = |(i, row): (usize, &[u8])| {
        let hex: Vec<String> = row.iter().map(|byte| format!("{byte:02x}")).collect();
        let text: String =
            row.iter().map(|&byte| if (32..127).contains(&byte) { byte as char } else { '.' }).collect();
        format!("{:08x}  {:<47}  |{text}|\n", i * 16, hex.join(" "))
    };
    bytes.chunks(16).enumerate().map(line).collect()
}

/// The content of the smallest file, whatever the rules of today are.
#[test]
fn the_file_of_format_1_opens() {
    let reader = Reader::open(replays().join("golden/format-1.replay")).unwrap();
    assert!(reader.is_complete() && reader.has_logs());
    assert_eq!(reader.header().epoch, 1);
    assert_eq!(reader.header().game, "beacons");
    assert_eq!(reader.header().seats[1].to_string(), "bot-1 by somebody (rust)");
    assert_eq!((reader.turns(), reader.last_tick()), (4, Tick(2)));
    assert_eq!(reader.outcome().unwrap().places, [1, 1]);
    assert!(reader.signature().unwrap().valid);
    let seats = reader.seats(Tick(1)).unwrap();
    assert_eq!(seats[0].orders.len(), 5);
    assert_eq!((seats[0].status, seats[0].fuel > Fuel(150_000)), (Status::Waiting, true));
    assert_eq!(reader.logs(Tick(2)).unwrap()[1].stderr, b"tick 2: 4 units, 5 orders\n");
}

#[test]
fn the_file_of_format_2_opens() {
    let reader = Reader::open(replays().join("golden/format-2.replay")).unwrap();
    assert!(reader.is_complete() && reader.has_logs());
    assert_eq!(reader.header().epoch, 1);
    assert_eq!(reader.header().scripts(), [None, Some(ScriptHash([0x5c; 32]))]);
    assert_eq!((reader.turns(), reader.last_tick()), (4, Tick(2)));
    assert!(reader.signature().unwrap().valid);
    assert_eq!(reader.logs(Tick(2)).unwrap()[1].stderr, b"tick 2: 4 units, 5 orders\n");
}

#[test]
fn the_documentation_shows_the_file_of_format_1() {
    let text = std::fs::read_to_string(replays().join("README.md")).unwrap();
    let file = std::fs::read(replays().join("golden/format-1.replay")).unwrap();
    let dump = dump(&file);
    let rows = |text: &str| {
        text.lines().filter(|line| line.starts_with("0000")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rows(&text), rows(&dump), "replays/README.md does not show replays/golden/format-1.replay");
}

/// Each row of the table names an offset and the bytes that stand there, one after the other; `..` leaves out the rest.
#[test]
fn the_documentation_takes_the_file_of_format_1_apart() {
    let text = std::fs::read_to_string(replays().join("README.md")).unwrap();
    let file = std::fs::read(replays().join("golden/format-1.replay")).unwrap();
    let (_, table) = text.split_once("| offset | bytes | meaning |").unwrap();
    let mut rows = 0;
    for row in table.lines().filter(|row| row.contains('`')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let mut at = usize::from_str_radix(cells[1], 16).unwrap();
        for part in cells[2].split('`').skip(1).step_by(2) {
            for byte in part.split(' ') {
                let Ok(byte) = u8::from_str_radix(byte, 16) else { break };
                assert_eq!(file[at], byte, "at {at:x} of {row}");
                at += 1;
            }
            if part.contains("..") {
                break;
            }
        }
        rows += 1;
    }
    assert!(rows > 20, "{rows} rows");
}

/// Makes the file. It is made once for a format: a newer writer must leave it alone.
#[test]
#[ignore = "writes into the source tree; run it by name when a new format begins"]
fn make_the_file_of_this_format() {
    let mut header = header(17, 2, short(2));
    header.map = [
        ".........",
        ".o.....o.",
        "..0......",
        ".........",
        "....b....",
        ".........",
        "......1..",
        ".o.....o.",
        ".........",
    ]
    .map(|row| format!("{row}\n"))
    .concat();
    header.seed = "tiny".to_owned();
    header.seats[1].script = Some(ScriptHash([0x5c; 32])); // what format 2 is for
    let file = Recording::plausible(header).write();
    let signed = sign(file, &SigningKey::from_bytes(&[7; 32])).unwrap();
    let path = replays().join(format!("golden/format-{}.replay", replay::FORMAT));
    std::fs::create_dir_all(replays().join("golden")).unwrap();
    std::fs::write(&path, &signed).unwrap();
    print!("{}", dump(&signed));
}
