//! The result: who won, why, and what each team did.

use bevy_egui::egui::{Align2, Color32, Context, Id, Modal, Rect, RichText, ScrollArea, Sense, Ui, vec2};
use protocol::Seat;
use rules::Outcome;

use super::button::text_button;
use super::icon::{self, Icon};
use super::text::note;
use super::view::View;
use super::{text, theme, words};
use crate::{Action, Part, Totals};

/// Widths of the places, the names, and of each number.
const PLACE: f32 = 30.0;
const NAME: f32 = 150.0;
const NUMBER: f32 = 62.0;
const ROW: f32 = 28.0;

/// A column of the table.
struct Column {
    title: &'static str,
    about: &'static str,
    value: fn(&Totals) -> u64,
    /// Whether it is left out where all have none: not every game has it.
    seldom: bool,
    rough: bool,
}

const COLUMNS: [Column; 10] = [
    column("kills", "enemy units that died under its attacks", |t| t.kills as u64, false),
    column("lost", "units that it lost", |t| t.lost as u64, false),
    column("spawned", "units made by its core", |t| t.spawned as u64, true),
    column("mined", "ore mined", |t| t.mined, true),
    column("beacons", "beacons taken", |t| t.beacons_taken as u64, true),
    column("failed", "orders that stood and came to nothing", |t| t.failed as u64, false),
    column("dropped", "orders and lines that were wrong", |t| t.dropped as u64, false),
    column("late", "ticks in which it ran out of fuel", |t| t.late as u64, false),
    Column { rough: true, ..column("fuel", "fuel spent, initialisation included", |t| t.fuel, false) },
    Column { rough: true, ..column("peak", "most fuel spent in one tick", |t| t.fuel_peak, false) },
];

const fn column(title: &'static str, about: &'static str, value: fn(&Totals) -> u64, seldom: bool) -> Column {
    Column { title, about, value, seldom, rough: false }
}

/// Shows the result over the match.
pub(super) fn show(context: &Context, view: &View) {
    let window = context.content_rect();
    let modal = Modal::new(Id::new("result"))
        .area(Modal::default_area(Id::new("result")).fade_in(false))
        .frame(theme::solid())
        .backdrop_color(Color32::from_black_alpha(130));
    let response = modal.show(context, |ui| {
        ui.set_max_size(vec2((window.width() - 60.0).max(200.0), window.height() - 60.0));
        match view.footage.outcome() {
            Some(outcome) => headline(ui, view, outcome),
            None => unfinished(ui, view),
        }
        ui.add_space(10.0);
        let columns = shown(&view.story.totals);
        let height = (window.height() - 210.0).max(60.0);
        ScrollArea::both()
            .max_height(height)
            .auto_shrink([true, true])
            .show(ui, |ui| table(ui, view, &columns));
        ui.add_space(12.0);
        buttons(ui, view);
    });
    if response.backdrop_response.clicked() {
        view.ask(Action::Toggle(Part::Result));
    }
}

fn headline(ui: &mut Ui, view: &View, outcome: &Outcome) {
    let (title, color) = match outcome.winner {
        Some(seat) => (format!("{} wins", view.name(seat)), theme::team(seat)),
        None => ("A draw".to_owned(), theme::INK),
    };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(38.0, 40.0), Sense::hover());
        match outcome.winner {
            Some(seat) => icon::paint_team(ui.painter(), rect.center(), 15.0, seat, color),
            None => Icon::Cup.paint(ui.painter(), rect.shrink(5.0), color),
        }
        ui.vertical(|ui| {
            ui.label(RichText::new(title).font(theme::bold(26.0)).color(color));
            let ticks = view.footage.end();
            note(ui, format!("{}, after {ticks} ticks", words::ending(outcome.reason)), theme::DIM);
        });
    });
}

fn unfinished(ui: &mut Ui, view: &View) {
    let title = if view.footage.is_live() { "Still being played" } else { "Cut off" };
    ui.label(RichText::new(title).font(theme::bold(24.0)).color(theme::INK));
    note(ui, format!("{} ticks so far", view.footage.end()), theme::DIM);
}

/// The columns in which somebody has something.
fn shown(totals: &[Totals]) -> Vec<&'static Column> {
    let wanted = |column: &&Column| !column.seldom || totals.iter().any(|totals| (column.value)(totals) > 0);
    COLUMNS.iter().filter(wanted).collect()
}

