//! The start screen: something to watch at one click, something to open, and what went wrong.

mod backdrop;
mod lineup;

use std::path::{Path, PathBuf};

use bevy_egui::egui::{
    Align, Align2, Area, Color32, Context, Id, LayerId, Layout, Order, Rect, RichText, ScrollArea, Sense,
    Spinner, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};
use replay::Escaped;

use super::button::{self, IconButton, text_button};
use super::icon::{self, Icon};
use super::text::{caption, note};
use super::view::Asked;
use super::{text, theme, toast};
use crate::source::{Offer, offers};
use crate::{Action, Notices, Part, Settings, keymap};
use lineup::Lineup;

/// Widest that the screen's contents get, and the least width for two columns.
const WIDTH: f32 = 1040.0;
const TWO_COLUMNS: f32 = 820.0;
const GAP: f32 = 26.0;

/// What the screen keeps from picture to picture.
#[derive(Default)]
pub(super) struct StartScreen {
    offers: Vec<Offer>,
    lineup: Lineup,
    /// Replays opened lately, and whether they are still there: looked up once, not in every picture.
    recent: Vec<(PathBuf, bool)>,
    background: backdrop::Backdrop,
}

impl StartScreen {
    fn refresh(&mut self, settings: &Settings) {
        if self.offers.is_empty() {
            self.offers = offers();
        }
        if !self.recent.iter().map(|(path, _)| path).eq(&settings.recent) {
            self.recent = settings.recent.iter().map(|path| (path.clone(), path.exists())).collect();
        }
    }

    /// Looks anew which files are there.
    pub(super) fn forget_files(&mut self) {
        self.recent.clear();
    }
}

/// Shows the screen. Gives the notices that were dismissed.
pub(super) fn show(
    context: &Context,
    asked: &Asked,
    screen: &mut StartScreen,
    settings: &Settings,
    notices: &Notices,
    loading: Option<&str>,
) -> Vec<u64> {
    screen.refresh(settings);
    let window = context.content_rect();
    let mut dismissed = Vec::new();
    Area::new(Id::new("start")).order(Order::Background).fade_in(false).fixed_pos(window.min).show(
        context,
        |ui| {
            ui.set_clip_rect(window);
            ui.allocate_rect(window, Sense::hover());
            screen.background.paint(ui.painter(), window);
            let width = (window.width() - 48.0).min(WIDTH);
            let left = window.center().x - width / 2.0;
            let place = Rect::from_min_max(pos2(left, window.top()), pos2(left + width, window.bottom()));
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                    ui.add_space((window.height() * 0.07).clamp(14.0, 64.0));
                    title(ui, asked);
                    ui.add_space(18.0);
                    if let Some(what) = loading {
                        spinner(ui, what);
                    }
                    for notice in notices.list.iter().rev() {
                        if toast::card(ui, notice) {
                            dismissed.push(notice.number);
                        }
                    }
                    if !notices.list.is_empty() {
                        ui.add_space(10.0);
                    }
                    columns(ui, asked, screen, settings);
                    ui.add_space(18.0);
                });
            });
        },
    );
    dismissed
}

fn title(ui: &mut Ui, asked: &Asked) {
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.label(
                RichText::new("ROBODROME")
                    .font(theme::bold(44.0))
                    .extra_letter_spacing(3.0)
                    .color(theme::INK),
            );
            note(
                ui,
                "Robots that nobody steers fight for beacons. Watch, stop the clock, see why.",
                theme::DIM,
            );
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, what, action) in [
                (Icon::Close, "quit", Action::Quit),
                (Icon::Help, "help", Action::Toggle(Part::Help)),
                (Icon::Gear, "settings", Action::Toggle(Part::Settings)),
            ] {
                let keys = if action == Action::Quit { Some("Ctrl Q") } else { keymap::keys(&action) };
                if ui.add(IconButton::new(icon, what).keys(keys).size(30.0)).clicked() {
                    asked.ask(action);
                }
            }
        });
    });
}

fn spinner(ui: &mut Ui, what: &str) {
    theme::solid().inner_margin(12).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            ui.add(Spinner::new().size(18.0).color(theme::INK));
            ui.label(RichText::new(what).font(theme::text(14.0)).color(theme::INK));
        });
    });
    ui.add_space(6.0);
}

fn columns(ui: &mut Ui, asked: &Asked, screen: &mut StartScreen, settings: &Settings) {
    let width = ui.available_width();
    if width < TWO_COLUMNS {
        offered(ui, asked, &screen.offers);
        ui.add_space(14.0);
        screen.lineup.show(ui, asked);
        ui.add_space(14.0);
        files(ui, asked, screen, settings);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let half = (width - GAP) / 2.0;
        ui.vertical(|ui| {
            ui.set_width(half);
            offered(ui, asked, &screen.offers);
            ui.add_space(14.0);
            files(ui, asked, screen, settings);
        });
        ui.vertical(|ui| {
            ui.set_width(half);
            screen.lineup.show(ui, asked);
        });
    });
}

