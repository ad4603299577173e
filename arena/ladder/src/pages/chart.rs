//! Curves over time, as SVG: once for wide windows and once for narrow ones, since a picture that is scaled down would
//! scale its letters down too.

use maud::{Markup, html};

use super::{shape, text};

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it shows, for whoever cannot see it.
    pub title: String,
    /// What runs to the right, such as `tick`.
    pub across: &'static str,
    /// What runs upwards, such as `points`.
    pub upward: &'static str,
    /// The curves.
    pub lines: Vec<Line>,
    /// Moments above the curves.
    pub marks: Vec<Mark>,
    /// Whether the scale begins at 0.
    pub from_zero: bool,
}

/// One curve.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose it is; gives colour and shape.
    pub seat: usize,
    /// What it is called, at its end.
    pub label: String,
    /// Its points, by rising x.
    pub points: Vec<(f64, f64)>,
    /// How far up and down it may be wrong at each point; empty where it is exact.
    pub spread: Vec<f64>,
}

/// A moment above the curves.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where it is.
    pub x: f64,
    /// Whose it is; gives the colour.
    pub seat: Option<usize>,
    /// How it is drawn.
    pub kind: MarkKind,
    /// What it says in its tooltip.
    pub title: String,
}

/// How a moment is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum MarkKind {
    Bar,
    Diamond,
    Triangle,
    Cross,
}

/// A picture's measures, in its own units, which are pixels where nothing is scaled.
struct Format {
    class: &'static str,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    /// Points of a curve that can be told apart; more would only make the page longer.
    points: usize,
    ticks: (usize, usize),
}

const FORMATS: [Format; 2] = [
    Format {
        class: "chart wide",
        width: 940.0,
        height: 280.0,
        left: 46.0,
        right: 24.0,
        bottom: 38.0,
        points: 360,
        ticks: (10, 5),
    },
    Format {
        class: "chart narrow",
        width: 340.0,
        height: 230.0,
        left: 38.0,
        right: 16.0,
        bottom: 36.0,
        points: 160,
        ticks: (5, 4),
    },
];

/// Room above the curves, without moments and with them.
const TOP: f64 = 30.0;
const TOP_WITH_MARKS: f64 = 48.0;

/// The range of an axis.
#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(values: impl Iterator<Item = f64>) -> Range {
        let start = Range { low: f64::INFINITY, high: f64::NEG_INFINITY };
        let range = values
            .fold(start, |range, value| Range { low: range.low.min(value), high: range.high.max(value) });
        if range.low > range.high { Range { low: 0.0, high: 1.0 } } else { range }
    }

    /// Round numbers within it, and itself grown to the round numbers around it.
    fn ticks(self, about: usize) -> (Range, Vec<f64>) {
        let step = round_step((self.high - self.low).max(1.0) / about as f64);
        let low = (self.low / step).floor() * step;
        let high = ((self.high / step).ceil() * step).max(low + step);
        let count = ((high - low) / step).round() as usize;
        (Range { low, high }, (0..=count).map(|index| low + index as f64 * step).collect())
    }

    /// Round numbers within it.
    fn inner_ticks(self, about: usize) -> Vec<f64> {
        let (_, ticks) = self.ticks(about);
        ticks.into_iter().filter(|tick| (self.low..=self.high).contains(tick)).collect()
    }

    fn part(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low).max(f64::EPSILON)
    }
}

/// The next of 1, 2, 5, 10, 20, 50 ... that is not smaller.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * power).find(|step| *step >= least * 0.999);
    step.unwrap_or(least).max(1.0)
}

/// The whole chart.
pub fn draw(chart: &Chart) -> Markup {
    html! {
        @for format in &FORMATS { (draw_in(chart, format)) }
    }
}

/// The signs and names of the curves, for beside a chart.
pub fn legend(chart: &Chart) -> Markup {
    html! {
        ul.legend {
            @for line in &chart.lines {
                li { (shape::sign(line.seat)) (text::name(&line.label)) }
            }
        }
    }
}

