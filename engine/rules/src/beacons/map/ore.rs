use alloc::vec::Vec;
use protocol::Pos;

use super::{Archetype, dice::Dice, draft::Draft, survey::Survey};
use crate::Terrain;

/// A cell where seat 0, and so every seat, could have ore.
#[derive(Clone, Copy)]
struct Site {
    at: Pos,
    /// Steps from the own core.
    own: u16,
    /// Steps by which the nearest other core is farther. A cell nearer to another core is not a site of this seat.
    lead: u16,
}

/// Puts down the ore: some at home, in an easy walk, and more where others come too.
pub(super) fn place(draft: &mut Draft, dice: &mut Dice, archetype: Archetype) {
    let sites = sites(draft);
    let share = u16::from(draft.size) * u16::from(draft.size) / u16::from(draft.symmetry.teams());
    let (home, away) = match archetype {
        Archetype::RichCentre => (dice.between(1, 2), share / 40),
        Archetype::ManyBeacons => (dice.between(2, 3), share / 90),
        _ => (dice.between(3, 4), share / 80),
    };
    for (first, last, lead) in [(4, 7, 3), (3, 9, 1), (2, u16::MAX, 0)] {
        let near = |site: &Site| (first..=last).contains(&site.own) && site.lead >= lead;
        if place_near(draft, dice, &sites, usize::from(home), near) {
            break;
        }
    }

    let far = u16::from(draft.size / 3).max(8);
    let rich_radius = draft.size / 4;
    let (mut left, mut contested) = (away.clamp(1, 16), true);
    while left > 0 {
        let lump = u16::from(dice.between(1, 3)).min(left);
        let in_reach = |site: &Site, draft: &Draft| match archetype {
            Archetype::RichCentre => draft.off_middle(site.at) / 2 <= rich_radius,
            _ => site.own >= far && (!contested || site.lead <= 6),
        };
        let allowed: Vec<Site> = sites.iter().copied().filter(|site| in_reach(site, draft)).collect();
        place_near(draft, dice, &allowed, usize::from(lump), |_| true);
        left -= lump;
        contested = !contested;
    }
}

/// Floor that seat 0 reaches no later than any other seat and that has an image for every seat.
fn sites(draft: &Draft) -> Vec<Site> {
    let survey = Survey::of(draft);
    let site = |at| {
        let own = survey.own(at)?;
        let lead = survey.other(draft, at)?.checked_sub(own)?;
        Some(Site { at, own, lead })
    };
    let is_site = |&at: &Pos| draft.terrain(at) == Terrain::Floor && draft.has_full_orbit(at);
    draft.cells().filter(is_site).filter_map(site).collect()
}

/// Puts down a lump of ore, each cell close to the one before; false if there is no place for any of it.
fn place_near(
    draft: &mut Draft,
    dice: &mut Dice,
    sites: &[Site],
    count: usize,
    allowed: impl Fn(&Site) -> bool,
) -> bool {
    let mut lump: Vec<Pos> = Vec::new();
    while lump.len() < count {
        let is_free = |site: &&Site| draft.terrain(site.at) == Terrain::Floor && allowed(site);
        let free: Vec<Pos> = sites.iter().filter(is_free).map(|site| site.at).collect();
        let close: Vec<Pos> = match lump.last() {
            Some(&last) => free.iter().copied().filter(|&at| last.chebyshev(at) <= 2).collect(),
            None => Vec::new(),
        };
        let Some(at) = dice.pick(&close).or_else(|| dice.pick(&free)) else { break };
        draft.paint(at, Terrain::Ore);
        lump.push(at);
    }
    !lump.is_empty()
}
