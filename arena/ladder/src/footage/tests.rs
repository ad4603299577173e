use std::path::Path;

use replay::Reader;

use super::*;

fn golden(name: &str) -> Reader {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../replays/golden/{name}.replay"));
    Reader::open(path).expect("a golden replay can be read")
}

/// What the script keeps of the cells.
fn cells(footages: &[Footage]) -> Vec<(i64, i64, i64)> {
    let mut cells = vec![(-1, 0, 0); footages[0].ground.len()];
    for beat in footages.iter().flat_map(|footage| &footage.ticks) {
        for change in beat.cells.chunks_exact(4) {
            cells[usize::try_from(change[0]).unwrap()] = (change[1], change[2], change[3]);
        }
    }
    cells
}

fn cells_of(frame: &Frame) -> Vec<(i64, i64, i64)> {
    let numbers = |tile: &Tile| {
        (tile.owner.map_or(-1, |seat| i64::from(seat.0)), i64::from(tile.amount), i64::from(tile.loose))
    };
    frame.tiles.iter().map(numbers).collect()
}

#[test]
fn what_changed_adds_up_to_the_last_board() {
    for name in ["duel-in-the-maze", "four-on-the-islands", "eight-around-the-centre", "duel-on-the-plain"] {
        let reader = golden(name);
        let footage = read(&reader).unwrap();
        let last = reader.game_at(reader.last_tick()).unwrap().frame();
        assert_eq!(cells(std::slice::from_ref(&footage)), cells_of(&last), "{name}");
        assert_eq!(footage.last, last, "{name}");
        assert_eq!(footage.last_tick(), reader.last_tick().0, "{name}");
        let beat = footage.ticks.last().unwrap();
        assert_eq!(beat.units.len(), 7 * last.pieces.len(), "{name}");
        assert_eq!(beat.scores, reader.outcome().unwrap().scores, "{name}");
    }
}

#[test]
fn a_match_that_is_read_in_two_parts_is_the_same_match() {
    let reader = golden("four-on-the-islands");
    let whole = read(&reader).unwrap();
    for cut in [1, 64, 200, reader.last_tick().0] {
        let mut first = read(&reader).unwrap();
        first.ticks.truncate(cut as usize);
        let second = whole.since(cut);
        assert_eq!(second.first, cut);
        assert!(second.highlights.iter().all(|highlight| highlight.tick >= cut));
        assert_eq!([first.ticks.clone(), second.ticks.clone()].concat(), whole.ticks, "cut at {cut}");
        assert_eq!(cells(&[first, second]), cells(std::slice::from_ref(&whole)), "cut at {cut}");
    }
    assert!(whole.since(reader.last_tick().0 + 1).ticks.is_empty());
    assert!(whole.since(u32::MAX).ticks.is_empty());
}

#[test]
fn a_match_that_is_read_while_it_is_written_is_the_same_match() {
    let name = "four-on-the-islands";
    let whole = read(&golden(name)).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../replays/golden/{name}.replay"));
    let bytes = std::fs::read(path).unwrap();
    let cut = bytes.len() / 3;
    let mut reader = Reader::from_bytes(bytes[..cut].to_vec()).unwrap();
    let mut growing = read(&reader).unwrap();
    assert!(!growing.complete && growing.ticks.len() < whole.ticks.len());
    for piece in bytes[cut..].chunks(1000) {
        reader.append(piece).unwrap();
        growing.read_on(&reader).unwrap();
    }
    assert!(growing.complete);
    assert_eq!((&growing.ticks, &growing.highlights), (&whole.ticks, &whole.highlights));
    assert_eq!((&growing.last, &growing.totals), (&whole.last, &whole.totals));
}

#[test]
fn sums_agree_with_the_boards() {
    let reader = golden("four-on-the-islands");
    let footage = read(&reader).unwrap();
    let start = reader.start().unwrap().frame();
    for (seat, totals) in footage.totals.iter().enumerate() {
        let born = u32::from(start.teams[seat].units) + totals.spawned;
        assert_eq!(born - totals.lost, u32::from(footage.last.teams[seat].units), "seat {seat}");
        assert!(totals.fuel >= totals.fuel_peak && totals.fuel > 0, "seat {seat}");
    }
    let deaths = footage.highlights.iter().filter(|highlight| highlight.kind == HighlightKind::Death).count();
    let lost: u32 = footage.totals.iter().map(|totals| totals.lost).sum();
    assert_eq!(deaths, lost as usize);
    assert!(footage.highlights.is_sorted_by_key(|highlight| highlight.tick));
}

#[test]
fn a_match_travels_in_some_hundred_kilobytes() {
    let footage = read(&golden("eight-around-the-centre")).unwrap();
    let json = serde_json::to_vec(&footage).unwrap();
    assert!(json.len() < 600_000, "{} bytes", json.len());
}
