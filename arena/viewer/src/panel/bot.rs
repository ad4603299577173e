//! The panel of a team's bot: fuel, status, log, watches, and what became of its orders.

mod log;

use bevy_egui::egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, vec2};
use protocol::{Note, Seat};
use replay::SeatRecord;

use super::button::{self, IconButton};
use super::icon::{self, Icon};
use super::inspector::watch_line;
use super::journal::Journal;
use super::text::{caption, note};
use super::view::View;
use super::{meter, text, theme, words};
use crate::{Action, Moment, Part};

/// Ticks of the small fuel curve.
const LATELY: u32 = 80;

/// What the panel keeps from picture to picture.
#[derive(Default)]
pub(super) struct BotPanel {
    tab: Tab,
    wide: bool,
    log: log::LogView,
    journal: Option<Journal>,
}

impl BotPanel {
    /// Whether it takes more of the window, for long lines.
    pub(super) fn is_wide(&self) -> bool {
        self.wide
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Log,
    Watches,
    Orders,
}

/// Shows the bot whose panel is open within a height.
pub(super) fn show(ui: &mut Ui, view: &View, panel: &mut BotPanel, height: f32) {
    let seat = view.focus.bot;
    if panel.journal.as_ref().is_none_or(|journal| journal.seat() != seat) {
        panel.journal = Some(Journal::new(seat));
    }
    let bottom = ui.cursor().top() + height;
    header(ui, view, seat, &mut panel.wide);
    teams(ui, view, seat);
    let moment = &view.scene.after;
    if let Some(record) = moment.seats.get(seat.index()) {
        standing(ui, view, seat, record, height > 330.0);
    }
    tabs(ui, panel, moment, seat);
    let height = (bottom - ui.cursor().top()).max(40.0);
    match panel.tab {
        Tab::Log => {
            if let Some(journal) = &mut panel.journal {
                log::show(ui, view, &mut panel.log, journal, height);
            }
        }
        Tab::Watches => watches(ui, moment, seat, height),
        Tab::Orders => orders(ui, view, moment, seat, height),
    }
}

fn header(ui: &mut Ui, view: &View, seat: Seat, wide: &mut bool) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 24.0), Sense::hover());
        icon::paint_team(ui.painter(), rect.center(), 7.0, seat, theme::team(seat));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            button::action(ui, view.asked, Icon::Close, "close", Action::Toggle(Part::Bot), false);
            let (icon, what) =
                if *wide { (Icon::Left, "narrower") } else { (Icon::Right, "wider, for long lines") };
            if ui.add(IconButton::new(icon, what).size(22.0).bare()).clicked() {
                *wide = !*wide;
            }
            let marks = !view.focus.hidden_marks.contains(&seat);
            let what = if marks { "hide its marks" } else { "show its marks" };
            button::action(ui, view.asked, Icon::Pen, what, Action::ToggleMarks(seat), marks);
            let fog = view.focus.fog == Some(seat);
            let what = if fog { "see all again" } else { "see only what it sees" };
            button::action(ui, view.asked, Icon::Eye, what, Action::Fog((!fog).then_some(seat)), fog);
            let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
            let painter = ui.painter_at(rect);
            let name = view.name(seat);
            text::paint_elided(
                &painter,
                rect.left_center(),
                rect.width(),
                name,
                theme::bold(16.0),
                theme::team(seat),
            );
        });
    });
}

/// A tab for each team: its shape, since eight names have no room.
fn teams(ui: &mut Ui, view: &View, open: Seat) {
    let count = view.seats().count().max(1) as f32;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ((ui.available_width() + 2.0) / count - 2.0).max(16.0);
        for seat in view.seats() {
            let (rect, response) = ui.allocate_exact_size(vec2(width, 22.0), Sense::click());
            let on = seat == open;
            let painter = ui.painter();
            painter.rect_filled(
                rect,
                4,
                theme::veil(if on {
                    26
                } else if response.hovered() {
                    18
                } else {
                    6
                }),
            );
            if on {
                let strip = Rect::from_min_max(rect.left_bottom() - vec2(0.0, 2.0), rect.right_bottom());
                painter.rect_filled(strip, 0, theme::team(seat));
            }
            if response.has_focus() {
                icon::paint_focus(painter, rect);
            }
            let color = if on || response.hovered() {
                theme::team(seat)
            } else {
                theme::team(seat).gamma_multiply(0.6)
            };
            icon::paint_team(painter, rect.center(), 5.5, seat, color);
            if response.on_hover_text(view.name(seat)).clicked() && !on {
                view.ask(Action::ShowBot(seat));
            }
        }
    });
}

