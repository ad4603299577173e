//! The terrain, and walking distances on it.

const std = @import("std");
const message = @import("message.zig");
const Dir = message.Dir;
const Pos = message.Pos;

pub const Tile = enum { wall, floor, ore, beacon, core };

/// What never changes in a match.
pub const Board = struct {
    width: u8,
    height: u8,
    tiles: []Tile,
    /// Every ore cell, in reading order, also when its ore is used up.
    ores: []const Pos,
    /// Every beacon, in reading order.
    beacons: []const Pos,
    /// The cores' cells, by team.
    cores: []const Pos,

    /// Reads the map of a start line. Letters that are not known become walls, and missing cells too.
    pub fn init(allocator: std.mem.Allocator, start: message.Start) !Board {
        var ores: std.ArrayList(Pos) = .empty;
        var beacons: std.ArrayList(Pos) = .empty;
        const cores = try allocator.alloc(Pos, start.teams);
        @memset(cores, .{ .x = 0, .y = 0 });
        const tiles = try allocator.alloc(Tile, @as(usize, start.width) * start.height);
        @memset(tiles, .wall);
        for (start.map, 0..) |row, y| {
            for (row, 0..) |letter, x| {
                if (x >= start.width or y >= start.height) continue;
                const at: Pos = .{ .x = @intCast(x), .y = @intCast(y) };
                const cell = &tiles[y * start.width + x];
                switch (letter) {
                    '.' => cell.* = .floor,
                    'o' => {
                        cell.* = .ore;
                        try ores.append(allocator, at);
                    },
                    'b' => {
                        cell.* = .beacon;
                        try beacons.append(allocator, at);
                    },
                    '0'...'7' => {
                        cell.* = .core;
                        if (letter - '0' < start.teams) cores[letter - '0'] = at;
                    },
                    else => {},
                }
            }
        }
        return .{
            .width = start.width,
            .height = start.height,
            .tiles = tiles,
            .ores = ores.items,
            .beacons = beacons.items,
            .cores = cores,
        };
    }

    pub fn contains(board: *const Board, at: Pos) bool {
        return at.x < board.width and at.y < board.height;
    }

    /// A cell's place in lists that hold one entry a cell. It must be on the board.
    pub fn index(board: *const Board, at: Pos) usize {
        return @as(usize, at.y) * board.width + at.x;
    }

    /// Off the board it is wall.
    pub fn tile(board: *const Board, at: Pos) Tile {
        return if (board.contains(at)) board.tiles[board.index(at)] else .wall;
    }

    /// Whether a unit can stand on a cell, whoever stands there now.
    pub fn isOpen(board: *const Board, at: Pos) bool {
        return switch (board.tile(at)) {
            .floor, .ore, .beacon => true,
            .wall, .core => false,
        };
    }

    /// The cell one step away, if a unit can stand there.
    pub fn step(board: *const Board, from: Pos, to: Dir) ?Pos {
        const at = from.step(to, 1) orelse return null;
        return if (board.isOpen(at)) at else null;
    }

    /// How far a cell is from the edge of the board; the edge is 0.
    pub fn depth(board: *const Board, at: Pos) u8 {
        if (!board.contains(at)) return 0;
        return @min(@min(at.x, board.width - 1 - at.x), @min(at.y, board.height - 1 - at.y));
    }
};

/// Walking distances to a goal. Units in the way are not looked at.
pub const Distances = struct {
    board: *const Board,
    steps: []u16,

    /// The distance of cells from which the goal cannot be reached.
    pub const far = std.math.maxInt(u16);

    /// A goal may be a cell that nobody can enter, such as a core: its neighbours then have distance 1.
    pub fn init(allocator: std.mem.Allocator, board: *const Board, goals: []const Pos) !Distances {
        const distances: Distances = .{ .board = board, .steps = try allocator.alloc(u16, board.tiles.len) };
        @memset(distances.steps, far);
        const queue = try allocator.alloc(Pos, board.tiles.len);
        defer allocator.free(queue);
        var end: usize = 0;
        for (goals) |goal| {
            if (!board.contains(goal) or distances.at(goal) == 0) continue;
            distances.steps[board.index(goal)] = 0;
            queue[end] = goal;
            end += 1;
        }
        var begin: usize = 0;
        while (begin < end) : (begin += 1) {
            const from = queue[begin];
            for (Dir.all) |dir| {
                const to = board.step(from, dir) orelse continue;
                if (distances.at(to) != far) continue;
                distances.steps[board.index(to)] = distances.at(from) + 1;
                queue[end] = to;
                end += 1;
            }
        }
        return distances;
    }

    /// Steps from a cell to the nearest goal, or `far`.
    pub fn at(distances: *const Distances, from: Pos) u16 {
        return if (distances.board.contains(from)) distances.steps[distances.board.index(from)] else far;
    }

    /// The first step of a shortest path, null on a goal and where none can be reached.
    pub fn first(distances: *const Distances, from: Pos) ?Dir {
        for (Dir.all) |dir| {
            const to = from.step(dir, 1) orelse continue;
            if (distances.at(to) < distances.at(from)) return dir;
        }
        return null;
    }
};
