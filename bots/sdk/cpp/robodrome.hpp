// robodrome.hpp: write a bot for Robodrome's game Beacons in C++20. A layer over robodrome.h, which does the work.
//
//     #include "robodrome.hpp"
//
//     int main() {
//         robodrome::run([](robodrome::Turn &turn) {           // once a tick
//             for (const auto &unit : turn.units())
//                 turn.harvest(unit);                          // mine, carry home, deliver, go again
//             turn.spawn();
//         });
//     }
//
// The bot always is team 0, and the board is turned so that it plays from the same corner in every match on a map. Orders
// return whether the unit was still without one; the first one stands. All steps of a tick are settled together when the
// function returns: own units never bump into each other. Colours are white red orange yellow green blue purple.
//
// Include it in one source file; nothing in it allocates or throws. Build: sh build.sh (in the template).
//
// This file is part of Robodrome; licence: MIT OR Apache-2.0.
#ifndef ROBODROME_HPP
#define ROBODROME_HPP

#define ROBODROME_IMPLEMENTATION
#define ROBODROME_FAILURES
#include "robodrome.h"

#include <array>
#include <concepts>
#include <optional>
#include <span>
#include <string_view>

namespace robodrome {

/// A direction; north is up, towards row 0.
enum class Dir { N, E, S, W };
inline constexpr std::array directions{Dir::N, Dir::E, Dir::S, Dir::W};

enum class Tile { Wall, Floor, Ore, Beacon, Core };
enum class Result { Lost = -1, Draw, Won };

/// Every number of the rules; robodrome.h lists them.
using Rules = rd_rules;

/// The distance of a cell that cannot be reached.
inline constexpr int far = RD_FAR;

/// A cell of the board. `x` runs right, `y` runs down, both from 0.
struct Cell {
    int x, y;

    constexpr auto operator<=>(const Cell &) const = default;

    /// Steps to another cell with nothing in the way.
    int walk(Cell to) const { return rd_walk(index(), to.index()); }
    /// The larger coordinate difference: what sight and beacons use.
    int chebyshev(Cell to) const { return rd_chebyshev(index(), to.index()); }
    /// The cell one step away, if it is on the board.
    std::optional<Cell> next(Dir to) const { return from(rd_next(index(), static_cast<int>(to))); }
    /// The direction of a neighbouring cell, if it is one.
    std::optional<Dir> dir(Cell to) const {
        const int dir = rd_dir(index(), to.index());
        return dir == RD_NONE ? std::nullopt : std::optional{static_cast<Dir>(dir)};
    }

    /// As robodrome.h counts cells; RD_NONE off the board.
    int index() const { return rd_cell(x, y); }
    static std::optional<Cell> from(int index) {
        return index < 0 ? std::nullopt : std::optional{Cell{rd_x(index), rd_y(index)}};
    }
};

/// A unit, own (team 0) or enemy.
struct Unit {
    int team, id; ///< the id counts within its team
    Cell at;
    int hp, cargo;
    bool guarded; ///< guarded in the last tick, so cannot in this one
};

/// An order of the last tick that came to nothing.
struct Failure {
    std::optional<int> unit; ///< none for the core, and for a whole line
    std::string_view why;    ///< the word for the reason; Robodrome's bots/README.md lists them
};

/// What never changes in a match.
namespace board {
inline int width() { return rd.width; }
inline int height() { return rd.height; }
inline Tile tile(Cell at) {
    const int cell = at.index();
    return cell < 0 ? Tile::Wall : rd.tile[cell] >= RD_CORE ? Tile::Core : static_cast<Tile>(rd.tile[cell]);
}
/// Whether a unit can stand on a cell, whoever stands there now.
inline bool is_open(Cell at) { return rd_open(at.index()); }
/// The core of a team, also after it is lost.
inline Cell core(int team) { return Cell::from(rd.core[team]).value_or(Cell{0, 0}); }
} // namespace board

/// Walking distances to goals, from every cell. Units in the way are not looked at.
class Distances {
public:
    Distances() : Distances(std::span<const Cell>{}) {}
    explicit Distances(Cell goal) : Distances(std::span<const Cell>{&goal, 1}) {}
    explicit Distances(std::span<const Cell> goals) {
        int cells[RD_ENEMIES], count = 0;
        for (Cell goal : goals)
            if (count < RD_ENEMIES) cells[count++] = goal.index();
        rd_flood_from(&flood_, cells, count);
    }

