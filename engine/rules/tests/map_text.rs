//! Maps as text: what is read, and what is refused with which words.

use protocol::Pos;
use rules::{
    Terrain,
    beacons::{Map, Symmetry},
};

/// A good map, to be spoilt.
const GOOD: &str = "\
.........
.....o.b.
..0......
...#.....
.o..b..o.
.....#...
......1..
.b.o.....
.........
";

/// The good map with the character at a line and column, both from 1, replaced.
fn spoilt(changes: &[(usize, usize, char)]) -> String {
    let mut rows: Vec<Vec<char>> = GOOD.lines().map(|row| row.chars().collect()).collect();
    for &(line, column, letter) in changes {
        rows[line - 1][column - 1] = letter;
    }
    rows.into_iter().map(|row| row.into_iter().collect::<String>() + "\n").collect()
}

fn refuse(text: &str, expected: &str) {
    let error = Map::parse(text).expect_err(&format!("this map is good, not: {expected}\n{text}"));
    assert_eq!(error.to_string(), expected, "\n{text}");
}

#[test]
fn a_map_is_read() {
    let map = Map::parse(GOOD).unwrap();
    assert_eq!((map.width(), map.height(), map.teams()), (9, 9, 2));
    assert_eq!(map.symmetry(), Symmetry::Half);
    assert_eq!(map.cores(), [Pos::new(2, 2), Pos::new(6, 6)]);
    assert_eq!(map.beacons(), [Pos::new(7, 1), Pos::new(4, 4), Pos::new(1, 7)]);
    assert_eq!(map.ore(), [Pos::new(5, 1), Pos::new(1, 4), Pos::new(7, 4), Pos::new(3, 7)]);
    assert_eq!(map.terrain(Pos::new(3, 3)), Terrain::Wall);
    assert_eq!(map.terrain(Pos::new(0, 0)), Terrain::Floor);
    assert_eq!(map.to_text(), GOOD);
}

#[test]
fn comments_empty_lines_and_line_endings_do_not_matter() {
    let comments = format!("; A title\n;\n\n{GOOD}\n; an end\n");
    assert_eq!(Map::parse(&comments), Map::parse(GOOD));
    assert_eq!(Map::parse(&GOOD.replace('\n', "\r\n")), Map::parse(GOOD));
    assert_eq!(Map::parse(&GOOD.replace('\n', "  \n")), Map::parse(GOOD));
    assert_eq!(Map::parse(GOOD.trim_end()), Map::parse(GOOD));
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let comment = format!(";{}\n", "-".repeat(Map::MAX_TEXT_BYTES - GOOD.len() - 2));
    Map::parse(&(comment.clone() + GOOD)).unwrap();
    refuse(
        &(comment + ";" + GOOD),
        "map, line 0: the text has 16385 bytes; at most 16384 are read, so shorten the comments",
    );
}

#[test]
fn a_board_that_is_no_square_is_refused() {
    refuse("", "map, line 0: 0 rows; boards are square and 9 to 64 cells wide");
    refuse(&GOOD[10..], "map, line 0: 8 rows; boards are square and 9 to 64 cells wide");
    refuse(&".\n".repeat(65), "map, line 0: 65 rows; boards are square and 9 to 64 cells wide");
    refuse(
        &GOOD.replace("...#.....\n", "...#......\n"),
        "map, line 4: 10 cells in this row, but the map has 9 rows; boards are square, so make them equal",
    );
    refuse(
        &format!("; title\n{}.........\n", GOOD),
        "map, line 2: 9 cells in this row, but the map has 10 rows; boards are square, so make them equal",
    );
}

#[test]
fn a_letter_that_means_nothing_is_refused() {
    for (letter, shown) in [('x', "x"), ('8', "8"), ('\u{1b}', "\\u{1b}"), ('é', "\\u{e9}")] {
        refuse(
            &spoilt(&[(3, 5, letter)]),
            &format!(
                "map, line 3: column 5: `{shown}` is no cell; use `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` \
                 cores, and `;` to begin a line of comment"
            ),
        );
    }
}

#[test]
fn cores_are_counted() {
    refuse(
        &spoilt(&[(3, 3, '.'), (7, 7, '.')]),
        "map, line 0: 0 cores; put 2, 4 or 8, numbered from `0` clockwise",
    );
    refuse(&spoilt(&[(9, 9, '2')]), "map, line 0: 3 cores; put 2, 4 or 8, numbered from `0` clockwise");
    refuse(
        &spoilt(&[(7, 7, '2')]),
        "map, line 0: 2 cores, but none is `1`; number them `0` to `1`, clockwise",
    );
    refuse(
        &spoilt(&[(7, 7, '0')]),
        "map, line 7: column 7: a second core `0`; the first is at line 3, column 3: each seat has one",
    );
}

