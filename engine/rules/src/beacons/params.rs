use alloc::{format, string::ToString};
use core::ops::RangeInclusive;
use protocol::beacons::Params;

use super::bad_param;
use crate::SetupError;

/// Units on a board, of all teams together.
const MOST_UNITS: u16 = 512;

/// Parameters that are a number, with the values that they may have. The upper ends are far beyond any sensible game;
/// they are there so that no sum of a match can overflow: a unit's number fits a `u16` because `ticks` does, and points,
/// damage and ore fit a `u32`.
fn ranges(params: &Params) -> [(&'static str, u32, RangeInclusive<u32>); 24] {
    let p = params;
    [
        ("ticks", p.ticks, 1..=50_000),
        ("sight", p.sight.into(), 1..=255),
        ("core_hp", p.core_hp.into(), 1..=10_000),
        ("start_bank", p.start_bank, 0..=1_000_000),
        ("max_units", p.max_units.into(), 4..=256),
        ("unit_hp", p.unit_hp.into(), 1..=1_000),
        ("unit_cargo", p.unit_cargo.into(), 1..=1_000),
        ("ore_amount", p.ore_amount.into(), 0..=10_000),
        ("mine_amount", p.mine_amount.into(), 1..=1_000),
        ("strike_damage", p.strike_damage.into(), 0..=100),
        ("lance_damage", p.lance_damage.into(), 0..=100),
        ("lance_cost", p.lance_cost.into(), 0..=1_000),
        ("guard_amount", p.guard_amount.into(), 0..=10_000),
        ("flank_damage", p.flank_damage.into(), 0..=100),
        ("repair_amount", p.repair_amount.into(), 0..=1_000),
        ("repair_cost", p.repair_cost.into(), 0..=1_000),
        ("spawn_cost", p.spawn_cost, 0..=1_000_000),
        ("spawn_cost_step", p.spawn_cost_step, 1..=1_000_000),
        ("beacon_radius", p.beacon_radius.into(), 0..=16),
        ("beacon_points", p.beacon_points, 0..=100),
        ("storm_start", p.storm_start, 1..=1_000_000),
        ("storm_period", p.storm_period, 1..=1_000_000),
        ("storm_rest", p.storm_rest.into(), 0..=255),
        ("storm_damage", p.storm_damage.into(), 0..=1_000),
    ]
}

/// Checks that every parameter is one that a match can be played with, on whatever map.
///
/// # Errors
/// Names the first parameter out of its range, and the range.
pub fn check_params(params: &Params) -> Result<(), SetupError> {
    for (name, value, range) in ranges(params) {
        if !range.contains(&value) {
            let problem = format!("is {value}; it must be from {} to {}", range.start(), range.end());
            return Err(bad_param(name, problem));
        }
    }
    Ok(())
}

/// Checks the parameters whose limits depend on the number of teams.
pub(super) fn check_with_teams(params: &Params, teams: u8) -> Result<(), SetupError> {
    let most = MOST_UNITS / u16::from(teams);
    if params.max_units > most {
        let problem = format!("is {}; with {teams} teams it must be at most {most}", params.max_units);
        return Err(bad_param("max_units", problem));
    }
    Ok(())
}

/// Reads the parameters from JSON. Their ranges are not checked.
pub(super) fn read(json: &str) -> Result<Params, SetupError> {
    serde_json::from_str(json).map_err(|error| {
        let problem = error.to_string();
        let name =
            problem.split('`').nth(1).filter(|_| problem.contains("field `")).unwrap_or("rules").to_string();
        bad_param(&name, problem)
    })
}

#[cfg(test)]
mod tests;