    /// Steps from a cell to the nearest goal, or `far`.
    int operator[](Cell from) const { return from.index() < 0 ? far : flood_.steps[from.index()]; }

private:
    friend class Turn;
    rd_flood flood_;
};

namespace detail {
/// Builds a short text out of texts and whole numbers; what does not fit is cut.
class Text {
public:
    explicit Text(const auto &...parts) { (add(parts), ...); }
    const char *c_str() const { return text_; }

private:
    void add(std::string_view part) {
        for (char letter : part)
            if (length_ < sizeof text_ - 1) text_[length_++] = letter;
    }
    void add(const std::integral auto &number) {
        char digits[24];
        int at = sizeof digits;
        auto left = static_cast<long long>(number);
        const bool negative = left < 0;
        do digits[--at] = static_cast<char>('0' + (negative ? -(left % 10) : left % 10));
        while (left /= 10);
        if (negative) digits[--at] = '-';
        add(std::string_view{digits + at, sizeof digits - static_cast<std::size_t>(at)});
    }

    char text_[512] = {};
    std::size_t length_ = 0;
};
} // namespace detail

/// One tick: what the bot knows, and where its orders go.
class Turn {
public:
    std::string_view name() const { return rd.name; }
    int teams() const { return rd.teams; }
    const Rules &rules() const { return rd.rules; }
    int tick() const { return rd.tick; }
    /// Ticks that passed while the bot was still thinking.
    int missed() const { return rd.missed; }
    int bank() const { return rd.bank; }
    int rings() const { return rd.rings; }
    int points(int team) const { return rd.points[team]; }
    int damage(int team) const { return rd.damage[team]; }
    int core_hp(int team) const { return rd.core_hp[team]; }

    /// Own units by rising number, enemies in sight by team and number.
    std::span<const Unit> units() const { return {units_.data(), static_cast<std::size_t>(rd.unit_count)}; }
    std::span<const Unit> enemies() const { return {enemies_.data(), static_cast<std::size_t>(rd.enemy_count)}; }
    const Unit *unit_at(Cell at) const { return find(units(), at); }
    const Unit *enemy_at(Cell at) const { return find(enemies(), at); }
    /// The enemy in sight that is fewest steps away as the crow flies.
    const Unit *nearest_enemy(Cell at) const {
        const rd_unit *enemy = rd_nearest_enemy(at.index());
        return enemy ? &enemies_[static_cast<std::size_t>(enemy - rd.enemies)] : nullptr;
    }
    /// Own hit points less those of enemies in sight within so many steps.
    int odds(Cell at, int steps) const { return rd_odds(at.index(), steps); }
    /// Where an enemy most likely is after this tick's moves: strike there.
    Cell predict(const Unit &enemy) const {
        for (int i = 0; i < rd.enemy_count; i++)
            if (rd.enemies[i].team == enemy.team && rd.enemies[i].id == enemy.id)
                return Cell::from(rd_predict(&rd.enemies[i])).value_or(enemy.at);
        return enemy.at;
    }

    Cell home() const { return board::core(0); }
    /// Every beacon and every ore cell, in reading order; those inside the storm and empty ones too.
    std::span<const Cell> beacons() const { return {beacons_.data(), static_cast<std::size_t>(rd.beacon_count)}; }
    std::span<const Cell> ores() const { return {ores_.data(), static_cast<std::size_t>(rd.ore_count)}; }
    /// The beacon outside the storm that is fewest steps away.
    std::optional<Cell> nearest_beacon(Cell from) const { return Cell::from(rd_nearest_beacon(from.index())); }
    /// Ore left, and loose cargo in sight, on a cell.
    int ore(Cell at) const { return at.index() < 0 ? 0 : rd.ore[at.index()]; }
    int loose(Cell at) const { return at.index() < 0 ? 0 : rd.loose[at.index()]; }
    /// Whether a unit that ends a tick, this one if none is given, on a cell is inside the storm.
    bool in_storm(Cell at) const { return rd_storm(at.index()); }
    bool in_storm(Cell at, int tick) const { return rd_storm_at(at.index(), tick); }
    int spawn_cost() const { return rd_spawn_cost(); }
    std::span<const Failure> failures() const { return {failures_.data(), failed_}; }

