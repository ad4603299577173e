//! Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.

const std = @import("std");
const robodrome = @import("robodrome");

const Turn = robodrome.Turn;

pub fn main() void {
    var turns: u32 = 0;
    const end = robodrome.run(&turns, play);
    if (end) |e| std.debug.print("end {t}\n", .{e.result});
}

fn play(turns: *u32, turn: *Turn) void {
    const units = turn.now.units;
    turns.* += 1;
    switch (turns.*) {
        1 => {
            tellStart(turn) catch unreachable;
            _ = turn.mine(units[0]);
            _ = turn.strike(units[1], .n);
            _ = turn.lance(units[2], .e);
            turn.markLine(.{ .x = 7, .y = 4 }, .{ .x = 8, .y = 4 }, .red);
            turn.markCircle(.{ .x = 7, .y = 5 }, 2, .yellow);
            turn.markText(.{ .x = 7, .y = 1 }, .white, "{d} of \"10\"", .{units[0].cargo});
        },
        2 => {
            tellTick(turn) catch unreachable;
            _ = turn.guard(units[0]);
            _ = turn.mine(units[0]); // the first one stands
            _ = turn.give(units[1], .w, 10);
            _ = turn.repair(units[2], .s);
        },
        else => {
            turn.watch("missed", turn.missed);
            _ = turn.go(units[2], .{ .x = 7, .y = 5 });
            _ = turn.hold(units[1]);
            turn.spawn();
            turn.log("logged {d}", .{turn.now.tick});
        },
    }
}

fn tellStart(turn: *Turn) !void {
    var text: std.Io.Writer.Allocating = .init(turn.scratch);
    const out = &text.writer;
    const start = turn.start;
    try out.print("{s} {d} teams {d}x{d}", .{ start.name, start.teams, turn.board.width, turn.board.height });
    tell(turn, "start", &text);
    inline for (comptime std.meta.fieldNames(robodrome.Rules)) |name| {
        const value = @field(turn.rules(), name);
        const number: u32 = if (@TypeOf(value) == bool) @intFromBool(value) else value;
        try out.print("{s}{d}", .{ if (out.end > 0) " " else "", number });
    }
    tell(turn, "rules", &text);
    var walls: u32 = 0;
    for (turn.board.tiles) |tile| walls += @intFromBool(tile == .wall);
    try out.print("{d} walls, {d} ores, beacons", .{ walls, turn.board.ores.len });
    for (turn.board.beacons) |at| try out.print(" {d},{d}", .{ at.x, at.y });
    tell(turn, "map", &text);
    const home = turn.home();
    const other = turn.board.cores[1];
    try out.print("{d},{d} {d},{d}", .{ home.x, home.y, other.x, other.y });
    tell(turn, "cores", &text);
}

fn tellTick(turn: *Turn) !void {
    var text: std.Io.Writer.Allocating = .init(turn.scratch);
    const out = &text.writer;
    const now = turn.now;
    try out.print("{d} missed {d}", .{ now.tick, turn.missed });
    tell(turn, "tick", &text);
    try out.print("{d} {d} {d} {d} ", .{ now.points[0], now.points[1], now.damage[0], now.damage[1] });
    try out.print("{d} {d}", .{ now.cores[0], now.cores[1] });
    tell(turn, "teams", &text);
    const edge: robodrome.Pos = .{ .x = 0, .y = 5 };
    const stormy = [_]u1{ @intFromBool(turn.inStormAt(edge, 249)), @intFromBool(turn.inStormAt(edge, 250)) };
    try out.print("{d} {d} {d}", .{ now.rings, stormy[0], stormy[1] });
    tell(turn, "storm", &text);
    try out.print("{d} of {d}", .{ now.bank, turn.spawnCost() });
    tell(turn, "bank", &text);
    for (now.units) |unit| try tellUnit(out, unit);
    tell(turn, "units", &text);
    for (now.enemies) |unit| try tellUnit(out, unit);
    tell(turn, "enemies", &text);
    var ore: u32 = 0;
    for (turn.board.ores) |at| ore += turn.oreAt(at);
    try out.print("{d} loose {d}", .{ ore, turn.looseAt(.{ .x = 5, .y = 5 }) });
    tell(turn, "ore", &text);
    for (now.failed) |failure| {
        if (out.end > 0) try out.writeAll("; ");
        if (failure.unit) |unit| try out.print("{d}", .{unit}) else try out.writeAll("-");
        try out.print(" {s}", .{failure.why});
    }
    tell(turn, "failed", &text);
}

fn tellUnit(out: *std.Io.Writer, unit: robodrome.Unit) !void {
    if (out.end > 0) try out.writeAll("; ");
    if (unit.team > 0) try out.print("{d}.", .{unit.team});
    try out.print("{d}@{d},{d} {d} {d}", .{ unit.id, unit.at.x, unit.at.y, unit.hp, unit.cargo });
    if (unit.guarded) try out.writeAll(" guarded");
}

fn tell(turn: *Turn, key: []const u8, text: *std.Io.Writer.Allocating) void {
    turn.watch(key, text.written());
    text.clearRetainingCapacity();
}
