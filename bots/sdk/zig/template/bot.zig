//! A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each
//! beacon gives a point a tick to the team with the most units near it, and points win.
//!
//! Everything that it can see and order is described in robodrome/turn.zig.

const robodrome = @import("robodrome");

pub fn main() void {
    _ = robodrome.run({}, play); // calls `play` once a tick; sends what was ordered when it returns
}

fn play(_: void, turn: *robodrome.Turn) void {
    for (turn.now.units) |unit| command(turn, unit);
    turn.spawn(); // another unit, whenever the bank covers it
    turn.watch("units", turn.now.units.len);
}

fn command(turn: *robodrome.Turn, unit: robodrome.Unit) void {
    // 1. Fight what is in reach.
    if (turn.fight(unit)) return;

    // 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
    const beacons = turn.board.beacons;
    if (unit.id % 3 == 2 and beacons.len > 0) {
        var beacon = beacons[unit.id / 3 % beacons.len];
        if (turn.inStorm(beacon)) beacon = turn.nearestBeacon(unit.at) orelse unit.at; // the storm has closed it
        turn.markLine(unit.at, beacon, .yellow);
        if (turn.go(unit, beacon)) return;
    }

    // 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
    if (turn.harvest(unit)) return;
    if (turn.nearestBeacon(unit.at)) |beacon| _ = turn.go(unit, beacon);
}
