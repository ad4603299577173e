//! The answer to a tick, written as it comes.

const std = @import("std");
const message = @import("message.zig");
const Writer = std.Io.Writer;
const Stringify = std.json.Stringify;

pub const Verb = enum { move, strike, lance, guard, mine, give, repair, spawn };

/// One order on the wire; what is null is left out.
pub const Order = struct {
    unit: ?u16 = null,
    do: Verb,
    to: ?message.Dir = null,
    amount: ?u32 = null,
};

/// A list or object in the making.
pub const Entries = struct {
    out: Writer.Allocating,

    pub fn init(allocator: std.mem.Allocator) Entries {
        return .{ .out = .init(allocator) };
    }

    /// Adds an item to a list.
    pub fn add(entries: *Entries, item: anytype) Writer.Error!void {
        const writer = &entries.out.writer;
        if (writer.end > 0) try writer.writeByte(',');
        try Stringify.value(item, .{ .emit_null_optional_fields = false }, writer);
    }

    /// Adds a field to an object.
    pub fn set(entries: *Entries, key: []const u8, value: anytype) Writer.Error!void {
        const writer = &entries.out.writer;
        try entries.add(key);
        try writer.writeByte(':');
        try Stringify.value(value, .{ .emit_null_optional_fields = false }, writer);
    }
};

/// What is said in a tick.
pub const Reply = struct {
    orders: Entries,
    marks: Entries,
    watch: Entries,

    pub fn init(allocator: std.mem.Allocator) Reply {
        return .{ .orders = .init(allocator), .marks = .init(allocator), .watch = .init(allocator) };
    }

    /// The whole line with its `\n`.
    pub fn line(reply: *Reply, allocator: std.mem.Allocator) ![]const u8 {
        return std.fmt.allocPrint(allocator, "{{\"orders\":[{s}],\"marks\":[{s}],\"watch\":{{{s}}}}}\n", .{
            reply.orders.out.written(), reply.marks.out.written(), reply.watch.out.written(),
        });
    }
};
