use alloc::{format, string::String, vec, vec::Vec};
use protocol::{Dir, Pos, Seat};

use super::{Map, Symmetry, index};
use crate::{SetupError, Terrain};

/// Reads the text of a map: one check after the other, each naming the first thing that it does not like.
pub(super) fn parse(text: &str) -> Result<Map, SetupError> {
    check_length(text)?;
    let sheet = Sheet::read(text)?;
    let symmetry = sheet.check_cores()?;
    sheet.check_symmetry(symmetry)?;
    sheet.check_room_at_cores()?;
    sheet.check_counts()?;
    sheet.check_reach()?;
    Ok(sheet.into_map(symmetry))
}

/// Where a character of the text stands; both count from 1.
#[derive(Clone, Copy)]
struct Place {
    line: u32,
    column: u8,
}

impl Place {
    fn error(self, problem: &str) -> SetupError {
        SetupError::Map { line: self.line, problem: format!("column {}: {problem}", self.column) }
    }
}

/// The map as a whole is wrong.
fn whole(problem: String) -> SetupError {
    SetupError::Map { line: 0, problem }
}

fn check_length(text: &str) -> Result<(), SetupError> {
    if text.len() <= Map::MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(whole(format!(
        "the text has {} bytes; at most {} are read, so shorten the comments",
        text.len(),
        Map::MAX_TEXT_BYTES
    )))
}

/// A text whose every character is known, in the shape of a board.
struct Sheet {
    size: u8,
    cells: Vec<Terrain>,
    /// By row: its line in the text.
    lines: Vec<u32>,
    /// Every core with its seat, in reading order.
    cores: Vec<(Seat, Pos)>,
}

impl Sheet {
    fn read(text: &str) -> Result<Sheet, SetupError> {
        let rows: Vec<(u32, &str)> = (1..)
            .zip(text.lines())
            .map(|(line, row)| (line, row.trim_end()))
            .filter(|(_, row)| !row.is_empty() && !row.starts_with(';'))
            .collect();
        let size = check_shape(&rows)?;

        let mut sheet = Sheet { size, cells: Vec::new(), lines: Vec::new(), cores: Vec::new() };
        for (y, &(line, row)) in (0..size).zip(&rows) {
            sheet.lines.push(line);
            for (x, letter) in (0..size).zip(row.chars()) {
                let at = Pos::new(x, y);
                let terrain = read_letter(letter, Place { line, column: x + 1 })?;
                sheet.cells.push(terrain);
                if let (Terrain::Core, Some(seat)) = (terrain, letter.to_digit(8)) {
                    sheet.add_core(Seat(seat as u8), at)?;
                }
            }
        }
        Ok(sheet)
    }

    fn add_core(&mut self, seat: Seat, at: Pos) -> Result<(), SetupError> {
        if let Some(&(_, first)) = self.cores.iter().find(|&&(owner, _)| owner == seat) {
            let Place { line, column } = self.place(first);
            return Err(self.place(at).error(&format!(
                "a second core `{seat}`; the first is at line {line}, column {column}: each seat has one"
            )));
        }
        self.cores.push((seat, at));
        Ok(())
    }

    fn place(&self, at: Pos) -> Place {
        Place { line: self.lines[usize::from(at.y)], column: at.x + 1 }
    }

    fn terrain(&self, at: Pos) -> Terrain {
        self.cells[index(self.size, at)]
    }

    fn owner(&self, at: Pos) -> Option<Seat> {
        self.cores.iter().find(|&&(_, core)| core == at).map(|&(seat, _)| seat)
    }

    fn neighbour(&self, at: Pos, dir: Dir) -> Option<Pos> {
        at.step(dir, 1).filter(|next| next.x < self.size && next.y < self.size)
    }

    fn cells(&self) -> impl Iterator<Item = Pos> + use<> {
        let size = self.size;
        (0..size).flat_map(move |y| (0..size).map(move |x| Pos::new(x, y)))
    }

    fn check_cores(&self) -> Result<Symmetry, SetupError> {
        let count = self.cores.len() as u8;
        let Some(symmetry) = Symmetry::of_teams(count) else {
            return Err(whole(format!("{count} cores; put 2, 4 or 8, numbered from `0` clockwise")));
        };
        match symmetry.seats().find(|seat| self.cores.iter().all(|(owner, _)| owner != seat)) {
            None => Ok(symmetry),
            Some(seat) => Err(whole(format!(
                "{count} cores, but none is `{seat}`; number them `0` to `{}`, clockwise",
                count - 1
            ))),
        }
    }

    fn check_symmetry(&self, symmetry: Symmetry) -> Result<(), SetupError> {
        for turn in symmetry.seats().skip(1) {
            let turning = symmetry.turning(turn, self.size, self.size);
            for at in self.cells() {
                let image = turning.pos(at);
                let wanted_owner = self.owner(at).map(|seat| symmetry.seat_of(turn, seat.0));
                if self.terrain(image) != self.terrain(at) || self.owner(image) != wanted_owner {
                    return Err(self.asymmetry(at, image, wanted_owner, symmetry));
                }
            }
        }
        Ok(())
    }

    fn asymmetry(&self, at: Pos, image: Pos, wanted_owner: Option<Seat>, symmetry: Symmetry) -> SetupError {
        let Place { line, column } = self.place(image);
        let wanted = letter(self.terrain(at), wanted_owner);
        let found = letter(self.terrain(image), self.owner(image));
        let this = letter(self.terrain(at), self.owner(at));
        let rule = match symmetry {
            Symmetry::Half => "two cores ask for a map that a half turn does not change",
            Symmetry::Quarter => "four cores ask for a map that no quarter turn changes",
            Symmetry::Dihedral => "eight cores ask for a map that no quarter turn and no reflection changes",
        };
        self.place(at).error(&format!(
            "`{this}` here asks for `{wanted}` at line {line}, column {column}, where `{found}` stands; {rule}"
        ))
    }

