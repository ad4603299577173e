//! What never changes on a board: its floor, its walls, and the coordinates at its edges.

use std::sync::Arc;

use bevy_egui::egui::{Align2, Context, Mesh, Pos2, Rect, pos2};
use rules::{Frame, Terrain};

use super::Board;
use crate::palette::Rgb;
use crate::pen::{Pen, tint};

/// The two tones of the floor.
const FLOOR: [Rgb; 2] = [[0x22, 0x29, 0x37], [0x1c, 0x22, 0x2e]];
const EDGE: Rgb = [0x4a, 0x56, 0x6b];
const WALL: Rgb = [0x56, 0x62, 0x77];
const WALL_EDGE: Rgb = [0x80, 0x8e, 0xa6];
const COORDINATES: Rgb = [0x7d, 0x8a, 0xa3];

/// Points a cell from which every row and column has its number; below, every fifth has.
const EVERY_NUMBER: f32 = 17.0;

/// The ground as it was last drawn, for as long as it lies in the same place.
#[derive(Default)]
pub(super) struct Ground {
    drawn: Option<(Key, Arc<Mesh>)>,
}

/// What the ground looks like follows from this alone.
struct Key {
    board: Board,
    window: Rect,
    pixel: f32,
    width: u8,
    terrain: Vec<Terrain>,
}

impl Ground {
    pub(super) fn draw(&mut self, context: &Context, window: Rect, board: Board, frame: &Frame) {
        let pen = Pen::new(context, window);
        let same = |key: &Key| {
            (key.board, key.window, key.pixel, key.width) == (board, window, pen.pixel(), frame.width)
                && key.terrain.iter().eq(frame.tiles.iter().map(|tile| &tile.terrain))
        };
        if let Some((key, mesh)) = &self.drawn
            && same(key)
        {
            return pen.again(mesh);
        }
        let terrain = frame.tiles.iter().map(|tile| tile.terrain).collect();
        let key = Key { board, window, pixel: pen.pixel(), width: frame.width, terrain };
        let mut fresh = Pen::new(context, window);
        draw_floor(&mut fresh, board, frame);
        draw_walls(&mut fresh, board, frame);
        let mesh = fresh.into_mesh();
        pen.again(&mesh);
        self.drawn = Some((key, mesh));
    }
}

fn draw_floor(pen: &mut Pen, board: Board, frame: &Frame) {
    let window = pen.clip();
    let size = [f32::from(frame.width), f32::from(frame.height)];
    let whole = board.rect([0.0, 0.0], size);
    let tones = FLOOR.map(|tone| tint(tone, 1.0));
    for y in 0..frame.height {
        for x in 0..frame.width {
            let cell = board.cell(protocol::Pos::new(x, y));
            if cell.intersects(window) {
                pen.rect(cell, tones[usize::from((x ^ y) & 1)]);
            }
        }
    }
    let line = (board.scale * 0.08).clamp(1.0, 3.0);
    pen.frame(whole.expand(line), line, tint(EDGE, 1.0));
}

/// Walls that touch are one block: only their outer edges are lit.
fn draw_walls(pen: &mut Pen, board: Board, frame: &Frame) {
    let is_wall = |x: i16, y: i16| {
        let at = u8::try_from(x).ok().zip(u8::try_from(y).ok());
        let at = at.filter(|(x, y)| *x < frame.width && *y < frame.height);
        at.is_some_and(|(x, y)| frame.tile(protocol::Pos::new(x, y)).terrain == Terrain::Wall)
    };
    let line = (board.scale * 0.07).max(1.0);
    let (face, edge) = (tint(WALL, 1.0), tint(WALL_EDGE, 1.0));
    for y in 0..i16::from(frame.height) {
        for x in 0..i16::from(frame.width) {
            if !is_wall(x, y) {
                continue;
            }
            let cell = board.rect([f32::from(x), f32::from(y)], [f32::from(x + 1), f32::from(y + 1)]);
            if !cell.intersects(pen.clip()) {
                continue;
            }
            pen.rect(cell, face);
            let sides = [
                (0, -1, cell.with_max_y(cell.min.y + line)),
                (0, 1, cell.with_min_y(cell.max.y - line)),
                (-1, 0, cell.with_max_x(cell.min.x + line)),
                (1, 0, cell.with_min_x(cell.max.x - line)),
            ];
            for (dx, dy, side) in sides {
                if !is_wall(x + dx, y + dy) {
                    pen.rect(side, edge);
                }
            }
        }
    }
}

/// Numbers of columns and rows. They stay in sight when the board's edge is out of it.
pub(super) fn draw_coordinates(pen: &mut Pen, board: Board, frame: &Frame, room: Rect) {
    let every = if board.scale >= EVERY_NUMBER { 1 } else { 5 };
    let size = (board.scale * 0.45).clamp(10.0, 13.0);
    let gap = size * 0.75;
    let whole = board.rect([0.0, 0.0], [f32::from(frame.width), f32::from(frame.height)]);
    let top = (whole.min.y - gap).max(room.min.y + gap);
    let left = (whole.min.x - gap).max(room.min.x + gap * 1.4);
    for column in (0..frame.width).step_by(every) {
        let at = pos2(board.at([f32::from(column) + 0.5, 0.0]).x, top);
        if room.contains(at) && at.x > left + gap {
            draw_number(pen, at, whole, column, size);
        }
    }
    for row in (0..frame.height).step_by(every) {
        let at = pos2(left, board.at([0.0, f32::from(row) + 0.5]).y);
        if room.contains(at) && at.y > top + gap {
            draw_number(pen, at, whole, row, size);
        }
    }
}

/// Needs an edge only where it lies on the board.
fn draw_number(pen: &mut Pen, at: Pos2, board: Rect, number: u8, size: f32) {
    let (words, color) = (number.to_string(), tint(COORDINATES, 1.0));
    if board.contains(at) {
        pen.text_over(at, Align2::CENTER_CENTER, &words, size, color);
    } else {
        pen.text(at, Align2::CENTER_CENTER, &words, size, color);
    }
}
