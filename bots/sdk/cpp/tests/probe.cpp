// Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.
#include "robodrome.hpp"

#include <string>

using namespace robodrome;

static std::string text(Cell at) {
    return std::to_string(at.x) + "," + std::to_string(at.y);
}

static std::string text(const Unit &unit) {
    return std::to_string(unit.id) + "@" + text(unit.at) + " " + std::to_string(unit.hp) + " " + std::to_string(unit.cargo) +
           (unit.guarded ? " guarded" : "");
}

/// Puts the texts of several things together.
template <typename Items> static std::string list(const Items &items, const char *between, auto text_of) {
    std::string all;
    for (const auto &item : items) all += (all.empty() ? "" : between) + text_of(item);
    return all;
}

static void tell_start(Turn &turn) {
    const Rules &r = turn.rules();
    const int rules[] = {r.ticks,         r.fog,           r.sight,        r.core_hp,       r.start_bank,    r.max_units,   r.unit_hp,
                         r.unit_cargo,    r.ore_amount,    r.mine_amount,  r.strike_damage, r.lance_damage,  r.lance_cost,  r.guard_amount,
                         r.flank_damage,  r.repair_amount, r.repair_cost,  r.spawn_cost,    r.spawn_cost_step, r.beacon_radius,
                         r.beacon_points, r.storm_start,   r.storm_period, r.storm_rest,    r.storm_damage};
    int walls = 0;
    for (int y = 0; y < board::height(); y++)
        for (int x = 0; x < board::width(); x++) walls += board::tile({x, y}) == Tile::Wall;
    turn.watch("start", turn.name(), " ", turn.teams(), " teams ", board::width(), "x", board::height());
    turn.watch("rules", list(rules, " ", [](int rule) { return std::to_string(rule); }));
    turn.watch("map", walls, " walls, ", turn.ores().size(), " ores, beacons ", list(turn.beacons(), " ", [](Cell c) { return text(c); }));
    turn.watch("cores", text(turn.home()), " ", text(board::core(1)));
}

static void tell_tick(Turn &turn) {
    int ore = 0;
    for (Cell at : turn.ores()) ore += turn.ore(at);
    turn.watch("tick", turn.tick(), " missed ", turn.missed());
    turn.watch("teams", turn.points(0), " ", turn.points(1), " ", turn.damage(0), " ", turn.damage(1), " ", turn.core_hp(0), " ",
               turn.core_hp(1));
    turn.watch("storm", turn.rings(), " ", turn.in_storm({0, 5}, 249), " ", turn.in_storm({0, 5}, 250));
    turn.watch("bank", turn.bank(), " of ", turn.spawn_cost());
    turn.watch("units", list(turn.units(), "; ", [](const Unit &u) { return text(u); }));
    turn.watch("enemies", list(turn.enemies(), "; ", [](const Unit &u) { return std::to_string(u.team) + "." + text(u); }));
    turn.watch("ore", ore, " loose ", turn.loose({5, 5}));
    turn.watch("failed", list(turn.failures(), "; ", [](const Failure &f) {
                   return (f.unit ? std::to_string(*f.unit) : "-") + " " + std::string(f.why);
               }));
}

int main() {
    int turns = 0;
    const auto result = run([&](Turn &turn) {
        const auto units = turn.units();
        switch (++turns) {
        case 1:
            tell_start(turn);
            turn.mine(units[0]);
            turn.strike(units[1], Dir::N);
            turn.lance(units[2], Dir::E);
            turn.mark_line({7, 4}, {8, 4}, "red");
            turn.mark_circle({7, 5}, 2, "yellow");
            turn.mark_text({7, 1}, "white", units[0].cargo, " of \"10\"");
            break;
        case 2:
            tell_tick(turn);
            turn.guard(units[0]);
            turn.mine(units[0]); // the first one stands
            turn.give(units[1], Dir::W, 10);
            turn.repair(units[2], Dir::S);
            break;
        default:
            turn.watch("missed", turn.missed());
            turn.go(units[2], Cell{7, 5});
            turn.hold(units[1]);
            turn.spawn();
            turn.log("logged ", turn.tick());
        }
    });
    Turn{}.log("end ", result == Result::Won ? "won" : "?");
}
