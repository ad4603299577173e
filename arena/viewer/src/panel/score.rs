//! The bar at the top: the match, and how each team stands.

use bevy_egui::egui::{
    Align2, Color32, Grid, Painter, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2,
};
use protocol::Seat;
use replay::Escaped;
use rules::TeamStanding;

use super::button::{self, IconButton};
use super::icon::{self, Icon};
use super::text::paint_elided;
use super::theme;
use super::view::View;
use super::words;
use crate::{Action, Part, keymap};

/// Widest cell of a team.
const CELL: f32 = 330.0;
/// Narrower cells have their name below the score.
const NARROW: f32 = 128.0;
/// Narrower cells show their switches only while the pointer is over them.
const ROOM_FOR_SWITCHES: f32 = 200.0;

/// Shows the bar in its rectangle.
pub(super) fn show(ui: &mut Ui, view: &View, rect: Rect) {
    ui.allocate_rect(rect, Sense::hover());
    let painter = ui.painter().clone();
    painter.rect_filled(rect, 0, theme::GLASS);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme::LINE));

    let title = (rect.width() * 0.16).clamp(118.0, 200.0);
    let tools = tools(view, rect.width());
    let buttons = tools.len() as f32 * 29.0 + 8.0;
    paint_title(&painter, view, Rect::from_min_size(rect.min, vec2(title, rect.height())));
    let teams = Rect::from_min_max(rect.min + vec2(title, 0.0), rect.max - vec2(buttons, 0.0));
    show_teams(ui, view, teams);

    let mut x = rect.right() - buttons + 2.0;
    for (icon, what, action, on) in tools {
        let place = Rect::from_min_size(pos2(x, rect.center().y - 13.0), Vec2::splat(26.0));
        let tool = IconButton::new(icon, what).keys(keymap::keys(&action)).on(on);
        if ui.put(place, tool).clicked() {
            view.ask(action);
        }
        x += 29.0;
    }
}

fn tools(view: &View, width: f32) -> Vec<(Icon, &'static str, Action, bool)> {
    let shown = |part| view.focus.shows(part);
    let mut tools = Vec::new();
    if view.footage.outcome().is_some() {
        tools.push((Icon::Cup, "result", Action::Toggle(Part::Result), shown(Part::Result)));
    }
    if width >= 900.0 {
        tools.push((Icon::Grid, "tactical board", Action::ToggleTactical, view.focus.tactical));
        tools.push((Icon::Film, "director", Action::ToggleDirector, view.settings.director));
        tools.push((Icon::Frame, "whole board", Action::Fit, false));
        tools.push((Icon::Camera, "save a picture", Action::Screenshot, false));
    }
    tools.push((Icon::Gear, "settings", Action::Toggle(Part::Settings), shown(Part::Settings)));
    tools.push((Icon::Help, "help", Action::Toggle(Part::Help), shown(Part::Help)));
    tools.push((Icon::Close, "close the match", Action::Close, false));
    tools
}

fn paint_title(painter: &Painter, view: &View, rect: Rect) {
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let title = &view.footage.origin().title;
    let title =
        std::path::Path::new(title).file_stem().map_or(title.as_str().into(), |stem| stem.to_string_lossy());
    let title = if title.is_empty() { "Robodrome".into() } else { title };
    paint_elided(
        painter,
        pos2(inner.left(), rect.top() + 18.0),
        inner.width(),
        &Escaped(&title).to_string(),
        theme::bold(15.0),
        theme::INK,
    );
    let tick = format!("tick {} / {}", view.scene.tick, view.footage.end());
    let at = pos2(inner.left(), rect.top() + 37.0);
    let tick = painter.text(at, Align2::LEFT_CENTER, tick, theme::mono(11.5), theme::DIM);
    let (state, color) = match (view.footage.is_live(), view.footage.outcome()) {
        (true, _) => ("live", theme::BAD),
        (false, Some(_)) => return,
        (false, None) => ("cut off", theme::WARN),
    };
    if tick.right() + 60.0 < inner.right() {
        painter.circle_filled(pos2(tick.right() + 12.0, at.y), 3.5, color);
        let at = pos2(tick.right() + 19.0, at.y);
        painter.text(at, Align2::LEFT_CENTER, state, theme::bold(11.5), color);
    } else {
        painter.circle_filled(pos2(rect.left() + 6.0, at.y), 3.0, color);
    }
}

