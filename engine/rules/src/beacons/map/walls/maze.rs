use alloc::vec::Vec;
use protocol::{Dir, Pos};

use super::{
    super::{dice::Dice, draft::Draft},
    lanes::{Lane, divide},
    partition::Partition,
};

/// Of a hundred dead ends, so many get a second way out; those near a core all do.
const OPENED_DEAD_ENDS: u32 = 75;
/// Of a hundred walls that are left between two cells of the maze, so many go.
const OPENED_WALLS: u32 = 6;

/// Draws a maze of lanes two and three cells wide: a spanning tree by Kruskal's method, then loops.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice) {
    let maze = Maze { lanes: divide(dice, draft.size, 2, 1) };
    maze.fill(draft);
    maze.grow_tree(draft, dice);
    maze.open_dead_ends(draft, dice);
    maze.open_loops(draft, dice);
}

/// A room of the maze: its column and row, counted in lanes.
#[derive(Clone, Copy)]
struct Room {
    column: usize,
    row: usize,
}

/// The wall of a room towards a side.
#[derive(Clone, Copy)]
struct Wall {
    room: Room,
    side: Dir,
}

/// Rooms where the lanes across meet the same lanes downwards.
struct Maze {
    lanes: Vec<Lane>,
}

impl Maze {
    fn rooms(&self) -> impl Iterator<Item = Room> + use<> {
        let count = self.lanes.len();
        (0..count).flat_map(move |row| (0..count).map(move |column| Room { column, row }))
    }

    /// The numbers of a room's images.
    fn images(&self, draft: &Draft, room: Room) -> Vec<usize> {
        draft.images(self.first(room)).map(|at| self.number(self.room_of(at))).collect()
    }

    /// Whether a room comes first among its images, so that each set of images can be dealt with once.
    fn is_first_image(&self, draft: &Draft, room: Room) -> bool {
        self.images(draft, room).into_iter().all(|image| self.number(room) <= image)
    }

    fn number(&self, room: Room) -> usize {
        room.row * self.lanes.len() + room.column
    }

    /// The room's first cell.
    fn first(&self, room: Room) -> Pos {
        Pos::new(self.lanes[room.column].first, self.lanes[room.row].first)
    }

    /// The room that holds a cell; for a cell in a wall, the one before it.
    fn room_of(&self, at: Pos) -> Room {
        let lane = |place: u8| self.lanes.iter().rposition(|lane| lane.first <= place).unwrap_or(0);
        Room { column: lane(at.x), row: lane(at.y) }
    }

    fn beyond(&self, Wall { room, side }: Wall) -> Option<Room> {
        let last = self.lanes.len() - 1;
        Some(match side {
            Dir::N => Room { row: room.row.checked_sub(1)?, ..room },
            Dir::W => Room { column: room.column.checked_sub(1)?, ..room },
            Dir::S => Room { row: Some(room.row + 1).filter(|&row| row <= last)?, ..room },
            Dir::E => Room { column: Some(room.column + 1).filter(|&column| column <= last)?, ..room },
        })
    }

    /// Every wall between two rooms, once.
    fn walls(&self) -> Vec<Wall> {
        let both = |room| [Dir::E, Dir::S].map(|side| Wall { room, side });
        self.rooms().flat_map(both).filter(|&wall| self.beyond(wall).is_some()).collect()
    }

    /// The cells of a wall that has a room beyond it.
    fn cells(&self, wall: Wall) -> Vec<Pos> {
        let Room { column, row } = wall.room;
        let (across, down) = (self.lanes[column], self.lanes[row]);
        let columns = || across.first..across.first + across.width;
        let rows = || down.first..down.first + down.width;
        match wall.side {
            Dir::N => columns().map(|x| Pos::new(x, down.first - 1)).collect(),
            Dir::S => columns().map(|x| Pos::new(x, down.first + down.width)).collect(),
            Dir::W => rows().map(|y| Pos::new(across.first - 1, y)).collect(),
            Dir::E => rows().map(|y| Pos::new(across.first + across.width, y)).collect(),
        }
    }

    fn is_closed(&self, draft: &Draft, wall: Wall) -> bool {
        self.cells(wall).into_iter().all(|at| draft.is_wall(at))
    }

    fn open(&self, draft: &mut Draft, wall: Wall) {
        self.cells(wall).into_iter().for_each(|at| draft.open(at));
    }

    /// Puts up every wall.
    fn fill(&self, draft: &mut Draft) {
        let is_line = |place: u8| self.lanes.iter().any(|lane| lane.first + lane.width == place);
        for at in draft.cells() {
            if is_line(at.x) || is_line(at.y) {
                draft.wall(at);
            }
        }
    }

    /// Opens walls, each with its images, until every room is joined to every other.
    fn grow_tree(&self, draft: &mut Draft, dice: &mut Dice) {
        let mut joined = Partition::new(self.lanes.len() * self.lanes.len());
        let mut walls = self.walls();
        dice.shuffle(&mut walls);
        for wall in walls {
            let Some(beyond) = self.beyond(wall) else { continue };
            if joined.are_joined(self.number(wall.room), self.number(beyond)) {
                continue;
            }
            self.open(draft, wall);
            for (here, there) in self.images(draft, wall.room).into_iter().zip(self.images(draft, beyond)) {
                joined.join(here, there);
            }
        }
    }

    fn open_dead_ends(&self, draft: &mut Draft, dice: &mut Dice) {
        let home = self.room_of(draft.core);
        let mut rooms: Vec<Room> = self.rooms().filter(|&room| self.is_first_image(draft, room)).collect();
        dice.shuffle(&mut rooms);
        for room in rooms {
            let near_core = room.column.abs_diff(home.column) <= 1 && room.row.abs_diff(home.row) <= 1;
            let sides = Dir::ALL.map(|side| Wall { room, side });
            let inner: Vec<Wall> = sides.into_iter().filter(|&wall| self.beyond(wall).is_some()).collect();
            let closed: Vec<Wall> =
                inner.iter().copied().filter(|&wall| self.is_closed(draft, wall)).collect();
            let is_dead_end = closed.len() + 1 >= inner.len();
            if is_dead_end
                && (near_core || dice.chance(OPENED_DEAD_ENDS))
                && let Some(wall) = dice.pick(&closed)
            {
                self.open(draft, wall);
            }
        }
    }

    fn open_loops(&self, draft: &mut Draft, dice: &mut Dice) {
        for wall in self.walls() {
            let closed = self.is_first_image(draft, wall.room) && self.is_closed(draft, wall);
            if closed && dice.chance(OPENED_WALLS) {
                self.open(draft, wall);
            }
        }
    }
}
