//! The log: of this tick, of the whole match so far, or what a search finds in it.

use bevy_egui::egui::text::{LayoutJob, TextFormat, TextWrapping};
use bevy_egui::egui::{
    Align, Align2, Color32, Frame, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, pos2,
    vec2,
};
use protocol::{Seat, Tick};

use crate::Action;
use crate::panel::icon::{self, Icon};
use crate::panel::journal::{Hit, Journal, Lines, MOST_HITS};
use crate::panel::text::{ROW_CHARS, TIP_CHARS, escaped, note};
use crate::panel::view::View;
use crate::panel::{button, theme, words};

/// Height of a line.
const ROW: f32 = 16.0;

/// What the log keeps from picture to picture.
#[derive(Default)]
pub(super) struct LogView {
    scope: Scope,
    query: String,
    /// The lines of the tick that is shown.
    lines: Option<(Tick, Seat, Lines)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scope {
    #[default]
    Tick,
    Match,
}

/// Shows the log within a height.
pub(super) fn show(ui: &mut Ui, view: &View, log: &mut LogView, journal: &mut Journal, height: f32) {
    if !view.footage.reader().has_logs() {
        note(ui, "This replay was written without logs.", theme::FAINT);
        return;
    }
    let bottom = ui.cursor().top() + height;
    search_box(ui, log);
    let now = view.scene.after.tick;
    let rest = |ui: &Ui| (bottom - ui.cursor().top()).max(30.0);
    if !log.query.is_empty() {
        journal.look_for(&log.query);
        if !journal.search_on(view.footage, now) {
            ui.ctx().request_repaint();
        }
        hits(ui, view, journal, &log.query, now, rest);
    } else if log.scope == Scope::Match {
        if !journal.read_on(view.footage, now) {
            ui.ctx().request_repaint();
        }
        whole_match(ui, view, journal, now, rest(ui));
    } else {
        this_tick(ui, view, log, journal.seat(), rest(ui));
    }
}

fn search_box(ui: &mut Ui, log: &mut LogView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let choices = [(Scope::Tick, "tick"), (Scope::Match, "match")];
        if let Some(scope) = button::choice(ui, log.scope, &choices) {
            log.scope = scope;
            log.query.clear();
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        let painter = ui.painter();
        painter.rect(
            rect,
            5,
            Color32::from_black_alpha(90),
            Stroke::new(1.0, theme::veil(18)),
            StrokeKind::Inside,
        );
        let sign = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), vec2(11.0, 11.0));
        Icon::Search.paint(painter, sign, theme::FAINT);
        let field = Rect::from_min_max(pos2(sign.right() + 5.0, rect.top()), rect.max - vec2(4.0, 0.0));
        let edit = TextEdit::singleline(&mut log.query)
            .frame(Frame::NONE)
            .hint_text("search")
            .font(theme::mono(12.0))
            .margin(vec2(0.0, 0.0))
            .vertical_align(Align::Center)
            .min_size(field.size())
            .desired_width(field.width());
        let response = ui.put(field, edit);
        response.on_hover_text("searches the log of the whole match up to now");
    });
}

fn this_tick(ui: &mut Ui, view: &View, log: &mut LogView, seat: Seat, height: f32) {
    let moment = &view.scene.after;
    let Some(said) = moment.logs.get(seat.index()) else { return };
    if log.lines.as_ref().is_none_or(|(tick, of, _)| (*tick, *of) != (moment.tick, seat)) {
        log.lines = Some((moment.tick, seat, Lines::of(said.stderr.clone())));
    }
    let Some((_, _, lines)) = &log.lines else { return };
    if lines.len() == 0 && said.lost == 0 {
        note(ui, "It wrote nothing in this tick.", theme::FAINT);
        return;
    }
    let cut = if said.lost > 0 { 18.0 } else { 0.0 };
    rows(ui, "tick", height - cut, lines.len(), false, |ui, index| {
        row(ui, None, lines.get(index), "");
    });
    if said.lost > 0 {
        note(ui, format!("{} more bytes were cut", words::count(said.lost)), theme::WARN);
    }
}

fn whole_match(ui: &mut Ui, view: &View, journal: &mut Journal, now: Tick, height: f32) {
    let count = journal.lines_until(now);
    if count == 0 {
        note(ui, "It has written nothing so far.", theme::FAINT);
        return;
    }
    rows(ui, "match", height, count, true, |ui, index| {
        let place = journal.place(index);
        line_of_match(ui, view, journal, place, "");
    });
}

