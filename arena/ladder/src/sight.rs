//! Who may see what of a bot. Its page, its logs, its replays and the interface for programs all ask here.

use crate::Error;
use crate::store::{Bot, Player};

impl Bot {
    /// Whether somebody is its player. That a bot is withdrawn changes nothing of who may see what.
    pub(crate) fn is_of(&self, viewer: Option<&Player>) -> bool {
        viewer.is_some_and(|viewer| viewer.id == self.player)
    }

    /// Whether somebody may see everything: its player, and whoever runs the place, who has to look into complaints.
    fn is_open_to(&self, viewer: Option<&Player>) -> bool {
        self.is_of(viewer) || viewer.is_some_and(Player::is_admin)
    }

    /// Whether somebody may download its versions.
    pub(crate) fn shows_source(&self, viewer: Option<&Player>) -> bool {
        self.source_public != 0 || self.is_open_to(viewer)
    }

    /// Whether somebody may read what it logs, and how it ended.
    pub(crate) fn shows_logs(&self, viewer: Option<&Player>) -> bool {
        self.logs_public != 0 || self.is_open_to(viewer)
    }

    /// Whether somebody may read what its admissions found.
    pub(crate) fn shows_reports(&self, viewer: Option<&Player>) -> bool {
        self.is_open_to(viewer)
    }

    /// Lets through who may download its versions.
    ///
    /// # Errors
    /// They may not.
    pub(crate) fn check_source(&self, viewer: Option<&Player>) -> Result<(), Error> {
        match self.shows_source(viewer) {
            true => Ok(()),
            false => Err(not_public("source", "is")),
        }
    }

    /// Lets through who may read what it logs.
    ///
    /// # Errors
    /// They may not.
    pub(crate) fn check_logs(&self, viewer: Option<&Player>) -> Result<(), Error> {
        match self.shows_logs(viewer) {
            true => Ok(()),
            false => Err(not_public("logs", "are")),
        }
    }

    /// Lets through who may read what its admissions found.
    ///
    /// # Errors
    /// They may not.
    pub(crate) fn check_reports(&self, viewer: Option<&Player>) -> Result<(), Error> {
        match self.shows_reports(viewer) {
            true => Ok(()),
            false => Err(Error::refused(
                403,
                "not_yours",
                "this report is for the bot's player",
                "sign in as its player",
            )),
        }
    }
}

fn not_public(what: &str, verb: &str) -> Error {
    Error::refused(403, "not_public", format!("the {what} of this bot {verb} not public"), "ask its player")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Role;

    fn player(id: &str, role: Role) -> Player {
        Player { id: id.to_owned(), name: id.to_owned(), role: role.word().to_owned(), created_ms: 0 }
    }

    fn bot(source_public: bool, logs_public: bool) -> Bot {
        Bot {
            id: "b".to_owned(),
            player: "ada".to_owned(),
            player_name: "Ada".to_owned(),
            name: "nightjar".to_owned(),
            game: "beacons".to_owned(),
            created_ms: 0,
            current_version: None,
            source_public: i64::from(source_public),
            logs_public: i64::from(logs_public),
            withdrawn_ms: None,
        }
    }

    /// What somebody may see: source, logs, reports.
    fn sees(bot: &Bot, viewer: Option<&Player>) -> [bool; 3] {
        let sees = [bot.check_source(viewer), bot.check_logs(viewer), bot.check_reports(viewer)];
        let sees = sees.map(|checked| checked.is_ok());
        assert_eq!(sees, [bot.shows_source(viewer), bot.shows_logs(viewer), bot.shows_reports(viewer)]);
        sees
    }

    #[test]
    fn its_player_and_an_admin_see_everything() {
        let (ada, root) = (player("ada", Role::Player), player("root", Role::Admin));
        for viewer in [&ada, &root] {
            assert_eq!(sees(&bot(false, false), Some(viewer)), [true; 3], "{}", viewer.name);
        }
        assert!(bot(false, false).is_of(Some(&ada)));
        assert!(!bot(false, false).is_of(Some(&root)), "an admin sees it, and does not own it");
    }

    #[test]
    fn strangers_and_guests_see_what_is_public() {
        let bob = player("bob", Role::Player);
        for viewer in [Some(&bob), None] {
            assert_eq!(sees(&bot(false, false), viewer), [false, false, false]);
            assert_eq!(sees(&bot(true, false), viewer), [true, false, false]);
            assert_eq!(sees(&bot(false, true), viewer), [false, true, false]);
            assert_eq!(sees(&bot(true, true), viewer), [true, true, false]);
        }
    }

    #[test]
    fn a_bot_that_is_withdrawn_is_seen_as_before() {
        let (ada, bob) = (player("ada", Role::Player), player("bob", Role::Player));
        let withdrawn = |source, logs| Bot { withdrawn_ms: Some(1), ..bot(source, logs) };
        assert_eq!(sees(&withdrawn(false, false), Some(&ada)), [true; 3]);
        assert_eq!(sees(&withdrawn(false, false), Some(&bob)), [false; 3]);
        assert_eq!(sees(&withdrawn(true, true), Some(&bob)), [true, true, false]);
    }
}
