//! What the user is looking at.

use std::collections::BTreeSet;

use bevy::prelude::{Message, MessageReader, Res, ResMut, Resource};
use protocol::{Seat, UnitId};

use crate::{Action, Footage, Part, Scene};

/// The picked unit, the open parts of the screen, and which of the board's layers are shown.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Focus {
    /// The unit that is looked at.
    pub unit: Option<(Seat, UnitId)>,
    /// Whether the camera goes with it; moving the camera ends that.
    pub follows: bool,
    /// The team whose panel is open.
    pub bot: Seat,
    /// The tactical board instead of the arena.
    pub tactical: bool,
    /// Whose view of the board is shown; `None` shows all.
    pub fog: Option<Seat>,
    /// Teams whose marks are hidden.
    pub hidden_marks: BTreeSet<Seat>,
    /// Tags over every unit, not only where they matter.
    pub all_tags: bool,
    /// What is open.
    pub open: BTreeSet<Part>,
}

impl Default for Focus {
    fn default() -> Focus {
        Focus {
            unit: None,
            follows: false,
            bot: Seat(0),
            tactical: false,
            fog: None,
            hidden_marks: BTreeSet::new(),
            all_tags: false,
            open: BTreeSet::from([Part::Hud, Part::Curves, Part::Inspector]),
        }
    }
}

/// A wish to leave the match, when nothing else is left to be closed.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LeaveMatch;

impl Focus {
    /// Whether a part of the screen is shown. With the HUD closed, only what lies over it is.
    pub fn shows(&self, part: Part) -> bool {
        let over = matches!(part, Part::Hud | Part::Help | Part::Settings);
        self.open.contains(&part) && (over || self.open.contains(&Part::Hud))
    }

    /// Whether a window lies over the match.
    pub fn has_window(&self) -> bool {
        [Part::Help, Part::Settings, Part::Result].into_iter().any(|part| self.shows(part))
    }

    /// What a new match begins with: the way of looking stays, what belongs to one match goes.
    pub fn for_another_match(&mut self) {
        let Focus { tactical, all_tags, .. } = *self;
        let mut open = std::mem::take(&mut self.open);
        open.remove(&Part::Result);
        *self = Focus { tactical, all_tags, open, ..Focus::default() };
    }

    /// Carries out what concerns it. `false` where nothing was left to go back from.
    fn apply(&mut self, action: &Action, seats: u8, units: &[(Seat, UnitId)]) -> bool {
        match *action {
            Action::Select(unit) => self.select(unit),
            Action::SelectNext(by) => self.select_next(by, units),
            Action::ToggleFollow => self.follows = !self.follows && self.unit.is_some(),
            Action::Fit => self.follows = false,
            Action::ToggleTactical => self.tactical = !self.tactical,
            Action::Fog(seat) => self.fog = seat.filter(|seat| seat.0 < seats),
            Action::CycleFog => {
                let next = self.fog.map_or(0, |seat| seat.0 + 1);
                self.fog = (next < seats).then_some(Seat(next));
            }
            Action::ToggleMarks(seat) => toggle(&mut self.hidden_marks, seat),
            Action::ToggleAllMarks => {
                let hide = self.hidden_marks.is_empty();
                self.hidden_marks = if hide { (0..seats).map(Seat).collect() } else { BTreeSet::new() };
            }
            Action::ToggleTags => self.all_tags = !self.all_tags,
            Action::ShowBot(seat) => {
                if self.open.contains(&Part::Bot) && self.bot == seat {
                    self.open.remove(&Part::Bot);
                } else {
                    self.bot = seat;
                    self.open.insert(Part::Bot);
                }
            }
            Action::Toggle(part) => toggle(&mut self.open, part),
            Action::Back => return self.go_back(),
            _ => {}
        }
        true
    }

    fn select(&mut self, unit: Option<(Seat, UnitId)>) {
        self.unit = unit;
        self.follows &= unit.is_some();
        if let Some((seat, _)) = unit {
            self.bot = seat;
            self.open.insert(Part::Inspector);
        }
    }

    fn select_next(&mut self, by: i32, units: &[(Seat, UnitId)]) {
        let team = self.unit.map_or(self.bot, |(seat, _)| seat);
        let mates: Vec<_> = units.iter().copied().filter(|(seat, _)| *seat == team).collect();
        let Some(last) = mates.len().checked_sub(1) else { return };
        let here = self.unit.and_then(|unit| mates.iter().position(|mate| *mate == unit));
        let next = match here {
            None if by < 0 => last,
            None => 0,
            Some(here) => (here as i64 + i64::from(by)).rem_euclid(mates.len() as i64) as usize,
        };
        self.select(Some(mates[next]));
    }

    fn go_back(&mut self) -> bool {
        for part in [Part::Help, Part::Settings, Part::Result] {
            if self.open.remove(&part) {
                return true;
            }
        }
        self.follows = false;
        if self.unit.take().is_some() || self.open.remove(&Part::Bot) || self.fog.take().is_some() {
            return true;
        }
        self.open.insert(Part::Hud) // A hidden HUD comes back before the match is left.
    }
}