fn show_teams(ui: &mut Ui, view: &View, rect: Rect) {
    let teams = &view.scene.before.frame.teams;
    let width = (rect.width() / teams.len().max(1) as f32).min(CELL);
    let left = rect.center().x - width * teams.len() as f32 / 2.0;
    let total: u64 = teams.iter().map(|team| u64::from(team.score)).sum();
    let mut share = left;
    for (seat, team) in view.seats().zip(teams) {
        let at = pos2(left + width * f32::from(seat.0), rect.top());
        let cell = Rect::from_min_size(at, vec2(width, rect.height()));
        show_team(ui, view, seat, team, cell.shrink2(vec2(1.0, 0.0)));
        // A strip below all of them: who has which share of the points.
        let part = match total {
            0 => 1.0 / teams.len() as f32,
            _ => team.score as f32 / total as f32,
        };
        let right = share + part * width * teams.len() as f32;
        let strip = Rect::from_min_max(
            pos2(share + 0.5, rect.bottom() - 3.0),
            pos2((right - 0.5).max(share + 0.5), rect.bottom()),
        );
        ui.painter().rect_filled(
            strip,
            0,
            theme::team(seat).gamma_multiply(if total == 0 { 0.35 } else { 1.0 }),
        );
        share = right;
    }
}

fn show_team(ui: &mut Ui, view: &View, seat: Seat, team: &TeamStanding, cell: Rect) {
    let response = ui.interact(cell, ui.id().with(("team", seat.0)), Sense::click());
    let open = view.focus.shows(Part::Bot) && view.focus.bot == seat;
    let painter = ui.painter_at(cell);
    let body = cell.with_max_y(cell.bottom() - 3.0);
    if open || response.hovered() {
        painter.rect_filled(body, 0, theme::veil(if open { 16 } else { 9 }));
    }
    if response.has_focus() {
        icon::paint_focus(&painter, body.shrink(3.0));
    }
    let gone = team.units == 0 && team.core_hp == 0;
    let color = theme::team(seat).gamma_multiply(if gone { 0.45 } else { 1.0 });
    let (first, second) = (cell.top() + 17.0, cell.top() + 36.0);

    if cell.width() < NARROW {
        paint_narrow(&painter, view, seat, team, cell, color);
    } else {
        // The score, right; the name fills what is left.
        let ink = if gone { theme::FAINT } else { theme::INK };
        let score = words::count(u64::from(team.score));
        let right = pos2(cell.right() - 10.0, first);
        let score = painter.text(right, Align2::RIGHT_CENTER, score, theme::bold(23.0), ink);
        icon::paint_team(&painter, pos2(cell.left() + 15.0, first), 6.5, seat, color);
        let name = pos2(cell.left() + 27.0, first);
        paint_elided(&painter, name, score.left() - 8.0 - name.x, view.name(seat), theme::bold(14.0), color);
        let switches = cell.width() >= ROOM_FOR_SWITCHES || response.contains_pointer();
        let end = pos2(cell.right() - 10.0, second);
        let right = if switches { show_switches(ui, view, seat, end) } else { end.x };
        let left = paint_standing(&painter, team, pos2(cell.left() + 10.0, second), right, color, gone);
        paint_lead(&painter, view, seat, left, pos2(right, second));
    }
    if response.on_hover_ui(|ui| explain(ui, view, seat, team)).clicked() {
        view.ask(Action::ShowBot(seat));
    }
}

