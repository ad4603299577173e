const std = @import("std");
const message = @import("message.zig");
const pipe = @import("pipe.zig");
const tactics = @import("tactics.zig");
const traffic = @import("traffic.zig");
const Board = @import("board.zig").Board;
const Distances = @import("board.zig").Distances;
const reply = @import("reply.zig");

const Color = message.Color;
const Dir = message.Dir;
const Pos = message.Pos;
const Unit = message.Unit;

/// One tick: what the bot knows, and where its orders go.
///
/// The bot always is team 0, and the board is turned so that it plays from the same corner in every match on a map. Orders return whether
/// the unit was still without one; the first one stands. Memory of a tick is freed with the tick after the next.
pub const Turn = struct {
    /// For what lives as long as the match.
    match: std.mem.Allocator,
    /// For what lives as long as the tick.
    scratch: std.mem.Allocator = undefined,
    start: message.Start,
    board: *const Board,
    /// What the tick line says.
    now: message.Tick = undefined,
    /// Enemies in sight in the tick before this one.
    before: []const Unit = &.{},
    /// Ticks that passed while the bot was still thinking.
    missed: u32 = 0,
    floods: []?*const Distances,
    plans: []Plan = &.{},
    claimed: []bool,
    /// Damage planned against each enemy in this tick.
    planned: []u32 = &.{},
    gifts: u32 = 0,
    wants_spawn: bool = false,
    said: reply.Reply = undefined,

    const Plan = union(enum) {
        none,
        /// Stays, for an order or to hold its cell.
        stays,
        go: traffic.Wish,
    };

    pub fn init(match: std.mem.Allocator, start: message.Start) !Turn {
        const board = try match.create(Board);
        board.* = try .init(match, start);
        const floods = try match.alloc(?*const Distances, board.tiles.len);
        @memset(floods, null);
        return .{
            .match = match,
            .start = start,
            .board = board,
            .floods = floods,
            .claimed = try match.alloc(bool, board.tiles.len),
        };
    }

    /// Takes in the next tick and forgets the orders of the last one.
    pub fn begin(turn: *Turn, scratch: std.mem.Allocator, now: message.Tick, last: ?message.Tick) !void {
        const passed = now.tick -| (if (last) |tick| tick.tick else 0);
        turn.scratch = scratch;
        turn.before = if (passed == 1 and last != null) last.?.enemies else &.{};
        turn.now = now;
        turn.missed = passed -| 1;
        turn.plans = try scratch.alloc(Plan, now.units.len);
        @memset(turn.plans, .none);
        turn.planned = try scratch.alloc(u32, now.enemies.len);
        @memset(turn.planned, 0);
        @memset(turn.claimed, false);
        turn.gifts = 0;
        turn.wants_spawn = false;
        turn.said = .init(scratch);
    }

    // Who and what ------------------------------------------------------------------------------------------------------

    pub fn rules(turn: *const Turn) message.Rules {
        return turn.start.rules;
    }

    /// The own core's cell, also after it is lost.
    pub fn home(turn: *const Turn) Pos {
        return turn.board.cores[0];
    }

    /// The own unit on a cell.
    pub fn unitAt(turn: *const Turn, at: Pos) ?Unit {
        return find(turn.now.units, at);
    }

    /// The enemy in sight on a cell.
    pub fn enemyAt(turn: *const Turn, at: Pos) ?Unit {
        return find(turn.now.enemies, at);
    }

    /// The enemy in sight that is fewest steps away as the crow flies.
    pub fn nearestEnemy(turn: *const Turn, from: Pos) ?Unit {
        return closest(turn.now.enemies, from);
    }

    /// Own hit points less those of enemies in sight within so many steps.
    pub fn odds(turn: *const Turn, at: Pos, steps: u16) i32 {
        var sum: i32 = 0;
        for (turn.now.units) |unit| sum += if (unit.at.walk(at) <= steps) unit.hp else 0;
        for (turn.now.enemies) |unit| sum -= if (unit.at.walk(at) <= steps) unit.hp else 0;
        return sum;
    }

    /// Ore left on a cell.
    pub fn oreAt(turn: *const Turn, at: Pos) u16 {
        for (turn.board.ores, 0..) |ore, i| {
            if (ore.eql(at)) return if (i < turn.now.ore.len) turn.now.ore[i] else 0;
        }
        return 0;
    }

    /// Loose cargo in sight on a cell.
    pub fn looseAt(turn: *const Turn, at: Pos) u32 {
        for (turn.now.loose) |loose| if (loose.at.eql(at)) return loose.amount;
        return 0;
    }

    /// What the next unit costs.
    pub fn spawnCost(turn: *const Turn) u32 {
        return turn.rules().spawn_cost + @as(u32, @intCast(turn.now.units.len)) / @max(1, turn.rules().spawn_cost_step);
    }

    /// Whether a unit that ends this tick on a cell is inside the storm.
    pub fn inStorm(turn: *const Turn, at: Pos) bool {
        return turn.inStormAt(at, turn.now.tick);
    }

    /// The same at the end of another tick.
    pub fn inStormAt(turn: *const Turn, at: Pos, tick: u32) bool {
        const r = turn.rules();
        if (tick < r.storm_start) return false;
        const most = (@min(turn.board.width, turn.board.height) -| r.storm_rest) / 2;
        return turn.board.depth(at) < @min(most, 1 + (tick - r.storm_start) / @max(1, r.storm_period));
    }

    /// Walking distances to a cell of the board. Worked out once a match for each cell, so it is cheap to ask again.
    pub fn distances(turn: *Turn, goal: Pos) *const Distances {
        const known = &turn.floods[turn.board.index(goal)];
        if (known.*) |flood| return flood;
        const flood = turn.match.create(Distances) catch exhausted();
        flood.* = Distances.init(turn.match, turn.board, &.{goal}) catch exhausted();
        known.* = flood;
        return flood;
    }

    /// The beacon outside the storm that is fewest steps from a cell.
    pub fn nearestBeacon(turn: *Turn, from: Pos) ?Pos {
        var best: ?Pos = null;
        var least: u16 = Distances.far;
        for (turn.board.beacons) |beacon| {
            const steps = turn.distances(beacon).at(from);
            if (steps >= least or turn.inStorm(beacon)) continue;
            least = steps;
            best = beacon;
        }
        return best;
    }

    // Orders ------------------------------------------------------------------------------------------------------------

    /// Whether a unit has no order yet.
    pub fn isFree(turn: *const Turn, unit: Unit) bool {
        const i = turn.place(unit) orelse return false;
        return turn.plans[i] == .none;
    }

    pub fn mine(turn: *Turn, unit: Unit) bool {
        return turn.order(unit, .mine, null, null);
    }

    pub fn guard(turn: *Turn, unit: Unit) bool {
        return turn.order(unit, .guard, null, null);
    }

    pub fn strike(turn: *Turn, unit: Unit, to: Dir) bool {
        return turn.order(unit, .strike, to, null);
    }

    pub fn lance(turn: *Turn, unit: Unit, to: Dir) bool {
        return turn.order(unit, .lance, to, null);
    }

    pub fn repair(turn: *Turn, unit: Unit, to: Dir) bool {
        return turn.order(unit, .repair, to, null);
    }

    pub fn give(turn: *Turn, unit: Unit, to: Dir, amount: u32) bool {
        if (!turn.order(unit, .give, to, @max(1, amount))) return false;
        const receiver = unit.at.step(to, 1) orelse return true;
        if (receiver.eql(turn.home())) turn.gifts += @min(amount, unit.cargo);
        return true;
    }

    /// Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm where
    /// that takes one step.
    pub fn hold(turn: *Turn, unit: Unit) bool {
        return turn.plan(unit, .stays);
    }

    /// The next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another.
    pub fn go(turn: *Turn, unit: Unit, goal: Pos) bool {
        return turn.goBy(unit, turn.distances(goal));
    }

    /// The same along distances of your own.
    pub fn goBy(turn: *Turn, unit: Unit, way: *const Distances) bool {
        var costs: traffic.Wish = undefined;
        for (turn.around(unit.at), &costs) |at, *cost| cost.* = if (at) |cell| way.at(cell) else null;
        return turn.step(unit, costs);
    }

    /// Step to the cheapest of the cells that `around` gives; null is out of the question.
    pub fn step(turn: *Turn, unit: Unit, costs: traffic.Wish) bool {
        return turn.plan(unit, .{ .go = turn.withStorm(unit.at, costs) });
    }

    /// The open cells n, e, s, w of a cell, and itself.
    pub fn around(turn: *const Turn, at: Pos) [5]?Pos {
        var cells: [5]?Pos = undefined;
        for (Dir.all, cells[0..4]) |dir, *cell| cell.* = turn.board.step(at, dir);
        cells[traffic.stay] = at;
        return cells;
    }

    /// A new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it.
    pub fn spawn(turn: *Turn) void {
        turn.wants_spawn = true;
    }

    pub const harvest = tactics.harvest;
    pub const deliver = tactics.deliver;
    pub const fight = tactics.fight;
    pub const predict = tactics.predict;

    // Debug output: recorded and drawn, never simulated -----------------------------------------------------------------

    pub fn markLine(turn: *Turn, from: Pos, to: Pos, color: Color) void {
        turn.mark(.{ .kind = "line", .from = from, .to = to, .color = color });
    }

    pub fn markCircle(turn: *Turn, at: Pos, radius: u8, color: Color) void {
        turn.mark(.{ .kind = "circle", .at = at, .radius = radius, .color = color });
    }

    pub fn markText(turn: *Turn, at: Pos, color: Color, comptime format: []const u8, values: anytype) void {
        const text = std.fmt.allocPrint(turn.scratch, format, values) catch exhausted();
        turn.mark(.{ .kind = "text", .at = at, .text = text, .color = color });
    }

    /// Shows a value beside the board: a text, a number, a bool.
    pub fn watch(turn: *Turn, key: []const u8, value: anytype) void {
        turn.said.watch.set(key, value) catch exhausted();
    }

    /// The same beside a unit; `values` is a struct: `.{ .target = 3 }`.
    pub fn watchUnit(turn: *Turn, unit: Unit, values: anytype) void {
        var key: [8]u8 = undefined;
        turn.watch(std.fmt.bufPrint(&key, "{d}", .{unit.id}) catch unreachable, values);
    }

    /// Writes a line of the bot's log.
    pub fn log(turn: *Turn, comptime format: []const u8, values: anytype) void {
        pipe.write(2, std.fmt.allocPrint(turn.scratch, format ++ "\n", values) catch exhausted());
    }

    // ------------------------------------------------------------------------------------------------------------------

    /// Settles all moves and the spawn, and gives the line to be sent.
    pub fn end(turn: *Turn) ![]const u8 {
        const agents = try turn.scratch.alloc(traffic.Agent, turn.now.units.len);
        for (agents, turn.now.units, turn.plans) |*agent, unit, planned| agent.* = .{
            .at = unit.at,
            .goes = planned == .go,
            .wish = switch (planned) {
                .stays => null,
                .go => |costs| turn.withoutEnemies(unit.at, costs),
                .none => turn.withoutEnemies(unit.at, turn.withStorm(unit.at, .{ 1, 1, 1, 1, 0 })),
            },
        };
        try traffic.settle(turn.scratch, turn.board, agents);
        for (agents, turn.now.units) |agent, unit| {
            const dir = unit.at.dir(agent.end.?) orelse continue;
            try turn.said.orders.add(reply.Order{ .unit = unit.id, .do = .move, .to = dir });
        }
        if (turn.spawnDir(agents)) |dir| try turn.said.orders.add(reply.Order{ .do = .spawn, .to = dir });
        return turn.said.line(turn.scratch);
    }

    fn spawnDir(turn: *const Turn, agents: []const traffic.Agent) ?Dir {
        const full = turn.now.units.len >= turn.rules().max_units;
        if (!turn.wants_spawn or full or turn.now.cores[0] == 0) return null;
        if (turn.now.bank + turn.gifts < turn.spawnCost()) return null;
        next: for (Dir.all) |dir| {
            const at = turn.board.step(turn.home(), dir) orelse continue;
            if (turn.enemyAt(at) != null) continue;
            for (agents) |agent| if (agent.end.?.eql(at)) continue :next;
            return dir;
        }
        return null;
    }

    fn place(turn: *const Turn, unit: Unit) ?usize {
        for (turn.now.units, 0..) |own, i| if (own.id == unit.id) return i;
        return null;
    }

    fn plan(turn: *Turn, unit: Unit, wanted: Plan) bool {
        const i = turn.place(unit) orelse return false;
        if (turn.plans[i] != .none) return false;
        turn.plans[i] = wanted;
        return true;
    }

    fn order(turn: *Turn, unit: Unit, verb: reply.Verb, to: ?Dir, amount: ?u32) bool {
        if (!turn.plan(unit, .stays)) return false;
        turn.said.orders.add(reply.Order{ .unit = unit.id, .do = verb, .to = to, .amount = amount }) catch exhausted();
        return true;
    }

    fn mark(turn: *Turn, drawn: anytype) void {
        turn.said.marks.add(drawn) catch exhausted();
    }

    /// Cells inside the storm cost more.
    fn withStorm(turn: *const Turn, from: Pos, costs: traffic.Wish) traffic.Wish {
        var all = costs;
        for (turn.around(from), &all) |at, *cost| {
            if (cost.* != null and at != null and turn.inStorm(at.?)) cost.*.? += 8;
        }
        return all;
    }

    /// Nobody steps where an enemy stands or where no unit can.
    fn withoutEnemies(turn: *const Turn, from: Pos, costs: traffic.Wish) traffic.Wish {
        var all = costs;
        for (turn.around(from)[0..4], all[0..4]) |at, *cost| {
            if (at == null or turn.enemyAt(at.?) != null) cost.* = null;
        }
        return all;
    }

    /// Takes a cell for a miner; false if another one has it.
    pub fn claim(turn: *Turn, at: Pos) bool {
        const taken = &turn.claimed[turn.board.index(at)];
        defer taken.* = true;
        return !taken.*;
    }

    fn find(units: []const Unit, at: Pos) ?Unit {
        for (units) |unit| if (unit.at.eql(at)) return unit;
        return null;
    }

    /// The unit that is fewest steps from a cell as the crow flies, the first of several.
    pub fn closest(units: []const Unit, to: Pos) ?Unit {
        var best: ?Unit = null;
        for (units) |unit| {
            if (best == null or unit.at.walk(to) < best.?.at.walk(to)) best = unit;
        }
        return best;
    }
};

/// A bot that uses up its 16 MiB cannot go on.
fn exhausted() noreturn {
    @panic("out of memory");
}