/// Takes something out of a set, or puts it in.
fn toggle<T: Ord>(set: &mut BTreeSet<T>, what: T) {
    if !set.remove(&what) {
        set.insert(what);
    }
}

/// Carries out the actions that change what is looked at.
pub(crate) fn follow_actions(
    mut actions: MessageReader<Action>,
    mut focus: ResMut<Focus>,
    footage: Option<Res<Footage>>,
    scene: Option<Res<Scene>>,
    mut leave: bevy::prelude::MessageWriter<LeaveMatch>,
) {
    let seats = footage.map_or(0, |footage| footage.names().len() as u8);
    for action in actions.read() {
        let units: Vec<_> = match (action, &scene) {
            (Action::SelectNext(_), Some(scene)) => scene.poses.iter().map(|p| (p.seat, p.unit)).collect(),
            _ => Vec::new(),
        };
        if !focus.apply(action, seats, &units) {
            leave.write(LeaveMatch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: [(Seat, UnitId); 4] =
        [(Seat(0), UnitId(0)), (Seat(0), UnitId(3)), (Seat(1), UnitId(1)), (Seat(1), UnitId(2))];

    fn after(actions: &[Action]) -> Focus {
        let mut focus = Focus::default();
        for action in actions {
            assert!(focus.apply(action, 2, &UNITS), "{action:?} left the match");
        }
        focus
    }

    #[test]
    fn tab_goes_round_the_team_that_is_looked_at() {
        let pick = |actions: &[Action]| after(actions).unit;
        let next = Action::SelectNext(1);
        assert_eq!(pick(std::slice::from_ref(&next)), Some(UNITS[0]));
        assert_eq!(pick(&[next.clone(), next.clone()]), Some(UNITS[1]));
        assert_eq!(pick(&[next.clone(), next.clone(), next.clone()]), Some(UNITS[0]));
        assert_eq!(pick(&[Action::SelectNext(-1)]), Some(UNITS[1]));
        assert_eq!(pick(&[Action::Select(Some(UNITS[3])), next]), Some(UNITS[2]));
    }

    #[test]
    fn fog_goes_through_the_teams_and_back_to_all() {
        let fog = |times| after(&vec![Action::CycleFog; times]).fog;
        assert_eq!([fog(1), fog(2), fog(3)], [Some(Seat(0)), Some(Seat(1)), None]);
        assert_eq!(after(&[Action::Fog(Some(Seat(7)))]).fog, None, "there is no such team");
    }

    #[test]
    fn all_marks_hide_and_come_back() {
        assert_eq!(after(&[Action::ToggleAllMarks]).hidden_marks.len(), 2);
        assert_eq!(after(&[Action::ToggleAllMarks, Action::ToggleAllMarks]).hidden_marks.len(), 0);
        assert_eq!(after(&[Action::ToggleMarks(Seat(1)), Action::ToggleAllMarks]).hidden_marks.len(), 0);
    }

    #[test]
    fn a_bots_panel_closes_when_it_is_asked_for_again() {
        let shown = |actions: &[Action]| {
            let focus = after(actions);
            focus.shows(Part::Bot).then_some(focus.bot)
        };
        let (first, second) = (Action::ShowBot(Seat(0)), Action::ShowBot(Seat(1)));
        assert_eq!(shown(std::slice::from_ref(&first)), Some(Seat(0)));
        assert_eq!(shown(&[first.clone(), first.clone()]), None);
        assert_eq!(shown(&[first, second]), Some(Seat(1)));
    }

    #[test]
    fn back_closes_one_thing_at_a_time_and_leaves_last() {
        let mut focus = after(&[Action::Select(Some(UNITS[0])), Action::Toggle(Part::Help)]);
        assert!(focus.apply(&Action::Back, 2, &UNITS) && !focus.shows(Part::Help));
        assert!(focus.unit.is_some(), "one thing at a time");
        assert!(focus.apply(&Action::Back, 2, &UNITS) && focus.unit.is_none());
        focus.apply(&Action::Toggle(Part::Hud), 2, &UNITS);
        assert!(focus.apply(&Action::Back, 2, &UNITS), "the HUD comes back first");
        assert!(!focus.apply(&Action::Back, 2, &UNITS), "nothing is left to close");
    }

    #[test]
    fn only_a_picked_unit_is_followed_and_as_long_as_it_is_picked() {
        let follows = |actions: &[Action]| after(actions).follows;
        let (pick, follow) = (Action::Select(Some(UNITS[0])), Action::ToggleFollow);
        assert!(!follows(std::slice::from_ref(&follow)), "nothing is picked");
        assert!(follows(&[pick.clone(), follow.clone()]));
        assert!(follows(&[pick.clone(), follow.clone(), Action::SelectNext(1)]), "the next one");
        for end in [follow.clone(), Action::Select(None), Action::Back, Action::Fit] {
            assert!(!follows(&[pick.clone(), follow.clone(), end.clone()]), "{end:?}");
        }
    }

    #[test]
    fn help_shows_also_without_the_hud() {
        let focus = after(&[Action::Toggle(Part::Hud), Action::Toggle(Part::Help)]);
        assert!(focus.shows(Part::Help) && !focus.shows(Part::Curves));
    }
}