/// A cell with room for little: shape, score and units, and the name below; the core is a thin line.
fn paint_narrow(painter: &Painter, view: &View, seat: Seat, team: &TeamStanding, cell: Rect, color: Color32) {
    let (first, second) = (cell.top() + 16.0, cell.top() + 34.0);
    icon::paint_team(painter, pos2(cell.left() + 11.0, first), 5.5, seat, color);
    let score = words::count(u64::from(team.score));
    let at = pos2(cell.left() + 20.0, first);
    let score = painter.text(at, Align2::LEFT_CENTER, score, theme::bold(17.0), theme::INK);
    let units = painter.layout_no_wrap(team.units.to_string(), theme::text(12.0), theme::DIM);
    let sign = Rect::from_center_size(pos2(cell.right() - units.size().x - 15.0, first), Vec2::splat(9.0));
    if sign.left() > score.right() + 2.0 {
        Icon::Robot.paint(painter, sign, theme::DIM);
        let at = Align2::RIGHT_CENTER.anchor_size(pos2(cell.right() - 5.0, first), units.size());
        painter.galley(at.min, units, theme::DIM);
    }
    let name = pos2(cell.left() + 6.0, second);
    paint_elided(painter, name, cell.width() - 10.0, view.name(seat), theme::text(12.0), color);
    if team.core_hp_max > 0 {
        let track = Rect::from_min_max(
            pos2(cell.left() + 6.0, cell.bottom() - 8.0),
            pos2(cell.right() - 6.0, cell.bottom() - 6.0),
        );
        painter.rect_filled(track, 0, theme::veil(24));
        let part = f32::from(team.core_hp) / f32::from(team.core_hp_max);
        painter.rect_filled(track.with_max_x(track.left() + track.width() * part), 0, theme::DIM);
    }
}

/// By how much a team leads, where it does and there is room to say so.
fn paint_lead(painter: &Painter, view: &View, seat: Seat, left: f32, right: Pos2) {
    let Some(lead) = lead(&view.scene.before.frame.teams, seat) else { return };
    for label in [format!("leads by {lead}"), format!("+{lead}")] {
        let galley = painter.layout_no_wrap(label, theme::text(11.5), theme::INK);
        if left + 16.0 + galley.size().x < right.x {
            let at = Align2::RIGHT_CENTER.anchor_size(right - vec2(6.0, 0.0), galley.size());
            painter.galley(at.min, galley, theme::INK);
            return;
        }
    }
}

/// The switches of a team, from the right edge leftwards. Gives where they begin.
fn show_switches(ui: &mut Ui, view: &View, seat: Seat, right: Pos2) -> f32 {
    let fog = view.focus.fog == Some(seat);
    let marks = !view.focus.hidden_marks.contains(&seat);
    let place = |index: f32| Rect::from_center_size(right - vec2(9.0 + index * 21.0, 0.0), Vec2::splat(19.0));
    let pen = IconButton::new(Icon::Pen, if marks { "hide its marks" } else { "show its marks" });
    if ui.put(place(0.0), pen.size(19.0).bare().on(marks).tint(theme::DIM)).clicked() {
        view.ask(Action::ToggleMarks(seat));
    }
    let eye = IconButton::new(Icon::Eye, if fog { "see all again" } else { "see only what it sees" });
    if ui.put(place(1.0), eye.keys(keymap::keys(&Action::CycleFog)).size(19.0).bare().on(fog)).clicked() {
        view.ask(Action::Fog((!fog).then_some(seat)));
    }
    right.x - 42.0
}

