//! A match to be put together: who plays, where, and with which seed.

use std::time::{SystemTime, UNIX_EPOCH};

use battle::bundled::BOTS;
use bevy_egui::egui::{Align2, ComboBox, Label, RichText, Sense, TextEdit, Ui, vec2};
use protocol::Seat;
use rules::beacons::Archetype;

use crate::Action;
use crate::panel::button::{self, IconButton, text_button};
use crate::panel::icon::{self, Icon};
use crate::panel::text::{caption, note};
use crate::panel::theme;
use crate::panel::view::Asked;

/// Teams that a match can have.
const TEAMS: [(usize, &str); 3] = [(2, "2 teams"), (4, "4 teams"), (8, "8 teams")];

/// Longest seed that can be typed, in characters.
const SEED_CHARS: usize = 64;

/// What is put together.
pub(super) struct Lineup {
    teams: usize,
    /// An entry for each seat of the largest match, so that a change of mind loses nothing.
    bots: [usize; 8],
    map: Archetype,
    seed: String,
}

impl Default for Lineup {
    fn default() -> Lineup {
        // The strongest two first; then down the list, and round again.
        let bots = std::array::from_fn(|seat| BOTS.len() - 1 - seat % (BOTS.len() - 1));
        Lineup { teams: 2, bots, map: Archetype::RichCentre, seed: "1".to_owned() }
    }
}

impl Lineup {
    /// Shows it as a form.
    pub(super) fn show(&mut self, ui: &mut Ui, asked: &Asked) {
        caption(ui, "play a match");
        theme::glass().inner_margin(14).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            if let Some(teams) = button::choice(ui, self.teams, &TEAMS) {
                self.teams = teams;
            }
            for seat in 0..self.teams {
                self.show_seat(ui, seat);
            }
            ui.add_space(4.0);
            self.show_map(ui);
            self.show_seed(ui);
            ui.add_space(6.0);
            if text_button(ui, Some(Icon::Play), "Play", true).clicked() {
                asked.ask(self.action());
            }
        });
    }

    /// What plays it.
    fn action(&self) -> Action {
        let bots = self.bots[..self.teams].iter().map(|bot| BOTS[*bot].name.to_owned()).collect();
        Action::Run { bots, map: self.map.word().to_owned(), seed: self.seed.clone() }
    }

    fn show_seat(&mut self, ui: &mut Ui, seat: usize) {
        let taken = &mut self.bots[seat];
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 24.0), Sense::hover());
            let seat = Seat(seat as u8);
            icon::paint_team(ui.painter(), rect.center(), 6.5, seat, theme::team(seat));
            ComboBox::from_id_salt(("bot", seat.0)).width(120.0).selected_text(BOTS[*taken].name).show_ui(
                ui,
                |ui| {
                    for (index, bot) in BOTS.iter().enumerate() {
                        ui.selectable_value(taken, index, bot.name).on_hover_text(bot.plan);
                    }
                },
            );
            ui.add(
                Label::new(RichText::new(BOTS[*taken].plan).font(theme::text(12.0)).color(theme::FAINT))
                    .truncate(),
            );
        });
    }

    fn show_map(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            name(ui, "map");
            ComboBox::from_id_salt("map").width(120.0).selected_text(self.map.word()).show_ui(ui, |ui| {
                for map in Archetype::ALL {
                    ui.selectable_value(&mut self.map, map, map.word()).on_hover_text(map.description());
                }
            });
        });
        note(ui, self.map.description(), theme::FAINT);
    }

    fn show_seed(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            name(ui, "seed");
            let edit = TextEdit::singleline(&mut self.seed).char_limit(SEED_CHARS).desired_width(120.0);
            ui.add(edit).on_hover_text("the same seed gives the same match, to the last step");
            if ui.add(IconButton::new(Icon::Dice, "another seed").size(24.0)).clicked() {
                self.seed = another_seed();
            }
        });
    }
}

fn name(ui: &mut Ui, text: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(38.0, 24.0), Sense::hover());
    let align = Align2::LEFT_CENTER;
    ui.painter().text(rect.left_center(), align, text, theme::text(13.0), theme::DIM);
}

/// A number that will hardly come again.
fn another_seed() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_micros() % 1_000_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lineup_asks_for_as_many_bots_as_teams() {
        for (teams, _) in TEAMS {
            let lineup = Lineup { teams, ..Lineup::default() };
            let Action::Run { bots, map, .. } = lineup.action() else { panic!("a lineup plays a match") };
            assert_eq!(bots.len(), teams);
            assert!(bots.iter().all(|bot| battle::bundled::bot(bot).is_some() && bot != "idle"), "{bots:?}");
            assert!(Archetype::from_word(&map).is_some());
        }
    }
}
