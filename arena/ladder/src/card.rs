//! From "these bots are to meet" to everything that decides the match.

use battle::{Ruleset, Venue};
use replay::SeatInfo;

use crate::store::{Bot, ContestKind, NewContest, Round, Season, Version};
use crate::{Error, seed};

/// Who is to meet, where, and why.
pub(crate) struct Card<'a> {
    /// The season.
    pub(crate) season: &'a Season,
    /// Its rules.
    pub(crate) ruleset: &'a Ruleset,
    /// What the seed follows from.
    pub(crate) round: &'a Round,
    /// Why.
    pub(crate) kind: ContestKind,
    /// By seat.
    pub(crate) seats: &'a [(Bot, Version)],
    /// The kind of map; empty in a game with one board.
    pub(crate) map: &'a str,
    /// From 0.
    pub(crate) repetition: u32,
}

impl Card<'_> {
    /// The match.
    ///
    /// # Errors
    /// A map that cannot be made; a database that was tampered with.
    pub(crate) fn contest(&self) -> Result<NewContest, Error> {
        let mut infos = Vec::new();
        let mut identities = Vec::new();
        for (bot, version) in self.seats {
            let (module, script) = version.identity()?;
            identities.push(match &script {
                Some(script) => format!("{module} {script}"),
                None => module.to_string(),
            });
            infos.push(SeatInfo {
                name: bot.name.clone(),
                author: bot.player_name.clone(),
                language: version.language.clone(),
                module,
                script,
            });
        }
        let params = self.ruleset.params();
        let (secret, game) = (&self.round.secret, &self.ruleset.game);
        let seed = seed::seed(secret, game, &params, self.map, &identities, self.repetition);
        let map = Some(self.map).filter(|map| !map.is_empty());
        let teams = u8::try_from(self.seats.len()).map_err(Error::host)?;
        let venue = Venue::find(self.ruleset, map, teams, None, &seed).map_err(Error::host)?;
        Ok(NewContest {
            season: self.season.id,
            round: self.round.id.clone(),
            kind: self.kind,
            tournament: None,
            stage: 0,
            pairing: 0,
            map: self.map.to_owned(),
            repetition: self.repetition.into(),
            header: self.ruleset.header(&venue.text, &seed, infos),
            seats: self.seats.iter().map(|(bot, version)| (bot.id.clone(), version.id.clone())).collect(),
            requested_by: None,
        })
    }
}