/// Units, core and bank, as far as there is room. Gives where they end.
fn paint_standing(
    painter: &Painter,
    team: &TeamStanding,
    at: Pos2,
    right: f32,
    color: Color32,
    gone: bool,
) -> f32 {
    if gone {
        return painter.text(at, Align2::LEFT_CENTER, "out", theme::text(12.0), theme::FAINT).right();
    }
    let wide = right - at.x > 118.0;
    let mut x = at.x;
    let units = match (wide, team.units) {
        (true, 1) => "1 unit".to_owned(),
        (true, units) => format!("{units} units"),
        (false, units) => {
            Icon::Robot.paint(
                painter,
                Rect::from_center_size(at + vec2(5.0, 0.0), Vec2::splat(10.0)),
                theme::DIM,
            );
            x += 14.0;
            units.to_string()
        }
    };
    x = painter.text(pos2(x, at.y), Align2::LEFT_CENTER, units, theme::text(12.0), theme::DIM).right() + 8.0;
    if team.core_hp_max == 0 {
        return x; // A game without cores has no bank either.
    }
    let track = Rect::from_min_size(pos2(x, at.y - 3.0), vec2(if wide { 36.0 } else { 22.0 }, 6.0));
    if track.right() > right {
        return x;
    }
    painter.rect_filled(track, 2, theme::veil(24));
    let part = f32::from(team.core_hp) / f32::from(team.core_hp_max);
    painter.rect_filled(track.with_max_x(track.left() + track.width() * part), 2, color);
    x = track.right() + 8.0;
    if x + 28.0 < right {
        painter.add(Shape::convex_polygon(
            [vec2(0.0, -4.0), vec2(4.0, 0.0), vec2(0.0, 4.0), vec2(-4.0, 0.0)]
                .map(|d| pos2(x + 3.0, at.y) + d)
                .to_vec(),
            theme::DIM,
            Stroke::NONE,
        ));
        x = painter
            .text(
                pos2(x + 10.0, at.y),
                Align2::LEFT_CENTER,
                team.bank.to_string(),
                theme::text(12.0),
                theme::DIM,
            )
            .right();
    }
    x
}

/// By how much a team leads, if it does.
fn lead(teams: &[TeamStanding], seat: Seat) -> Option<u32> {
    let own = teams.get(seat.index())?.score;
    let others = teams.iter().enumerate().filter(|(index, _)| *index != seat.index());
    let best = others.map(|(_, team)| team.score).max()?;
    own.checked_sub(best).filter(|lead| *lead > 0)
}

fn explain(ui: &mut Ui, view: &View, seat: Seat, team: &TeamStanding) {
    let info = view.footage.reader().header().seats.get(seat.index());
    let title = info.map_or_else(String::new, ToString::to_string);
    ui.label(RichText::new(title).font(theme::bold(14.0)).color(theme::team(seat)));
    let mut facts = vec![
        ("score", words::count(u64::from(team.score))),
        ("damage dealt", words::count(u64::from(team.damage))),
        ("units", team.units.to_string()),
    ];
    if team.core_hp_max > 0 {
        facts.push(("core", format!("{} of {}", team.core_hp, team.core_hp_max)));
        facts.push(("bank", team.bank.to_string()));
    }
    Grid::new("standing").num_columns(2).spacing([18.0, 2.0]).show(ui, |ui| {
        for (what, value) in facts {
            ui.label(RichText::new(what).color(theme::DIM));
            ui.label(RichText::new(value).font(theme::mono(12.0)).color(theme::INK));
            ui.end_row();
        }
    });
    ui.horizontal(|ui| {
        ui.label(RichText::new("click: log, watches, fuel").font(theme::text(11.5)).color(theme::FAINT));
        button::key_caps(ui, "B");
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_has_more_than_everybody_leads() {
        let team = |score| TeamStanding { score, damage: 0, bank: 0, units: 1, core_hp: 1, core_hp_max: 1 };
        let leads = |scores: &[u32]| -> Vec<Option<u32>> {
            let teams: Vec<_> = scores.iter().map(|score| team(*score)).collect();
            (0..teams.len()).map(|seat| lead(&teams, Seat(seat as u8))).collect()
        };
        assert_eq!(leads(&[5, 9, 2]), [None, Some(4), None]);
        assert_eq!(leads(&[9, 9, 2]), [None, None, None]);
        assert_eq!(leads(&[0, 0]), [None, None]);
    }
}