    fn check_room_at_cores(&self) -> Result<(), SetupError> {
        for &(seat, core) in &self.cores {
            for dir in Dir::ALL {
                let free = self.neighbour(core, dir).is_some_and(|at| is_walkable(self.terrain(at)));
                if !free {
                    return Err(self.place(core).error(&format!(
                        "the cell to the {} of core `{seat}` is not free; units start on all four cells beside a \
                         core, so make them `.`, `o` or `b`",
                        name(dir)
                    )));
                }
            }
        }
        for (i, &(seat, core)) in self.cores.iter().enumerate() {
            if let Some((other, _)) = self.cores[..i].iter().find(|(_, other)| other.walk(core) <= 2) {
                return Err(self.place(core).error(&format!(
                    "core `{seat}` shares a cell beside it with core `{other}`, where units of both would start; \
                     move them apart"
                )));
            }
        }
        Ok(())
    }

    fn check_counts(&self) -> Result<(), SetupError> {
        let count = |wanted| self.cells.iter().filter(|&&terrain| terrain == wanted).count();
        match (count(Terrain::Beacon), count(Terrain::Ore)) {
            (0, _) => Err(whole("no beacon; put at least one `b`, since beacons give the points".into())),
            (beacons, _) if beacons > Map::MAX_BEACONS => {
                Err(whole(format!("{beacons} beacons; at most {} fit into a match", Map::MAX_BEACONS)))
            }
            (_, ore) if ore > Map::MAX_ORE => {
                Err(whole(format!("{ore} ore cells; at most {} fit into a match", Map::MAX_ORE)))
            }
            _ => Ok(()),
        }
    }

    /// Everything that matters must be reached on foot from the cell north of the first core.
    fn check_reach(&self) -> Result<(), SetupError> {
        let reached = self.walk_from_first_core();
        let is_reached = |at: Pos| reached[index(self.size, at)];
        let cut_off = |at: Pos| match self.terrain(at) {
            Terrain::Beacon | Terrain::Ore => !is_reached(at),
            Terrain::Core => {
                Dir::ALL.iter().any(|&dir| self.neighbour(at, dir).is_some_and(|beside| !is_reached(beside)))
            }
            Terrain::Floor | Terrain::Wall => false,
        };
        match self.cells().find(|&at| cut_off(at)) {
            None => Ok(()),
            Some(at) => {
                let (seat, _) = self.cores[0];
                Err(self.place(at).error(&format!(
                    "`{}` cannot be reached on foot from core `{seat}` on all sides; open a way through the walls",
                    letter(self.terrain(at), self.owner(at))
                )))
            }
        }
    }

    fn walk_from_first_core(&self) -> Vec<bool> {
        let mut reached = vec![false; self.cells.len()];
        let mut open: Vec<Pos> = self.neighbour(self.cores[0].1, Dir::N).into_iter().collect();
        while let Some(at) = open.pop() {
            if is_walkable(self.terrain(at)) && !core::mem::replace(&mut reached[index(self.size, at)], true)
            {
                open.extend(Dir::ALL.iter().filter_map(|&dir| self.neighbour(at, dir)));
            }
        }
        reached
    }

    fn into_map(self, symmetry: Symmetry) -> Map {
        let all = |wanted| self.cells().filter(|&at| self.terrain(at) == wanted).collect();
        let (beacons, ore) = (all(Terrain::Beacon), all(Terrain::Ore));
        let mut cores = self.cores;
        cores.sort_by_key(|&(seat, _)| seat);
        let cores = cores.into_iter().map(|(_, at)| at).collect();
        Map { size: self.size, symmetry, cells: self.cells, cores, beacons, ore }
    }
}

/// The size of a square board of these rows.
fn check_shape(rows: &[(u32, &str)]) -> Result<u8, SetupError> {
    let (least, most) = (usize::from(Map::MIN_SIZE), usize::from(Map::MAX_SIZE));
    let size = rows.len();
    if size < least || size > most {
        return Err(whole(format!("{size} rows; boards are square and {least} to {most} cells wide")));
    }
    for &(line, row) in rows {
        let width = row.chars().count();
        if width != size {
            return Err(SetupError::Map {
                line,
                problem: format!(
                    "{width} cells in this row, but the map has {size} rows; boards are square, so make them equal"
                ),
            });
        }
    }
    Ok(size as u8)
}

fn read_letter(letter: char, place: Place) -> Result<Terrain, SetupError> {
    match letter {
        '.' => Ok(Terrain::Floor),
        '#' => Ok(Terrain::Wall),
        'o' => Ok(Terrain::Ore),
        'b' => Ok(Terrain::Beacon),
        '0'..='7' => Ok(Terrain::Core),
        other => Err(place.error(&format!(
            "`{}` is no cell; use `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` cores, and `;` to begin a \
             line of comment",
            other.escape_default()
        ))),
    }
}

/// The character for a cell, with its owner where it is a core.
pub(super) fn letter(terrain: Terrain, owner: Option<Seat>) -> char {
    match terrain {
        Terrain::Floor => '.',
        Terrain::Wall => '#',
        Terrain::Ore => 'o',
        Terrain::Beacon => 'b',
        Terrain::Core => char::from(b'0' + owner.map_or(0, |seat| seat.0)),
    }
}

/// Whether a unit can stand on it.
fn is_walkable(terrain: Terrain) -> bool {
    !matches!(terrain, Terrain::Wall | Terrain::Core)
}

fn name(dir: Dir) -> &'static str {
    match dir {
        Dir::N => "north",
        Dir::E => "east",
        Dir::S => "south",
        Dir::W => "west",
    }
}
