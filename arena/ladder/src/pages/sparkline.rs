//! A rating's recent way, as wide as a word.

use maud::{Markup, html};

/// Draws values, oldest first; nothing where there are fewer than two.
pub fn draw(values: &[f64]) -> Markup {
    const WIDTH: f64 = 72.0;
    const HEIGHT: f64 = 20.0;
    /// Ratings closer together than this are drawn flat, so that noise does not look like a mountain.
    const LEAST_SPAN: f64 = 60.0;
    let [first, .., last] = values else { return html! { span.trend { "–" } } };
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = (high - low).max(LEAST_SPAN);
    let middle = (high + low) / 2.0;
    let at = |index: usize, value: f64| {
        let x = 2.0 + index as f64 * (WIDTH - 6.0) / (values.len() - 1) as f64;
        (x, HEIGHT / 2.0 - (value - middle) / span * (HEIGHT - 6.0))
    };
    let points: Vec<String> = (0..)
        .zip(values)
        .map(|(index, value)| {
            let (x, y) = at(index, *value);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let (x, y) = at(values.len() - 1, *last);
    let change = last - first;
    let (way, word) = match change {
        1.0.. => ("up", "up"),
        ..=-1.0 => ("down", "down"),
        _ => ("even", "unchanged"),
    };
    let title = if way == "even" { word.to_owned() } else { format!("{word} {:.0}", change.abs()) };
    html! {
        svg.trend.(way) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(title) {
            title { (title) " over the last " (values.len() - 1) " matches" }
            polyline points=(points.join(" ")) {}
            circle cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="2.2" {}
        }
    }
}
