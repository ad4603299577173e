//! flanker: attacks from two sides. A soldier that sees an enemy steps to the side of it where no friend stands, best opposite to one:
//! each further side adds damage, and a guard is worth nothing when hit from opposite sides. The others mine; without an
//! enemy in sight soldiers hold beacons.

const robodrome = @import("robodrome");

const Dir = robodrome.Dir;
const Pos = robodrome.Pos;
const Turn = robodrome.Turn;
const Unit = robodrome.Unit;

/// Within so many steps an enemy matters.
const near = 5;

pub fn main() void {
    _ = robodrome.run({}, play);
}

fn play(_: void, turn: *Turn) void {
    for (turn.now.units) |unit| _ = turn.fight(unit);
    const over = oreLeft(turn) == 0;
    for (turn.now.units) |unit| {
        if (!turn.isFree(unit)) continue;
        const soldier = over or (unit.id >= 6 and unit.id % 2 == 1 and unit.hp > 3);
        if (soldier and (flank(turn, unit) or guardBeacon(turn, unit))) continue;
        if (turn.harvest(unit)) continue;
        if (turn.nearestBeacon(unit.at)) |beacon| _ = turn.go(unit, beacon);
    }
    turn.spawn();
}

/// Walks to the free side of the nearest enemy, unless too many stand there.
fn flank(turn: *Turn, unit: Unit) bool {
    const enemy = turn.nearestEnemy(unit.at) orelse return false;
    if (enemy.at.walk(unit.at) > near) return false;
    if (turn.odds(unit.at, near) < 0) return retreat(turn, unit);
    const at = turn.predict(enemy);
    const side = bestSide(turn, unit, at) orelse return false;
    turn.markLine(unit.at, side, .red);
    return turn.go(unit, side);
}

/// The cell beside an enemy from which a strike is worth most: opposite to a friend, then beside nobody, then nearest.
fn bestSide(turn: *Turn, unit: Unit, enemy: Pos) ?Pos {
    var best: ?Pos = null;
    var least: u32 = robodrome.Distances.far;
    for (Dir.all, 0..) |dir, i| {
        const side = turn.board.step(enemy, dir) orelse continue;
        if (friendAt(turn, unit, side)) continue;
        const opposite = enemy.step(Dir.all[(i + 2) % 4], 1);
        const flanks = opposite != null and friendAt(turn, unit, opposite.?);
        const cost = @as(u32, turn.distances(side).at(unit.at)) * 2 + @as(u32, if (flanks) 0 else 3);
        if (cost >= least) continue;
        least = cost;
        best = side;
    }
    return best;
}

fn friendAt(turn: *Turn, unit: Unit, at: Pos) bool {
    const friend = turn.unitAt(at) orelse return false;
    return friend.id != unit.id;
}

/// One step nearer to the most friends.
fn retreat(turn: *Turn, unit: Unit) bool {
    var costs: [5]?u32 = undefined;
    for (turn.around(unit.at), &costs) |cell, *cost| {
        cost.* = if (cell) |at| @intCast(200 - turn.odds(at, near - 1)) else null;
    }
    return turn.step(unit, costs);
}

/// Soldiers share the beacons out by their numbers.
fn guardBeacon(turn: *Turn, unit: Unit) bool {
    const beacons = turn.board.beacons;
    if (beacons.len == 0) return false;
    const own = beacons[unit.id / 2 % beacons.len];
    const beacon = if (turn.inStorm(own)) turn.nearestBeacon(unit.at) orelse return false else own;
    turn.markLine(unit.at, beacon, .yellow);
    return turn.go(unit, beacon);
}

fn oreLeft(turn: *Turn) u32 {
    var left: u32 = 0;
    for (turn.board.ores) |at| left += if (turn.inStorm(at)) 0 else turn.oreAt(at);
    return left;
}
