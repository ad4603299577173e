//! Fights from two cells away. Its soldiers carry ore, and pay with it for lances, which reach over one cell; they step
//! back from whoever comes close, and fill up at the nearest ore when they have fired it all. The others mine.

use robodrome::{Color, Fight, Forecast, OwnUnit, Pos, Turn};

fn main() {
    let mut forecast = Forecast::default();
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    for unit in turn.units() {
        attack(turn, &mut fight, &unit);
    }
    let over = turn.ores().is_empty();
    let beacons = turn.beacons();
    for unit in turn.free_units() {
        let soldier = over || unit.id.0 >= 5 && unit.id.0 % 2 == 1;
        if soldier && !beacons.is_empty() {
            let post = beacons[usize::from(unit.id.0 / 2) % beacons.len()];
            lancer(turn, &fight, &unit, post);
        } else if !turn.harvest(unit.id)
            && let Some(beacon) = turn.nearest_beacon(unit.at)
        {
            turn.move_to(unit.id, beacon);
        }
    }
    turn.spawn();
}

/// A lance before a strike: it is answered by nobody who cannot lance too.
fn attack(turn: &mut Turn, fight: &mut Fight, unit: &OwnUnit) {
    if let Some(hit) = fight.best_lance(turn, unit).filter(|hit| hit.worth >= 110) {
        fight.commit(turn, &hit);
        turn.mark_line(unit.at, hit.at, Color::Purple);
        turn.lance(unit.id, hit.to);
    } else if let Some(hit) = fight.best_strike(turn, unit).filter(|hit| hit.worth >= 70) {
        fight.commit(turn, &hit);
        turn.strike(unit.id, hit.to);
    }
}

fn lancer(turn: &mut Turn, fight: &Fight, unit: &OwnUnit, post: Pos) {
    let foe = turn.nearest_enemy(unit.at).filter(|e| e.at.walk(unit.at) <= 5);
    let cost = turn.rules().lance_cost;
    // Fill up first, unless somebody is near.
    if foe.is_none() && unit.cargo < 3 * cost && turn.tick() < turn.rules().storm_start {
        let ore = turn.nearest_ore(unit.at);
        if let Some(ore) =
            ore.filter(|&at| turn.unit_at(at).is_none_or(|u| u.id == unit.id) && turn.claim(at))
        {
            if unit.at == ore {
                turn.mine(unit.id);
            } else {
                turn.move_to(unit.id, ore);
            }
            return;
        }
    }
    let flood = turn.flood_to(post);
    let Some(foe) = foe else {
        turn.go(unit.id, &flood);
        return;
    };
    let armed = unit.cargo >= cost;
    let stronger = turn.odds(unit.at, 4) > 0;
    let danger: Vec<(Pos, u32)> = turn
        .board()
        .around(unit.at)
        .map(|(_, at)| at)
        .chain([unit.at])
        .map(|at| (at, fight.danger(turn, at)))
        .collect();
    let danger = |at: Pos| danger.iter().find(|d| d.0 == at).map_or(0, |d| d.1);
    let to_foe = turn.flood_to(foe.at);
    turn.go_by(unit.id, 0, |at| {
        let away = u32::from(to_foe.at(at));
        // Two steps in a straight line is where a lance reaches.
        let range = if armed {
            away.abs_diff(2) * 4 + u32::from(at.x != foe.at.x && at.y != foe.at.y)
        } else if stronger {
            away * 2
        } else {
            0
        };
        let fear = if armed {
            danger(at) / 50
        } else if stronger {
            danger(at) / 100
        } else {
            danger(at) / 40
        };
        range + fear + u32::from(flood.at(at))
    });
}
