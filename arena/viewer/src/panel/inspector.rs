//! The panel of the picked unit: what it has, what it does, and why that failed.

use bevy_egui::egui::{Align, Layout, RichText, ScrollArea, Sense, Ui, pos2, vec2};
use protocol::{Seat, Tick, UnitId};

use super::icon::{self, Icon};
use super::text::{caption, escaped, note};
use super::view::View;
use super::words::{self, Death};
use super::{button, meter, text, theme};
use crate::{Action, Life, Moment, Pose};

/// Earlier orders that are listed.
const EARLIER: u32 = 6;

/// Shows the unit within a width and a height.
pub(super) fn show(ui: &mut Ui, view: &View, height: f32) {
    let Some((seat, unit)) = view.focus.unit else { return };
    header(ui, view, seat, unit);
    ScrollArea::vertical().max_height(height - 40.0).auto_shrink([false, true]).show(ui, |ui| {
        let Some(life) = view.story.lives.get(&(seat, unit)) else {
            note(ui, "There never was such a unit.", theme::DIM);
            return;
        };
        match view.scene.poses.iter().find(|pose| (pose.seat, pose.unit) == (seat, unit)) {
            Some(pose) => living(ui, view, pose, life),
            None => absent(ui, view, seat, unit, life),
        }
    });
}

fn header(ui: &mut Ui, view: &View, seat: Seat, unit: UnitId) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 24.0), Sense::hover());
        icon::paint_team(ui.painter(), rect.center(), 7.0, seat, theme::team(seat));
        ui.label(RichText::new(format!("#{unit}")).font(theme::bold(18.0)).color(theme::INK));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            let asked = view.asked;
            button::action(ui, asked, Icon::Close, "close", Action::Select(None), false);
            let follows = view.focus.follows;
            let what = if follows { "follow it no longer" } else { "follow it" };
            button::action(ui, asked, Icon::Target, what, Action::ToggleFollow, follows);
            button::action(ui, asked, Icon::Right, "next unit of the team", Action::SelectNext(1), false);
            button::action(ui, asked, Icon::Left, "the unit before", Action::SelectNext(-1), false);
            let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
            let name = view.name(seat);
            let painter = ui.painter_at(rect);
            text::paint_elided(
                &painter,
                rect.left_center(),
                rect.width(),
                name,
                theme::bold(13.5),
                theme::team(seat),
            );
        });
    });
}

fn living(ui: &mut Ui, view: &View, pose: &Pose, life: &Life) {
    let whole = |value: f32| format!("{:.0}", value);
    let (hp, cargo) = (whole(pose.hp), whole(pose.cargo));
    ui.spacing_mut().item_spacing.y = 3.0;
    meter::bar(
        ui,
        "hit points",
        &format!("{hp} / {}", pose.hp_max),
        pose.hp / pose.hp_max.max(1.0),
        theme::team(pose.seat),
    );
    if pose.cargo_max > 0.0 {
        meter::bar(
            ui,
            "cargo",
            &format!("{cargo} / {}", pose.cargo_max),
            pose.cargo / pose.cargo_max,
            theme::DIM,
        );
    }
    let now = view.scene.after.tick;
    let cell = [pose.at[0].floor(), pose.at[1].floor()];
    meter::fact(ui, "cell", &format!("{}, {}", cell[0], cell[1]));
    let age = now.0.saturating_sub(life.born.0);
    meter::fact(ui, "age", &format!("{age} {}", if age == 1 { "tick" } else { "ticks" }));
    meter::fact(ui, "kills", &life.kills_by(now).to_string());
    if pose.guard > 0.5 {
        meter::fact(ui, "guard", "up");
    }
    ui.add_space(3.0);
    orders(ui, view, pose.seat, pose.unit, life);
    watches(ui, &view.scene.after, pose.seat, pose.unit);
}

/// The order of the tick that goes on, or that led here, and those before.
fn orders(ui: &mut Ui, view: &View, seat: Seat, unit: UnitId, life: &Life) {
    let moment = &view.scene.after;
    if moment.tick <= life.born {
        note(ui, "It gets its first order in the next tick.", theme::DIM);
        return;
    }
    caption(ui, &format!("order of tick {}", moment.tick));
    let (said, given) = said(view, moment, seat, unit);
    let color = if given { theme::INK } else { theme::DIM };
    ui.label(RichText::new(said).font(theme::bold(15.0)).color(color));
    for why in reasons(moment, seat, unit) {
        note(ui, why.explanation().trim(), theme::WARN);
    }
    ui.add_space(3.0);
    let first = moment.tick.0.saturating_sub(EARLIER).max(life.born.0 + 1);
    for tick in (first..moment.tick.0).rev().map(Tick) {
        let Ok(moment) = view.footage.moment(tick) else { continue };
        earlier(ui, view, &moment, seat, unit);
    }
}