fn standing(ui: &mut Ui, view: &View, seat: Seat, record: &SeatRecord, roomy: bool) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let (status, why) = words::status(record.status);
    let color = match record.status {
        protocol::Status::Waiting => theme::DIM,
        protocol::Status::OutOfFuel => theme::WARN,
        _ => theme::BAD,
    };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 3.5, color);
        ui.label(RichText::new(status).font(theme::bold(12.5)).color(color));
        if let Some(team) = view.scene.after.frame.teams.get(seat.index()).filter(|team| team.core_hp_max > 0)
        {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let facts = format!("bank {}   core {}", team.bank, team.core_hp);
                ui.label(RichText::new(facts).font(theme::mono(12.0)).color(theme::DIM));
            });
        }
    });
    if let Some(why) = why {
        note(ui, why, color);
    }
    let plan = view.footage.reader().header().fuel;
    let tick = view.scene.after.tick;
    let granted = if tick.0 == 0 { plan.start.0 } else { plan.per_tick.0 };
    let part = record.fuel.0 as f64 / granted.max(1) as f64;
    let value =
        format!("{} of {}, {:.0} %", words::about(record.fuel.0), words::about(granted), part * 100.0);
    let full = if part > 1.0 { theme::WARN } else { theme::team(seat) };
    meter::bar(ui, "fuel", &value, part as f32, full);
    if roomy {
        // The fuel of initialisation is of another size, and has its own number at tick 0.
        let beats = &view.story.beats;
        let first = tick.0.saturating_sub(LATELY).max(1) as usize;
        let lately = beats.get(first..=tick.0 as usize).unwrap_or_default();
        let values: Vec<u64> =
            lately.iter().map(|beat| beat.fuel.get(seat.index()).copied().unwrap_or(0)).collect();
        meter::history(ui, &values, plan.per_tick.0, theme::team(seat));
    }
}

fn tabs(ui: &mut Ui, panel: &mut BotPanel, moment: &Moment, seat: Seat) {
    let watches = moment.logs.get(seat.index()).map_or(0, |log| log.watches.len());
    let dropped = moment.seats.get(seat.index()).map_or(0, |record| record.drops.len());
    let failed = moment.failed.get(seat.index()).map_or(0, Vec::len);
    let counted =
        |name: &str, count: usize| if count > 0 { format!("{name} {count}") } else { name.to_owned() };
    ui.add_space(2.0);
    let tabs = [
        (Tab::Log, "log".to_owned()),
        (Tab::Watches, counted("watches", watches)),
        (Tab::Orders, counted("problems", dropped + failed)),
    ];
    let choices: Vec<(Tab, &str)> = tabs.iter().map(|(tab, name)| (*tab, name.as_str())).collect();
    if let Some(tab) = button::choice(ui, panel.tab, &choices) {
        panel.tab = tab;
    }
}

fn watches(ui: &mut Ui, moment: &Moment, seat: Seat, height: f32) {
    let watches = moment.logs.get(seat.index()).map_or(&[][..], |log| &log.watches);
    if watches.is_empty() {
        note(ui, "It watches nothing in this tick.", theme::FAINT);
        return;
    }
    let mut sorted: Vec<_> = watches.iter().collect();
    sorted.sort_by_key(|watch| watch.unit); // Those of the bot as a whole come first.
    ScrollArea::vertical().id_salt("watches").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut of = None;
        for watch in sorted {
            if watch.unit != of {
                of = watch.unit;
                if let Some(unit) = of {
                    caption(ui, &format!("#{unit}"));
                }
            }
            watch_line(ui, &watch.key, &watch.value);
        }
    });
}

/// Orders that were dropped before the tick, and those that failed in it.
fn orders(ui: &mut Ui, view: &View, moment: &Moment, seat: Seat, height: f32) {
    let record = moment.seats.get(seat.index());
    let dropped = record.map_or(&[][..], |record| &record.drops);
    let failed = moment.failed.get(seat.index()).map_or(&[][..], Vec::as_slice);
    if dropped.is_empty() && failed.is_empty() {
        let given = record.map_or(0, |record| record.orders.len());
        let text = match given {
            0 => "No orders in this tick.".to_owned(),
            1 => "One order in this tick, and it was carried out.".to_owned(),
            _ => format!("{given} orders in this tick, and all were carried out."),
        };
        note(ui, text, theme::FAINT);
        return;
    }
    ScrollArea::vertical().id_salt("orders").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        if !dropped.is_empty() {
            caption(ui, &format!("dropped before tick {}", moment.tick));
            for note in dropped {
                problem(ui, view, seat, note, String::new());
            }
        }
        if !failed.is_empty() {
            caption(ui, &format!("failed in tick {}", moment.tick));
            for note in failed {
                let order =
                    record.and_then(|record| record.orders.iter().find(|order| order.unit == note.unit));
                problem(
                    ui,
                    view,
                    seat,
                    note,
                    order.map_or_else(String::new, |order| words::order(order, view.footage.verbs())),
                );
            }
        }
    });
}

/// One order that came to nothing; a click picks its unit.
fn problem(ui: &mut Ui, view: &View, seat: Seat, note: &Note, order: String) {
    let what =
        if order.is_empty() { words::subject(note) } else { format!("{} {order}", words::subject(note)) };
    let response = ui
        .add(Label::new(RichText::new(what).font(theme::bold(12.5)).color(theme::INK)).sense(Sense::click()))
        .on_hover_text("pick the unit");
    if let Some(unit) = note.unit.filter(|_| response.clicked()) {
        view.ask(Action::Select(Some((seat, unit))));
    }
    text::note(ui, note.why.explanation().trim(), theme::WARN);
}