fn hits(ui: &mut Ui, view: &View, journal: &mut Journal, query: &str, now: Tick, rest: impl Fn(&Ui) -> f32) {
    let (hits, searched) = journal.hits(now);
    let hits = hits.to_vec();
    let found = match hits.len() {
        0 => "nothing found".to_owned(),
        1 => "1 line".to_owned(),
        MOST_HITS => format!("the first {} lines", words::count(MOST_HITS as u64)),
        n => format!("{} lines", words::count(n as u64)),
    };
    let state = if searched > now || hits.len() == MOST_HITS {
        format!("{found} up to tick {now}")
    } else {
        format!("{found}, looking at tick {searched} of {now}")
    };
    note(ui, state, theme::FAINT);
    let height = rest(ui);
    rows(ui, "hits", height, hits.len(), false, |ui, index| {
        line_of_match(ui, view, journal, hits[index], query);
    });
}

fn line_of_match(ui: &mut Ui, view: &View, journal: &mut Journal, place: Hit, query: &str) {
    let clicked = row(ui, Some(place.tick), journal.line(view.footage, place), query);
    if clicked {
        view.ask(Action::Seek(f64::from(place.tick.0)));
    }
}

/// Rows of one height, of which only those that are seen are made.
fn rows(
    ui: &mut Ui,
    name: &str,
    height: f32,
    count: usize,
    follow: bool,
    mut add: impl FnMut(&mut Ui, usize),
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt(name)
        .max_height(height)
        .auto_shrink([false, true])
        .stick_to_bottom(follow)
        .show_rows(ui, ROW, count, |ui, range| range.for_each(|index| add(ui, index)));
}

/// One line; with a tick, it leads there. `true` when it was clicked.
fn row(ui: &mut Ui, tick: Option<Tick>, line: &[u8], query: &str) -> bool {
    let sense = if tick.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    if response.hovered() {
        ui.painter().rect_filled(rect, 2, theme::veil(14));
    }
    if response.has_focus() {
        icon::paint_focus(ui.painter(), rect.shrink(1.5));
    }
    let painter = ui.painter_at(rect);
    let mut left = rect.left() + 2.0;
    if let Some(tick) = tick {
        let number = painter.text(
            pos2(left, rect.center().y),
            Align2::LEFT_CENTER,
            format!("{tick:>4}"),
            theme::mono(11.0),
            theme::FAINT,
        );
        left = number.right() + 8.0;
    }
    let mut job = marked(&escaped(line, ROW_CHARS), query);
    job.wrap = TextWrapping::truncate_at_width((rect.right() - left).max(0.0));
    let galley = painter.layout_job(job);
    let wide = galley.elided;
    let at = Align2::LEFT_CENTER.anchor_size(pos2(left, rect.center().y), galley.size());
    painter.galley(at.min, galley, theme::INK);
    let response = if wide {
        response.on_hover_ui(|ui| {
            ui.label(RichText::new(escaped(line, TIP_CHARS)).font(theme::mono(11.5)));
        })
    } else {
        response
    };
    if response.secondary_clicked() {
        ui.ctx().copy_text(String::from_utf8_lossy(line).into_owned());
    }
    response.clicked()
}

/// A line with what was searched for standing out.
fn marked(line: &str, query: &str) -> LayoutJob {
    let plain = TextFormat::simple(theme::mono(11.5), Color32::from_rgb(0xc6, 0xd0, 0xe2));
    let ground = theme::WARN.gamma_multiply(0.3);
    let found = TextFormat { color: Color32::WHITE, background: ground, ..plain.clone() };
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    for (part, is_hit) in split(line, query) {
        job.append(part, 0.0, if is_hit { found.clone() } else { plain.clone() });
    }
    job
}

/// A line in parts: those that are the query, in upper or lower case, and those between.
fn split<'a>(line: &'a str, query: &str) -> Vec<(&'a str, bool)> {
    let (lower, query) = (line.to_ascii_lowercase(), query.to_ascii_lowercase());
    let mut parts = Vec::new();
    let mut start = 0;
    if !query.is_empty() {
        for (at, hit) in lower.match_indices(&query) {
            parts.push((&line[start..at], false));
            start = at + hit.len();
            parts.push((&line[at..start], true));
        }
    }
    parts.push((&line[start..], false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_searched_for_stands_out() {
        let check = |line, query, expected: &[(&str, bool)]| assert_eq!(split(line, query), expected);
        check(
            "Raid the raiders",
            "raid",
            &[("Raid", true), (" the ", false), ("raid", true), ("ers", false)],
        );
        check("Zoë raids", "ë r", &[("Zo", false), ("ë r", true), ("aids", false)]);
        check("nothing", "raid", &[("nothing", false)]);
        check("all", "", &[("all", false)]);
        check("", "raid", &[]);
    }
}
