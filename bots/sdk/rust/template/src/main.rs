//! A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon:
//! each beacon gives a point a tick to the team with the most units near it, and points win.

use robodrome::{Color, Fight, Forecast, Turn};

fn main() {
    // Lives as long as the match: it learns how the enemy moves.
    let mut forecast = Forecast::default();
    // Called once a tick. Whatever is ordered in it is sent when it returns.
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    let beacons = turn.beacons();

    for unit in turn.units() {
        // 1. Fight. `worth` is the damage to be expected, in hundredths of a hit point; a sure strike is worth 200.
        if let Some(hit) = fight.best_strike(turn, &unit)
            && hit.worth >= 60
        {
            fight.commit(turn, &hit);
            turn.strike(unit.id, hit.to);
            continue;
        }

        // 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
        let number = usize::from(unit.id.0);
        if number % 3 == 2 && !beacons.is_empty() {
            let beacon = beacons[number / 3 % beacons.len()];
            turn.mark_line(unit.at, beacon, Color::Yellow);
            turn.move_to(unit.id, beacon);
            continue;
        }

        // 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
        if !turn.harvest(unit.id)
            && let Some(beacon) = turn.nearest_beacon(unit.at)
        {
            turn.move_to(unit.id, beacon);
        }
    }

    // 4. Make another unit whenever the bank covers it.
    turn.spawn();
    turn.watch("units", turn.units().len());
}
