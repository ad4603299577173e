//! Write a bot for Robodrome's game Beacons in Zig.
//!
//!     const robodrome = @import("robodrome");
//!
//!     pub fn main() void {
//!         _ = robodrome.run({}, play);
//!     }
//!
//!     fn play(_: void, turn: *robodrome.Turn) void {
//!         for (turn.now.units) |unit| _ = turn.harvest(unit); // mine, carry home, deliver, go again
//!         turn.spawn();
//!     }
//!
//! `Turn` is what the bot knows in a tick, and where its orders go. Everything is integer and in a fixed order, so the same match gives the
//! same orders again.
//!
//! This folder is part of Robodrome; licence: MIT OR Apache-2.0.

const std = @import("std");
const message = @import("message.zig");
const pipe = @import("pipe.zig");

pub const Board = @import("board.zig").Board;
pub const Color = message.Color;
pub const Dir = message.Dir;
pub const Distances = @import("board.zig").Distances;
pub const End = message.End;
pub const Failure = message.Failure;
pub const Loose = message.Loose;
pub const Pos = message.Pos;
pub const Rules = message.Rules;
pub const Start = message.Start;
pub const Tick = message.Tick;
pub const Tile = @import("board.zig").Tile;
pub const Turn = @import("turn.zig").Turn;
pub const Unit = message.Unit;

/// Plays a match: calls `play` with `context` once a tick and sends what was ordered, until the match is over. Returns how it ended, if told.
///
/// Lines that it does not understand are named in the bot's log, and passed over.
pub fn run(context: anytype, comptime play: fn (@TypeOf(context), *Turn) void) ?End {
    var match: Match = .{};
    while (match.next() catch @panic("out of memory")) |line| switch (kind(line)) {
        .start => match.begin(line) catch |err| passOver(err),
        .tick => if (match.turn != null) {
            match.tick(line) catch |err| {
                passOver(err);
                continue;
            };
            play(context, &match.turn.?);
            pipe.write(1, match.turn.?.end() catch @panic("out of memory"));
        },
        .end => return match.read(End, line) catch null,
        .other => {},
    };
    return null;
}

const Kind = enum { start, tick, end, other };

/// What stands under `type`. The engine writes it first; looking there saves reading every line twice.
fn kind(line: []const u8) Kind {
    const begin = "{\"type\":\"";
    if (std.mem.startsWith(u8, line, begin)) {
        const rest = line[begin.len..];
        const word = rest[0 .. std.mem.findScalar(u8, rest, '"') orelse return .other];
        return std.meta.stringToEnum(Kind, word) orelse .other;
    }
    var arena: Arena = .init(std.heap.wasm_allocator);
    defer arena.deinit();
    const found = Match.parse(struct { type: []const u8 }, arena.allocator(), line) catch return .other;
    return std.meta.stringToEnum(Kind, found.type) orelse .other;
}

fn passOver(err: anyerror) void {
    pipe.write(2, "a line is not a message; passed over: ");
    pipe.write(2, @errorName(err));
    pipe.write(2, "\n");
}

const Arena = std.heap.ArenaAllocator;

/// What is kept between the lines.
const Match = struct {
    arena: Arena = .init(std.heap.wasm_allocator),
    /// One for this tick, one for the last.
    ticks: [2]Arena = .{ .init(std.heap.wasm_allocator), .init(std.heap.wasm_allocator) },
    lines: pipe.Lines = .{},
    turn: ?Turn = null,
    last: ?Tick = null,

    fn next(match: *Match) !?[]const u8 {
        return match.lines.next(std.heap.wasm_allocator);
    }

    fn read(match: *Match, comptime T: type, line: []const u8) !T {
        return parse(T, match.arena.allocator(), line);
    }

    fn begin(match: *Match, line: []const u8) !void {
        match.turn = try Turn.init(match.arena.allocator(), try match.read(Start, line));
        match.last = null;
    }

    fn tick(match: *Match, line: []const u8) !void {
        std.mem.swap(Arena, &match.ticks[0], &match.ticks[1]);
        _ = match.ticks[0].reset(.retain_capacity);
        const scratch = match.ticks[0].allocator();
        const now = try parse(Tick, scratch, line);
        try match.turn.?.begin(scratch, now, match.last);
        match.last = now;
    }

    fn parse(comptime T: type, allocator: std.mem.Allocator, line: []const u8) !T {
        return std.json.parseFromSliceLeaky(T, allocator, line, .{
            .ignore_unknown_fields = true,
            .allocate = .alloc_always,
        });
    }
};
