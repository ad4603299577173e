//! Economy first: everybody mines and every load becomes another miner. When the ore runs out, or half the match is
//! over, all go and hold the beacons. Strikes only what comes near.

use robodrome::{Color, Fight, Forecast, Turn};

fn main() {
    let mut forecast = Forecast::default();
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    let beacons = turn.beacons();
    let late = turn.tick() >= 150;
    for unit in turn.units() {
        if let Some(hit) = fight.best_strike(turn, &unit).filter(|hit| hit.worth >= 60) {
            fight.commit(turn, &hit);
            turn.strike(unit.id, hit.to);
            continue;
        }
        let mines = !late || unit.cargo > 0 || unit.id.0 % 4 == 0;
        if mines && turn.harvest(unit.id) {
            continue;
        }
        let Some(&beacon) = beacons.get(usize::from(unit.id.0) % beacons.len().max(1)) else { continue };
        turn.mark_line(unit.at, beacon, Color::Yellow);
        turn.move_to(unit.id, beacon);
    }
    if turn.bank() >= turn.spawn_cost() && turn.tick() < 350 {
        turn.spawn();
    }
}
