//! Stage 7, after every tenth turn but the last: units on spawn cells are taken off the board, and new ones appear.
//!
//! The original does this when the next turn begins, before its robots look; nothing happens between the two.

use super::Round;
use crate::{Event, rumble::board::is_spawn};

pub(super) fn run(round: &mut Round<'_>) {
    let Round { params, board, state, report, .. } = round;
    if !state.wave_is_due(params.turns) {
        return;
    }
    state.units.retain(|unit| {
        let stays = !is_spawn(unit.at);
        if !stays {
            report.events.push(Event::Removed { seat: unit.seat(), unit: unit.id, at: unit.at });
        }
        stays
    });
    let first = state.units.len();
    state.spawn(board);
    for unit in &state.units[first..] {
        report.events.push(Event::Spawned { seat: unit.seat(), unit: unit.id, at: unit.at });
    }
}