#[test]
fn a_map_that_is_not_symmetric_is_refused_with_both_cells() {
    refuse(
        &spoilt(&[(1, 1, '#')]),
        "map, line 1: column 1: `#` here asks for `#` at line 9, column 9, where `.` stands; two cores ask for a map \
         that a half turn does not change",
    );
    refuse(
        &spoilt(&[(7, 7, '.'), (7, 6, '1')]),
        "map, line 3: column 3: `0` here asks for `1` at line 7, column 7, where `.` stands; two cores ask for a map \
         that a half turn does not change",
    );
}

/// Four cores numbered the wrong way round, and eight on a line of reflection.
#[test]
fn cores_stand_clockwise_and_off_the_lines_of_reflection() {
    let four = "\
.........
.0.....1.
.........
.........
....b....
.........
.........
.3.....2.
.........
";
    assert_eq!(Map::parse(four).unwrap().symmetry(), Symmetry::Quarter);
    let swapped = four.replace('1', "x").replace('3', "1").replace('x', "3");
    refuse(
        &swapped,
        "map, line 2: column 2: `0` here asks for `1` at line 2, column 8, where `3` stands; four cores ask for a map \
         that no quarter turn changes",
    );

    let eight = "\
...........
...0...1...
...........
.7.......2.
...........
.....b.....
...........
.6.......3.
...........
...5...4...
...........
";
    assert_eq!(Map::parse(eight).unwrap().symmetry(), Symmetry::Dihedral);
    let on_diagonal = "\
...........
.0...1...2.
...........
...........
...........
.7...b...3.
...........
...........
...........
.6...5...4.
...........
";
    refuse(
        on_diagonal,
        "map, line 2: column 2: `0` here asks for `1` at line 2, column 10, where `2` stands; eight cores ask for a \
         map that no quarter turn and no reflection changes",
    );
}

#[test]
fn cores_have_room_for_the_first_units() {
    refuse(
        &spoilt(&[(3, 4, '#'), (7, 6, '#')]),
        "map, line 3: column 3: the cell to the east of core `0` is not free; units start on all four cells beside a \
         core, so make them `.`, `o` or `b`",
    );
    refuse(
        &spoilt(&[(3, 3, '.'), (7, 7, '.'), (1, 4, '0'), (9, 6, '1')]),
        "map, line 1: column 4: the cell to the north of core `0` is not free; units start on all four cells beside a \
         core, so make them `.`, `o` or `b`",
    );
    refuse(
        &spoilt(&[(3, 3, '.'), (7, 7, '.'), (4, 4, '.'), (6, 6, '.'), (5, 4, '0'), (5, 6, '1')]),
        "map, line 5: column 6: core `1` shares a cell beside it with core `0`, where units of both would start; move \
         them apart",
    );
    // Ore and beacons can be stood on.
    Map::parse(&spoilt(&[(3, 4, 'o'), (7, 6, 'o'), (2, 3, 'b'), (8, 7, 'b')])).unwrap();
}

#[test]
fn beacons_and_ore_are_counted() {
    refuse(
        &GOOD.replace('b', "."),
        "map, line 0: no beacon; put at least one `b`, since beacons give the points",
    );
    let filled = |letter: &str| {
        let row = letter.repeat(32) + "\n";
        let mut rows: Vec<String> = vec![row; 32];
        rows[3].replace_range(3..4, "0");
        rows[28].replace_range(28..29, "1");
        rows[9].replace_range(9..10, "b");
        rows[22].replace_range(22..23, "b");
        rows.concat()
    };
    Map::parse(&filled(".")).unwrap();
    refuse(&filled("b"), "map, line 0: 1022 beacons; at most 64 fit into a match");
    refuse(&filled("o"), "map, line 0: 1020 ore cells; at most 512 fit into a match");
}

#[test]
fn everything_is_in_reach() {
    let walled_in = |letter| {
        let ring = [(1, 8), (1, 9), (2, 8), (3, 9)];
        let mut changes = vec![(2, 9, letter), (8, 1, letter)];
        for (line, column) in ring {
            changes.extend([(line, column, '#'), (10 - line, 10 - column, '#')]);
        }
        spoilt(&changes)
    };
    for letter in ['o', 'b'] {
        refuse(
            &walled_in(letter),
            &format!(
                "map, line 2: column 9: `{letter}` cannot be reached on foot from core `0` on all sides; open a way \
                 through the walls"
            ),
        );
    }
    // Floor that nobody reaches harms nobody.
    Map::parse(&walled_in('.')).unwrap();
}

/// A unit that starts or spawns on the west of its core would never leave.
#[test]
fn every_side_of_a_core_is_in_reach() {
    let hole = [(2, 2), (3, 1), (4, 2)];
    let changes: Vec<_> = hole
        .iter()
        .flat_map(|&(line, column)| [(line, column, '#'), (10 - line, 10 - column, '#')])
        .collect();
    refuse(
        &spoilt(&changes),
        "map, line 3: column 3: `0` cannot be reached on foot from core `0` on all sides; open a way through the walls",
    );
}
