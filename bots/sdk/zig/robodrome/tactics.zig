//! What nearly every bot does: mine, and strike where the enemy will be. Methods of `Turn`.

const message = @import("message.zig");
const Distances = @import("board.zig").Distances;
const Turn = @import("turn.zig").Turn;

const Dir = message.Dir;
const Pos = message.Pos;
const Unit = message.Unit;

/// A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do.
pub fn harvest(turn: *Turn, unit: Unit) bool {
    if (!turn.isFree(unit)) return false;
    const room = turn.rules().unit_cargo -| unit.cargo;
    if (room == 0) return turn.deliver(unit);
    if (turn.oreAt(unit.at) > 0 and !turn.inStorm(unit.at) and turn.claim(unit.at)) return turn.mine(unit);
    const load = bestLoad(turn, unit, room) orelse return unit.cargo > 0 and turn.deliver(unit);
    _ = turn.claim(load);
    return turn.go(unit, load);
}

/// Carries home what a unit has.
pub fn deliver(turn: *Turn, unit: Unit) bool {
    if (turn.now.cores[0] == 0) return false;
    const dir = unit.at.dir(turn.home()) orelse return turn.go(unit, turn.home());
    return unit.cargo > 0 and turn.give(unit, dir, unit.cargo);
}

/// Strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach.
pub fn fight(turn: *Turn, unit: Unit) bool {
    if (!turn.isFree(unit)) return false;
    var best: ?Dir = null;
    var most: u32 = 0;
    for (Dir.all) |dir| {
        const at = unit.at.step(dir, 1) orelse continue;
        const damage = worth(turn, at);
        if (damage <= most) continue;
        most = damage;
        best = dir;
    }
    const to = best orelse return false;
    for (turn.now.enemies, turn.planned) |enemy, *planned| {
        if (turn.predict(enemy).eql(unit.at.step(to, 1).?)) planned.* += turn.rules().strike_damage;
    }
    return turn.strike(unit, to);
}

/// Where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near comes nearer,
/// others go on as they went. Attacks fall on cells after the moves, so strike there.
pub fn predict(turn: *Turn, enemy: Unit) Pos {
    const full = enemy.cargo >= turn.rules().unit_cargo;
    const near = Turn.closest(turn.now.units, enemy.at);
    const steps = if (near) |unit| unit.at.walk(enemy.at) else Distances.far;
    if (steps <= 1 or (!full and turn.oreAt(enemy.at) > 0)) return enemy.at;
    if (full and enemy.team < turn.board.cores.len) {
        const dir = turn.distances(turn.board.cores[enemy.team]).first(enemy.at);
        return goesOn(turn, enemy.at, dir);
    }
    if (steps <= 3) {
        for (Dir.all) |dir| {
            const to = turn.board.step(enemy.at, dir) orelse continue;
            if (to.walk(near.?.at) < steps) return to;
        }
        return enemy.at;
    }
    for (turn.before) |was| {
        if (was.team == enemy.team and was.id == enemy.id) return goesOn(turn, enemy.at, was.at.dir(enemy.at));
    }
    return enemy.at;
}

fn goesOn(turn: *const Turn, at: Pos, to: ?Dir) Pos {
    return turn.board.step(at, to orelse return at) orelse at;
}

/// The cell from which a load is home soonest.
fn bestLoad(turn: *Turn, unit: Unit, room: u16) ?Pos {
    var best: ?Pos = null;
    var least: u32 = Distances.far;
    for (turn.now.loose) |loose| if (loose.amount >= 2) weigh(turn, unit, loose.at, 0, &best, &least);
    for (turn.board.ores, 0..) |at, i| {
        if (i < turn.now.ore.len and turn.now.ore[i] > 0) weigh(turn, unit, at, room, &best, &least);
    }
    return best;
}

fn weigh(turn: *Turn, unit: Unit, at: Pos, work: u16, best: *?Pos, least: *u32) void {
    const home_steps = turn.distances(turn.home()).at(at);
    const steps = turn.distances(at).at(unit.at);
    const price = @as(u32, steps) * 2 + home_steps + work;
    if (price >= least.* or home_steps == Distances.far or steps == Distances.far) return;
    if (turn.claimed[turn.board.index(at)] or turn.inStorm(at) or turn.enemyAt(at) != null) return;
    if (turn.unitAt(at)) |there| if (there.id != unit.id and work > 0) return;
    least.* = price;
    best.* = at;
}

fn worth(turn: *Turn, at: Pos) u32 {
    var sum: u32 = 0;
    for (turn.now.enemies, turn.planned) |enemy, planned| {
        if (planned >= enemy.hp or !turn.predict(enemy).eql(at)) continue;
        sum += 20 + (10 -| enemy.hp) + @as(u32, if (planned > 0) 5 else 0);
    }
    for (turn.board.cores[1..], 1..) |core, team| {
        if (core.eql(at) and turn.now.cores[team] > 0) sum += 8;
    }
    return sum;
}