fn draw_in(chart: &Chart, format: &Format) -> Markup {
    let points =
        || chart.lines.iter().flat_map(|line| line.points.iter().enumerate().map(move |point| (line, point)));
    let across = Range::of(points().map(|(_, (_, (x, _)))| *x).chain(chart.marks.iter().map(|mark| mark.x)));
    let values = points().flat_map(|(line, (index, (_, y)))| {
        let spread = line.spread.get(index).copied().unwrap_or(0.0);
        [y - spread, y + spread]
    });
    let zero = chart.from_zero.then_some(0.0);
    let (upward, rows) = Range::of(values.chain(zero)).ticks(format.ticks.1);
    let top = if chart.marks.is_empty() { TOP } else { TOP_WITH_MARKS };
    let (width, height) = (format.width - format.left - format.right, format.height - top - format.bottom);
    let x = |value: f64| format.left + across.part(value) * width;
    let y = |value: f64| top + (1.0 - upward.part(value)) * height;
    let (right, floor) = (format.left + width, top + height);
    html! {
        svg class=(format.class) viewBox=(format!("0 0 {} {}", format.width, format.height))
            role="img" aria-label=(chart.title) {
            g.grid {
                @for row in &rows {
                    path d=(format!("M{:.1} {:.1}H{:.1}", format.left, y(*row), right)) {}
                    text.y x=(format!("{:.1}", format.left - 8.0)) y=(format!("{:.1}", y(*row) + 4.0)) { (row.round()) }
                }
                @for column in across.inner_ticks(format.ticks.0) {
                    text.x x=(format!("{:.1}", x(column))) y=(format!("{:.1}", floor + 17.0)) { (column.round()) }
                    path.notch d=(format!("M{:.1} {:.1}v4", x(column), floor)) {}
                }
                text.unit.x x=(format!("{:.1}", right)) y=(format!("{:.1}", floor + 32.0)) { (chart.across) }
                text.unit x="4" y=(format!("{:.1}", top - 13.0)) { (chart.upward) }
            }
            @for mark in &chart.marks { (draw_mark(mark, x(mark.x))) }
            @for line in &chart.lines {
                @let kept = thin(line, format.points);
                g.(shape::class(line.seat)) {
                    @if !line.spread.is_empty() { path.spread d=(spread(&kept, &x, &y)) {} }
                    polyline.line points=(polyline(&kept, &x, &y)) {}
                    @if let Some((end_x, end_y, _)) = kept.last() {
                        path.end transform=(format!("translate({:.1} {:.1}) scale(5)", x(*end_x), y(*end_y)))
                            d=(shape::outline(line.seat)) {}
                    }
                }
            }
        }
    }
}

fn draw_mark(mark: &Mark, x: f64) -> Markup {
    let path = match mark.kind {
        MarkKind::Bar => format!("M{:.1} 6h2v9h-2Z", x - 1.0),
        MarkKind::Diamond => format!("M{x:.1} 17l3 3l-3 3l-3-3Z"),
        MarkKind::Triangle => format!("M{:.1} 5h10l-5 9Z", x - 5.0),
        MarkKind::Cross => format!("M{:.1} 4l2-2l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3Z", x - 5.0),
    };
    let class = mark.seat.map_or_else(|| "nobody".to_owned(), shape::class);
    html! { path.mark.(class) d=(path) { title { (mark.title) } } }
}

/// A curve's points, no more than can be told apart; the last one stays.
fn thin(line: &Line, most: usize) -> Vec<(f64, f64, f64)> {
    let step = line.points.len().div_ceil(most).max(1);
    let last = line.points.len().saturating_sub(1);
    let spread = |index: usize| line.spread.get(index).copied().unwrap_or(0.0);
    let kept = line.points.iter().enumerate().filter(|(index, _)| index % step == 0 || *index == last);
    kept.map(|(index, (x, y))| (*x, *y, spread(index))).collect()
}

fn polyline(points: &[(f64, f64, f64)], x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) -> String {
    let points: Vec<String> = points.iter().map(|(a, b, _)| format!("{:.1},{:.1}", x(*a), y(*b))).collect();
    points.join(" ")
}

fn spread(points: &[(f64, f64, f64)], x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) -> String {
    let above = points.iter().map(|(a, b, spread)| (a, b + spread));
    let below = points.iter().rev().map(|(a, b, spread)| (a, b - spread));
    let corners: Vec<String> = above.chain(below).map(|(a, b)| format!("{:.1} {:.1}", x(*a), y(b))).collect();
    if corners.is_empty() { String::new() } else { format!("M{}Z", corners.join("L")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_numbers() {
        let check = |low, high, about, expected: &[f64]| {
            assert_eq!(Range { low, high }.ticks(about).1, expected);
        };
        check(0.0, 556.0, 5, &[0.0, 200.0, 400.0, 600.0]);
        check(1437.0, 1742.0, 4, &[1400.0, 1500.0, 1600.0, 1700.0, 1800.0]);
        check(0.0, 0.0, 5, &[0.0, 1.0]);
        check(0.0, 3.0, 5, &[0.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn ten_thousand_points_are_no_longer_than_what_can_be_seen() {
        let points = (0..10_000).map(|at| (f64::from(at), f64::from(at % 97))).collect();
        let line = Line { seat: 0, label: "a".to_owned(), points, spread: Vec::new() };
        let kept = thin(&line, 360);
        assert!(kept.len() <= 361, "{}", kept.len());
        assert_eq!(kept.last().map(|point| point.0), Some(9_999.0));
    }
}