fn earlier(ui: &mut Ui, view: &View, moment: &Moment, seat: Seat, unit: UnitId) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 17.0), Sense::click());
    let painter = ui.painter_at(rect);
    if response.hovered() {
        painter.rect_filled(rect, 3, theme::veil(14));
    }
    let failed = reasons(moment, seat, unit).next();
    let left = rect.left_center();
    let tick = moment.tick.to_string();
    text::paint_elided(&painter, left, 40.0, &tick, theme::mono(11.0), theme::FAINT);
    let (said, _) = said(view, moment, seat, unit);
    let color = if failed.is_some() { theme::WARN } else { theme::DIM };
    let left = left + vec2(42.0, 0.0);
    let said = failed.map_or(said.clone(), |why| format!("{said}: {}", why.word().replace('_', " ")));
    text::paint_elided(&painter, left, rect.right() - left.x, &said, theme::text(12.0), color);
    if response.clicked() {
        view.ask(Action::Seek(f64::from(moment.tick.0)));
    }
}

/// What a unit was ordered in a tick, and whether it was.
fn said(view: &View, moment: &Moment, seat: Seat, unit: UnitId) -> (String, bool) {
    let record = moment.seats.get(seat.index());
    let order = record.and_then(|record| record.orders.iter().find(|order| order.unit == Some(unit)));
    match order {
        Some(order) => (words::order(order, view.footage.verbs()), true),
        None => ("no order".to_owned(), false),
    }
}

/// Why orders for a unit were dropped or failed in a tick.
fn reasons(moment: &Moment, seat: Seat, unit: UnitId) -> impl Iterator<Item = protocol::Reason> {
    let dropped = moment.seats.get(seat.index()).map_or(&[][..], |record| &record.drops);
    let failed = moment.failed.get(seat.index()).map_or(&[][..], Vec::as_slice);
    dropped.iter().chain(failed).filter(move |note| note.unit == Some(unit)).map(|note| note.why)
}

/// What the bot says of the unit.
fn watches(ui: &mut Ui, moment: &Moment, seat: Seat, unit: UnitId) {
    let Some(log) = moment.logs.get(seat.index()) else { return };
    let mut own = log.watches.iter().filter(|watch| watch.unit == Some(unit)).peekable();
    if own.peek().is_none() {
        return;
    }
    ui.add_space(3.0);
    caption(ui, "watches");
    for watch in own {
        watch_line(ui, &watch.key, &watch.value);
    }
}

/// A watched value; one that is too long for its line is whole in the tooltip.
pub(super) fn watch_line(ui: &mut Ui, key: &str, value: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let painter = ui.painter_at(rect);
    let (key, value) = (escaped(key.as_bytes(), text::ROW_CHARS), escaped(value.as_bytes(), text::ROW_CHARS));
    let left = rect.left_center();
    let half = rect.width() * 0.45;
    let end = text::paint_elided(&painter, left, half, &key, theme::text(12.5), theme::DIM).right() + 8.0;
    let left = pos2(end, left.y);
    text::paint_elided(&painter, left, rect.right() - end, &value, theme::mono(12.0), theme::INK);
    response.on_hover_text(format!("{key}: {value}"));
}

/// A unit that is not on the board now.
fn absent(ui: &mut Ui, view: &View, seat: Seat, unit: UnitId, life: &Life) {
    let now = view.scene.after.tick;
    let Some(died) = life.died.filter(|died| *died <= now) else {
        note(ui, format!("It is made in tick {}.", life.born), theme::DIM);
        if button::text_button(ui, Some(Icon::StepOn), "go there", false).clicked() {
            view.ask(Action::Seek(f64::from(life.born.0)));
        }
        return;
    };
    ui.label(RichText::new(format!("died in tick {died}")).font(theme::bold(15.0)).color(theme::INK));
    let cause = view.footage.moment(died).ok().and_then(|moment| words::death(&moment, seat, unit));
    match cause {
        Some(Death::Storm) => drop(note(ui, "The storm killed it.", theme::DIM)),
        Some(Death::Attackers(attackers)) => {
            note(ui, "It was hit by", theme::DIM);
            for attacker in attackers {
                attacker_line(ui, view, attacker);
            }
        }
        None => {}
    }
    ui.add_space(3.0);
    meter::fact(ui, "lived", &format!("ticks {} to {died}", life.born));
    meter::fact(ui, "kills", &life.kills_by(now).to_string());
    if life.mined > 0 {
        meter::fact(ui, "mined", &life.mined.to_string());
    }
    ui.add_space(3.0);
    if button::text_button(ui, Some(Icon::StepBack), "see it die", false).clicked() {
        view.ask(Action::Seek(f64::from(died.0.saturating_sub(1))));
    }
}

fn attacker_line(ui: &mut Ui, view: &View, (seat, unit): (Seat, UnitId)) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 3, theme::veil(14));
    }
    let painter = ui.painter_at(rect);
    icon::paint_team(&painter, rect.left_center() + vec2(8.0, 0.0), 5.5, seat, theme::team(seat));
    let label = format!("{} #{unit}", view.name(seat));
    let left = rect.left_center() + vec2(20.0, 0.0);
    text::paint_elided(&painter, left, rect.width() - 20.0, &label, theme::text(13.0), theme::INK);
    if response.on_hover_text("pick it").clicked() {
        view.ask(Action::Select(Some((seat, unit))));
    }
}