    // Orders.
    bool is_free(const Unit &unit) const { return give_to(unit, rd_free); }
    bool mine(const Unit &unit) { return give_to(unit, rd_mine); }
    bool guard(const Unit &unit) { return give_to(unit, rd_guard); }
    bool strike(const Unit &unit, Dir to) { return give_to(unit, rd_strike, static_cast<int>(to)); }
    bool lance(const Unit &unit, Dir to) { return give_to(unit, rd_lance, static_cast<int>(to)); }
    bool repair(const Unit &unit, Dir to) { return give_to(unit, rd_repair, static_cast<int>(to)); }
    bool give(const Unit &unit, Dir to, int amount) { return give_to(unit, rd_give, static_cast<int>(to), amount); }
    /// Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed.
    bool hold(const Unit &unit) { return give_to(unit, rd_hold); }
    /// The next step to a goal, round own units.
    bool go(const Unit &unit, Cell goal) { return give_to(unit, rd_move_to, goal.index()); }
    bool go(const Unit &unit, const Distances &way) { return give_to(unit, rd_go, &way.flood_); }
    /// Step to the neighbouring cell that costs least, or stay if the own one does; higher priority chooses first.
    bool step(const Unit &unit, int priority, std::invocable<Cell> auto cost) {
        int costs[5];
        for (int dir = 0; dir < 5; dir++) {
            const auto to = Cell::from(rd_next(unit.at.index(), dir));
            costs[dir] = to ? cost(*to) : far;
        }
        return give_to(unit, rd_go_by, priority, static_cast<const int *>(costs));
    }
    /// A new unit beside the core, as soon as the bank covers it and a cell is free.
    void spawn() { rd_spawn(); }

    /// A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do.
    bool harvest(const Unit &unit) { return give_to(unit, rd_harvest); }
    /// Strikes where enemies will most likely be. False if nobody is in reach.
    bool fight(const Unit &unit) { return give_to(unit, rd_fight); }

    // Debug output: recorded and drawn, never simulated. Texts are put together from texts and whole numbers.
    void log(const auto &...parts) { rd_log("%s", detail::Text(parts...).c_str()); }
    void mark_line(Cell from, Cell to, const char *color) { rd_mark_line(from.index(), to.index(), color); }
    void mark_circle(Cell at, int radius, const char *color) { rd_mark_circle(at.index(), radius, color); }
    void mark_text(Cell at, const char *color, const auto &...parts) {
        rd_mark_text(at.index(), color, "%s", detail::Text(parts...).c_str());
    }
    void watch(const char *key, const auto &...parts) { rd_watch(key, "%s", detail::Text(parts...).c_str()); }

private:
    template <typename Bot>
        requires std::invocable<Bot &, Turn &>
    friend std::optional<Result> run(Bot &&bot);

    template <typename Order, typename... Values>
    static bool give_to(const Unit &unit, Order order, Values... values) {
        for (int i = 0; i < rd.unit_count; i++)
            if (rd.units[i].id == unit.id && unit.team == 0) return order(&rd.units[i], values...);
        return false;
    }

    static const Unit *find(std::span<const Unit> units, Cell at) {
        for (const Unit &unit : units)
            if (unit.at == at) return &unit;
        return nullptr;
    }

    static void copy(const rd_unit *from, int count, Unit *to) {
        for (int i = 0; i < count; i++) {
            const rd_unit &u = from[i];
            to[i] = {u.team, u.id, {rd_x(u.at), rd_y(u.at)}, u.hp, u.cargo, u.guarded != 0};
        }
    }

    void begin() {
        copy(rd.units, rd.unit_count, units_.data());
        copy(rd.enemies, rd.enemy_count, enemies_.data());
        for (int i = 0; i < rd.beacon_count; i++) beacons_[i] = {rd_x(rd.beacons[i]), rd_y(rd.beacons[i])};
        for (int i = 0; i < rd.ore_count; i++) ores_[i] = {rd_x(rd.ores[i]), rd_y(rd.ores[i])};
        failed_ = static_cast<std::size_t>(rd.failed < RD_FAILURES ? rd.failed : RD_FAILURES);
        for (std::size_t i = 0; i < failed_; i++) {
            const rd_failure &failure = rd.failures[i];
            failures_[i].unit = failure.unit == RD_NONE ? std::nullopt : std::optional{failure.unit};
            failures_[i].why = failure.why;
        }
    }

    std::array<Unit, RD_UNITS> units_;
    std::array<Unit, RD_ENEMIES> enemies_;
    std::array<Cell, RD_BEACONS> beacons_;
    std::array<Cell, RD_ORES> ores_;
    std::array<Failure, RD_FAILURES> failures_;
    std::size_t failed_ = 0;
};

/// Plays a match: calls the bot once a tick and sends its orders, until the match is over. Returns how it ended, if told.
template <typename Bot>
    requires std::invocable<Bot &, Turn &>
std::optional<Result> run(Bot &&bot) {
    static Turn turn;
    while (rd_turn()) {
        turn.begin();
        bot(turn);
    }
    return rd.ended ? std::optional{static_cast<Result>(rd.won)} : std::nullopt;
}

} // namespace robodrome

#endif // ROBODROME_HPP
