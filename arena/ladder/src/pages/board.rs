//! The board of a match: the last tick as a picture, which a script turns into an animation.

use maud::{Markup, html};
use rules::{Frame, Piece, Terrain, Tile};

use super::{address, shape};
use crate::footage::Footage;

/// The board, and beside it what a script needs to animate it.
pub fn draw(match_id: &str, footage: &Footage, live: bool) -> Markup {
    html! {
        div.board data-frames=(address::match_frames(match_id)) data-live[live]
            data-tick=(footage.last_tick()) {
            (picture(&footage.last))
            noscript {
                p.small { "Tick " (footage.last_tick()) ". With scripts, the match can be played here." }
            }
        }
    }
}

/// A board as an SVG.
pub fn picture(frame: &Frame) -> Markup {
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    let label = format!("The board after tick {}: {}", frame.tick.0, standing(frame));
    let cells = || {
        frame.tiles.iter().enumerate().map(|(index, tile)| {
            let index = u32::try_from(index).unwrap_or(0);
            (index % width.max(1), index / width.max(1), tile)
        })
    };
    let seats = frame.teams.len();
    html! {
        svg.arena viewBox=(format!("-0.5 -0.5 {width} {height}")) role="img" aria-label=(label) {
            defs {
                @for seat in 0..seats.min(8) {
                    path id=(format!("unit-{seat}")) d=(shape::outline(seat)) {}
                }
            }
            rect.floor x="-0.5" y="-0.5" width=(width) height=(height) {}
            path.checks d=(checks(width, height)) {}
            path.wall d=(walls(cells())) {}
            (storm(frame))
            @for (x, y, tile) in cells() { (cell(x, y, tile)) }
            @for piece in &frame.pieces { (unit(piece)) }
        }
    }
}

fn standing(frame: &Frame) -> String {
    let team = |(seat, team): (usize, &rules::TeamStanding)| {
        format!("{} {} points, {} units", shape::word(seat), team.score, team.units)
    };
    frame.teams.iter().enumerate().map(team).collect::<Vec<String>>().join("; ")
}

fn checks(width: u32, height: u32) -> String {
    let mut path = String::new();
    for y in 0..height {
        for x in (y % 2..width).step_by(2) {
            path += &square(x, y);
        }
    }
    path
}

fn square(x: u32, y: u32) -> String {
    format!("M{} {}h1v1h-1Z", f64::from(x) - 0.5, f64::from(y) - 0.5)
}

fn walls<'a>(cells: impl Iterator<Item = (u32, u32, &'a Tile)>) -> String {
    cells.filter(|(_, _, tile)| tile.terrain == Terrain::Wall).map(|(x, y, _)| square(x, y)).collect()
}

fn storm(frame: &Frame) -> Markup {
    let rings = f64::from(frame.rings);
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let (inner_width, inner_height) = (width - 2.0 * rings, height - 2.0 * rings);
    html! {
        @if frame.rings > 0 {
            path.storm fill-rule="evenodd"
                d=(format!("M-.5-.5h{width}v{height}h-{width}ZM{0} {0}h{inner_width}v{inner_height}h-{inner_width}Z", rings - 0.5)) {}
        }
    }
}

fn cell(x: u32, y: u32, tile: &Tile) -> Markup {
    let owner = tile.owner.map_or_else(|| "nobody".to_owned(), |seat| shape::class(seat.index()));
    let lost = tile.terrain == Terrain::Core && tile.amount == 0;
    html! {
        @match tile.terrain {
            Terrain::Ore if tile.amount > 0 => path.ore d=(format!("M{x} {:.2}l.22 .36l-.22 .36l-.22-.36Z", f64::from(y) - 0.36)) {},
            Terrain::Ore => path.ore.empty d=(format!("M{x} {:.2}l.14 .24l-.14 .24l-.14-.24Z", f64::from(y) - 0.24)) {},
            Terrain::Beacon => g.beacon.(owner) {
                circle.reach cx=(x) cy=(y) r="2.4" {}
                circle cx=(x) cy=(y) r=".42" {}
                circle.dot cx=(x) cy=(y) r=".14" {}
            },
            Terrain::Core => g.core.lost[lost].(owner) {
                rect x=(format!("{:.2}", f64::from(x) - 0.46)) y=(format!("{:.2}", f64::from(y) - 0.46)) width=".92" height=".92" {}
                @if lost { path d=(format!("M{:.1} {:.1}l.6 .6m0-.6l-.6 .6", f64::from(x) - 0.3, f64::from(y) - 0.3)) {} }
                @else { circle cx=(x) cy=(y) r=".28" {} }
            },
            Terrain::Floor | Terrain::Wall => {},
        }
        @if tile.loose > 0 {
            path.loose d=(format!("M{x} {:.2}l.12 .2l-.12 .2l-.12-.2Z", f64::from(y) - 0.2)) {}
        }
    }
}

fn unit(piece: &Piece) -> Markup {
    let seat = piece.seat.index();
    let place = format!("translate({} {}) scale(.38)", piece.at.x, piece.at.y);
    html! {
        use.unit.(shape::class(seat)) href=(format!("#unit-{}", seat % 8)) transform=(place) {}
    }
}
