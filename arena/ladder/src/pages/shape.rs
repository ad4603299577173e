//! Team colours and shapes: those of the desktop viewer, so that a team is known by either on both.

use maud::{Markup, html};

/// Outlines by seat, within the square from -1 to 1, y down.
const OUTLINES: [&str; 8] = [
    "M0-.9A.9.9 0 1 1 0 .9A.9.9 0 1 1 0-.9Z",
    "M-.75-.75H.75V.75H-.75Z",
    "M0-.95L.9.7H-.9Z",
    "M0-1L.95 0L0 1L-.95 0Z",
    "M0-1L.87-.5V.5L0 1L-.87.5V-.5Z",
    "M-.32-.95H.32V-.32H.95V.32H.32V.95H-.32V.32H-.95V-.32H-.32Z",
    "M0-1L.26-.36L.95-.31L.43.14L.59.81L0 .45L-.59.81L-.43.14L-.95-.31L-.26-.36Z",
    "M-.4-.95H.4V.95H-.4Z",
];

/// The names of the shapes by seat, for whoever cannot see them.
const NAMES: [&str; 8] = ["circle", "square", "triangle", "diamond", "hexagon", "cross", "star", "bar"];

/// The outline of a seat's shape, as the path of an SVG.
pub fn outline(seat: usize) -> &'static str {
    OUTLINES[seat % OUTLINES.len()]
}

/// The name of a seat's shape.
pub fn word(seat: usize) -> &'static str {
    NAMES[seat % NAMES.len()]
}

/// The class that gives a seat's colour.
pub fn class(seat: usize) -> String {
    format!("team-{}", seat % OUTLINES.len())
}

/// A seat's sign beside its name.
pub fn sign(seat: usize) -> Markup {
    html! {
        svg.sign.(class(seat)) viewBox="-1.1 -1.1 2.2 2.2" aria-hidden="true" { path d=(outline(seat)) {} }
    }
}