/// Seats from the best to the worst, each with its place; by points while there is no result.
fn ranking(outcome: Option<&Outcome>, scores: &[u32]) -> Vec<(u8, Seat)> {
    let place = |index: usize| match outcome.and_then(|outcome| outcome.places.get(index)) {
        Some(place) => *place,
        None => 1 + scores.iter().filter(|score| **score > scores[index]).count() as u8,
    };
    let mut ranking: Vec<_> = (0..scores.len()).map(|index| (place(index), Seat(index as u8))).collect();
    ranking.sort();
    ranking
}

fn table(ui: &mut Ui, view: &View, columns: &[&Column]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = PLACE + NAME + NUMBER * (columns.len() + 1) as f32 + 10.0;
    let x = |index: usize| PLACE + NAME + NUMBER * (index + 1) as f32;
    let (head, _) = ui.allocate_exact_size(vec2(width, 24.0), Sense::hover());
    let titles = [("score", "points")].into_iter().chain(columns.iter().map(|c| (c.title, c.about)));
    for (index, (title, about)) in titles.enumerate() {
        let cell = Rect::from_min_size(head.min + vec2(x(index) - NUMBER, 0.0), vec2(NUMBER, head.height()));
        ui.painter().text(cell.right_center(), Align2::RIGHT_CENTER, title, theme::text(12.0), theme::FAINT);
        ui.interact(cell, ui.id().with(title), Sense::hover()).on_hover_text(about);
    }
    ui.painter().hline(head.x_range(), head.bottom(), (1.0, theme::LINE));
    let last = view.story.beats.last();
    let scores: Vec<u32> = last.map(|beat| beat.score.clone()).unwrap_or_default();
    for (place, seat) in ranking(view.footage.outcome(), &scores) {
        let Some(totals) = view.story.totals.get(seat.index()) else { continue };
        let (row, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(row, 4, theme::veil(14));
        }
        let middle = row.left_center();
        painter.text(middle + vec2(8.0, 0.0), Align2::LEFT_CENTER, place, theme::bold(14.0), theme::DIM);
        icon::paint_team(painter, middle + vec2(PLACE + 7.0, 0.0), 6.5, seat, theme::team(seat));
        let left = middle + vec2(PLACE + 20.0, 0.0);
        text::paint_elided(painter, left, NAME - 24.0, view.name(seat), theme::bold(14.0), theme::team(seat));
        let score = scores.get(seat.index()).copied().unwrap_or(0);
        let number = |index: usize, text: String, ink: Color32| {
            painter.text(middle + vec2(x(index), 0.0), Align2::RIGHT_CENTER, text, theme::mono(12.5), ink);
        };
        number(0, words::count(u64::from(score)), Color32::WHITE);
        for (index, column) in columns.iter().enumerate() {
            let value = (column.value)(totals);
            let text = if column.rough { words::about(value) } else { words::count(value) };
            number(index + 1, text, if value == 0 { theme::FAINT } else { theme::INK });
        }
        if response.clicked() {
            view.ask(Action::Toggle(Part::Result));
            view.ask(Action::ShowBot(seat));
        }
    }
}

fn buttons(ui: &mut Ui, view: &View) {
    ui.horizontal(|ui| {
        if text_button(ui, Some(Icon::Play), "Watch again", true).clicked() {
            view.ask(Action::Toggle(Part::Result));
            view.ask(Action::ToStart);
            if !view.playhead.playing {
                view.ask(Action::PlayPause);
            }
        }
        if text_button(ui, None, "Look around", false).clicked() {
            view.ask(Action::Toggle(Part::Result));
        }
        if text_button(ui, None, "Start screen", false).clicked() {
            view.ask(Action::Close);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::EndReason;

    #[test]
    fn places_come_from_the_result_and_else_from_points() {
        let outcome = Outcome {
            winner: Some(Seat(1)),
            reason: EndReason::LastTick,
            scores: vec![5, 5, 9],
            places: vec![2, 1, 3],
        };
        let seats = |ranking: Vec<(u8, Seat)>| ranking.into_iter().map(|(p, s)| (p, s.0)).collect::<Vec<_>>();
        assert_eq!(seats(ranking(Some(&outcome), &[5, 5, 9])), [(1, 1), (2, 0), (3, 2)]);
        assert_eq!(seats(ranking(None, &[5, 5, 9])), [(1, 2), (2, 0), (2, 1)]);
    }

    #[test]
    fn what_a_game_does_not_have_has_no_column() {
        let titles = |totals: &[Totals]| shown(totals).iter().map(|column| column.title).collect::<Vec<_>>();
        assert!(!titles(&[Totals::default()]).contains(&"mined"));
        assert!(titles(&[Totals::default(), Totals { mined: 1, ..Totals::default() }]).contains(&"mined"));
    }
}
