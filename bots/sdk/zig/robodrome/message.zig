//! What crosses the pipe: the lines of the protocol as Zig types. A newer engine may send fields that are not known here.

const std = @import("std");

/// The first line: what never changes in a match.
pub const Start = struct {
    /// The bot's name in this match.
    name: []const u8,
    /// 2, 4 or 8; the bot is team 0.
    teams: u8,
    width: u8,
    height: u8,
    /// A text a row from the top: `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` the core of that team.
    map: []const []const u8,
    rules: Rules,
};

/// Every number of the rules.
pub const Rules = struct {
    ticks: u32,
    fog: bool,
    sight: u8,
    core_hp: u16,
    start_bank: u32,
    max_units: u16,
    unit_hp: u16,
    unit_cargo: u16,
    ore_amount: u16,
    mine_amount: u16,
    strike_damage: u16,
    lance_damage: u16,
    lance_cost: u16,
    guard_amount: u16,
    flank_damage: u16,
    repair_amount: u16,
    repair_cost: u16,
    spawn_cost: u32,
    spawn_cost_step: u32,
    beacon_radius: u8,
    beacon_points: u32,
    storm_start: u32,
    storm_period: u32,
    storm_rest: u8,
    storm_damage: u16,
};

/// What the bot sees in a tick. Lists by team begin with the bot's own.
pub const Tick = struct {
    /// The tick that the orders will be for; the first is 1.
    tick: u32,
    /// Ore in the bank.
    bank: u32,
    points: []const u32,
    /// Damage dealt.
    damage: []const u32,
    /// Hit points of the cores; 0 is lost.
    cores: []const u16,
    /// Rings of the storm.
    rings: u8,
    /// Own units by rising number.
    units: []const Unit,
    /// Enemy units in sight by team and number.
    enemies: []const Unit,
    /// Ore left in each ore cell, in reading order.
    ore: []const u16,
    /// Loose cargo in sight, in reading order.
    loose: []const Loose,
    /// Orders of the last tick that came to nothing.
    failed: []const Failure,
};

/// A unit, own (team 0) or enemy.
pub const Unit = struct {
    team: u8 = 0,
    /// Its number within its team.
    id: u16,
    at: Pos,
    hp: u16,
    cargo: u16,
    /// Whether it guarded in the last tick, and so cannot in this one.
    guarded: bool,
};

/// Cargo that lies on a cell.
pub const Loose = struct { at: Pos, amount: u32 };

/// Why an order came to nothing. Robodrome's `bots/README.md` lists the words.
pub const Failure = struct {
    /// Null for the core, and for a whole line.
    unit: ?u16 = null,
    why: []const u8,
};

/// The last line.
pub const End = struct {
    tick: u32,
    result: Result,
    points: []const u32,
};

pub const Result = enum { won, lost, draw };

/// A colour of a mark.
pub const Color = enum { white, red, orange, yellow, green, blue, purple };

/// One of the four directions. North is up, towards row 0.
pub const Dir = enum(u2) {
    n,
    e,
    s,
    w,

    pub const all = [_]Dir{ .n, .e, .s, .w };
};

/// A cell of the board: `x` runs right, `y` runs down, both from 0.
pub const Pos = struct {
    x: u8,
    y: u8,

    /// The cell so many steps away, null off any board.
    pub fn step(from: Pos, to: Dir, steps: u8) ?Pos {
        return switch (to) {
            .n => .{ .x = from.x, .y = std.math.sub(u8, from.y, steps) catch return null },
            .e => .{ .x = std.math.add(u8, from.x, steps) catch return null, .y = from.y },
            .s => .{ .x = from.x, .y = std.math.add(u8, from.y, steps) catch return null },
            .w => .{ .x = std.math.sub(u8, from.x, steps) catch return null, .y = from.y },
        };
    }

    /// The direction of a neighbouring cell, null if it is not one.
    pub fn dir(from: Pos, to: Pos) ?Dir {
        for (Dir.all) |d| {
            const at = from.step(d, 1) orelse continue;
            if (at.eql(to)) return d;
        }
        return null;
    }

    pub fn eql(a: Pos, b: Pos) bool {
        return a.x == b.x and a.y == b.y;
    }

    /// Steps to another cell with nothing in the way.
    pub fn walk(a: Pos, b: Pos) u16 {
        return @as(u16, @max(a.x, b.x) - @min(a.x, b.x)) + (@max(a.y, b.y) - @min(a.y, b.y));
    }

    /// The larger coordinate difference: what sight and beacons use.
    pub fn chebyshev(a: Pos, b: Pos) u8 {
        return @max(@max(a.x, b.x) - @min(a.x, b.x), @max(a.y, b.y) - @min(a.y, b.y));
    }

    /// On the wire it is `[x, y]`.
    pub fn jsonParse(allocator: std.mem.Allocator, source: anytype, options: std.json.ParseOptions) !Pos {
        const xy = try std.json.innerParse([2]u8, allocator, source, options);
        return .{ .x = xy[0], .y = xy[1] };
    }

    pub fn jsonStringify(at: Pos, out: anytype) !void {
        // As numbers of 16 bits: bytes would be written as a text.
        try out.write([2]u16{ at.x, at.y });
    }
};
