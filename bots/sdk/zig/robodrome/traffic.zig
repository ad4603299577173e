//! Settles where all own units go in a tick, so that none of them bumps into another.
//!
//! The method is priority inheritance with backtracking (Okumura and others, 2022): units choose in the order of their
//! distance to their goal; whoever wants a cell where a unit stands that has not chosen yet makes that unit choose first, and
//! takes the next best cell if it cannot get away.

const std = @import("std");
const message = @import("message.zig");
const Board = @import("board.zig").Board;
const Dir = message.Dir;
const Pos = message.Pos;

/// The place of "stay" among the costs of a wish; the four before it are n, e, s, w.
pub const stay = 4;

/// What a step to each of the cells n, e, s, w and to stay costs; null is out of the question.
pub const Wish = [5]?u32;

/// A unit as traffic sees it.
pub const Agent = struct {
    at: Pos,
    /// Null for a unit that stays, whoever wants to pass.
    wish: ?Wish,
    /// Whether it was given a goal; those without one choose last.
    goes: bool = false,
    /// Where it will stand.
    end: ?Pos = null,
};

/// Fills in where each agent will stand.
pub fn settle(allocator: std.mem.Allocator, board: *const Board, agents: []Agent) !void {
    var plan: Planner = .{
        .board = board,
        .agents = agents,
        .standing = try allocator.alloc(?*Agent, board.tiles.len),
        .taken = try allocator.alloc(bool, board.tiles.len),
    };
    @memset(plan.standing, null);
    @memset(plan.taken, false);
    for (agents) |*agent| {
        plan.standing[board.index(agent.at)] = agent;
        if (agent.wish == null) plan.take(agent, agent.at);
    }
    while (plan.next()) |agent| _ = plan.choose(agent);
}

const Planner = struct {
    board: *const Board,
    agents: []Agent,
    /// By cell: who stands there now.
    standing: []?*Agent,
    /// By cell: whether somebody will stand there.
    taken: []bool,

    fn take(plan: *Planner, agent: *Agent, at: Pos) void {
        plan.taken[plan.board.index(at)] = true;
        agent.end = at;
    }

    /// Who chooses next: of those with a goal the one that is nearest to it.
    fn next(plan: *Planner) ?*Agent {
        var best: ?*Agent = null;
        for (plan.agents) |*agent| {
            if (agent.end != null) continue;
            const leads = if (best) |b| agent.goes and (!b.goes or cost(agent) < cost(b)) else true;
            if (leads) best = agent;
        }
        return best;
    }

    fn cost(agent: *const Agent) u32 {
        return agent.wish.?[stay] orelse std.math.maxInt(u32);
    }

    /// Finds a cell for an agent, making others choose if need be. False if it could only stay.
    fn choose(plan: *Planner, agent: *Agent) bool {
        var tried: [5]bool = @splat(false);
        while (plan.cheapest(agent, &tried)) |dir| {
            tried[dir] = true;
            if (dir == stay) {
                if (plan.taken[plan.board.index(agent.at)]) continue;
                break;
            }
            const to = agent.at.step(Dir.all[dir], 1).?;
            const other = plan.standing[plan.board.index(to)];
            if (plan.taken[plan.board.index(to)] or swaps(agent, other)) continue;
            plan.take(agent, to);
            const pushed = other orelse return true;
            if (pushed.end != null or plan.choose(pushed)) return true;
        }
        // Its own cell may be promised to whoever pushed it; then staying takes it back.
        plan.take(agent, agent.at);
        return false;
    }

    fn swaps(agent: *const Agent, other: ?*Agent) bool {
        const end = (other orelse return false).end orelse return false;
        return end.eql(agent.at);
    }

    /// The cheapest choice that was not tried; among equals to stay, then empty cells, then n, e, s, w.
    fn cheapest(plan: *Planner, agent: *const Agent, tried: *const [5]bool) ?usize {
        var best: ?usize = null;
        var least: u64 = std.math.maxInt(u64);
        for (agent.wish.?, 0..) |wish, dir| {
            const price = wish orelse continue;
            if (tried[dir]) continue;
            var full = @as(u64, price) * 4;
            if (dir != stay) {
                const to = agent.at.step(Dir.all[dir], 1) orelse continue;
                full += 2 + @as(u64, @intFromBool(plan.standing[plan.board.index(to)] != null));
            }
            if (full >= least) continue;
            least = full;
            best = dir;
        }
        return best;
    }
};
