//! Lines in, lines out.

const std = @import("std");
const wasi = std.os.wasi;

/// Reads lines from stdin.
pub const Lines = struct {
    buffer: std.ArrayList(u8) = .empty,
    /// What was handed out already.
    used: usize = 0,

    /// The next line without its `\n`, null at the end of the input. It stands until the next call.
    pub fn next(lines: *Lines, allocator: std.mem.Allocator) !?[]const u8 {
        var seen = lines.used;
        while (true) {
            if (std.mem.findScalarPos(u8, lines.buffer.items, seen, '\n')) |end| {
                defer lines.used = end + 1;
                return lines.buffer.items[lines.used..end];
            }
            lines.drop();
            seen = lines.buffer.items.len;
            const room = try lines.buffer.addManyAsSlice(allocator, 4096);
            const got = read(room);
            lines.buffer.shrinkRetainingCapacity(seen + got);
            if (got == 0) return null;
        }
    }

    /// Forgets what was handed out.
    fn drop(lines: *Lines) void {
        const rest = lines.buffer.items[lines.used..];
        std.mem.copyForwards(u8, lines.buffer.items, rest);
        lines.buffer.shrinkRetainingCapacity(rest.len);
        lines.used = 0;
    }
};

/// Reads what there is of stdin; 0 at its end.
fn read(room: []u8) usize {
    var got: usize = 0;
    const part: wasi.iovec_t = .{ .base = room.ptr, .len = room.len };
    return if (wasi.fd_read(0, @ptrCast(&part), 1, &got) == .SUCCESS) got else 0;
}

/// Writes all of a text to stdout (1) or stderr (2). What cannot be written is lost: there is nobody to tell.
pub fn write(to: i32, text: []const u8) void {
    var left = text;
    while (left.len > 0) {
        var done: usize = 0;
        const part: wasi.ciovec_t = .{ .base = left.ptr, .len = left.len };
        if (wasi.fd_write(to, @ptrCast(&part), 1, &done) != .SUCCESS or done == 0) return;
        left = left[done..];
    }
}