fn offered(ui: &mut Ui, asked: &Asked, offers: &[Offer]) {
    caption(ui, "watch a match");
    for offer in offers {
        if offer_card(ui, offer) {
            asked.ask(offer.action.clone());
        }
    }
}

fn offer_card(ui: &mut Ui, offer: &Offer) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 58.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &offer.title));
    button::card_ground(ui, rect, &response);
    let painter = ui.painter_at(rect);
    let play = Rect::from_center_size(rect.left_center() + vec2(29.0, 0.0), vec2(30.0, 30.0));
    let hot = response.hovered() || response.has_focus();
    painter.circle_filled(play.center(), 15.0, theme::veil(if hot { 44 } else { 16 }));
    Icon::Play.paint(&painter, play.shrink(9.5), if hot { theme::INK } else { theme::DIM });
    let left = rect.left() + 56.0;
    let shapes = if let Action::Run { bots, .. } = &offer.action { bots.len() } else { 0 };
    let right = rect.right() - 14.0 - shapes as f32 * 14.0;
    for seat in 0..shapes {
        let middle = pos2(right + 8.0 + seat as f32 * 14.0, rect.top() + 20.0);
        let seat = protocol::Seat(seat as u8);
        icon::paint_team(&painter, middle, 4.5, seat, theme::team(seat));
    }
    let (title, about) = (pos2(left, rect.top() + 20.0), pos2(left, rect.top() + 40.0));
    text::paint_elided(&painter, title, right - left, &offer.title, theme::bold(15.0), theme::INK);
    text::paint_elided(
        &painter,
        about,
        rect.right() - 12.0 - left,
        &offer.about,
        theme::text(12.5),
        theme::DIM,
    );
    response.clicked()
}

fn files(ui: &mut Ui, asked: &Asked, screen: &StartScreen, settings: &Settings) {
    ui.horizontal(|ui| {
        caption(ui, "replays");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !settings.recent.is_empty() && button::tab(ui, "forget these", false).clicked() {
                asked.ask(Action::ForgetRecent);
            }
        });
    });
    for (path, is_there) in screen.recent.iter().take(8) {
        if recent_line(ui, path, *is_there) {
            asked.ask(Action::Open(vec![path.clone()]));
        }
    }
    ui.add_space(4.0);
    let open = text_button(ui, Some(Icon::Folder), "Open a replay", false);
    if button::explain(open, "open a replay, or two modules", keymap::keys(&Action::Browse)).clicked() {
        asked.ask(Action::Browse);
    }
    ui.add_space(4.0);
    note(ui, "Or drop a replay, or 2, 4 or 8 modules, anywhere on this window.", theme::FAINT);
}

fn recent_line(ui: &mut Ui, path: &Path, is_there: bool) -> bool {
    let sense = if is_there { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 25.0), sense);
    if is_there {
        button::card_ground(ui, rect, &response);
    }
    let painter = ui.painter_at(rect);
    let shown =
        |part: Option<&std::ffi::OsStr>| Escaped(&part.unwrap_or_default().to_string_lossy()).to_string();
    let name = shown(path.file_stem());
    let folder = shown(path.parent().map(Path::as_os_str));
    let color = if is_there { theme::INK } else { theme::FAINT };
    let left = rect.left_center() + vec2(10.0, 0.0);
    let end = text::paint_elided(&painter, left, rect.width() * 0.6, &name, theme::text(13.5), color).right()
        + 12.0;
    let note = if is_there { folder } else { "no longer there".to_owned() };
    let room = rect.right() - 10.0 - end;
    text::paint_elided(&painter, pos2(end, rect.center().y), room, &note, theme::text(12.0), theme::FAINT);
    response.on_hover_text(Escaped(&path.display().to_string()).to_string()).clicked()
}

/// What is said while files hang over the window.
pub(super) fn show_drop_hint(context: &Context) {
    if context.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let window = context.content_rect();
    let painter = context.layer_painter(LayerId::new(Order::Tooltip, Id::new("drop")));
    painter.rect_filled(window, 0, Color32::from_black_alpha(170));
    let frame = window.shrink(24.0);
    let line = Stroke::new(2.0, theme::INK);
    painter.rect_stroke(frame, 12, line, StrokeKind::Inside);
    let middle = window.center();
    painter.text(
        middle - vec2(0.0, 14.0),
        Align2::CENTER_CENTER,
        "Drop it to watch it",
        theme::bold(26.0),
        theme::INK,
    );
    let more = "a replay, or 2, 4 or 8 modules that play a match";
    painter.text(middle + vec2(0.0, 18.0), Align2::CENTER_CENTER, more, theme::text(14.0), theme::DIM);
}
