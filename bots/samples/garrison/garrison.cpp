// garrison: takes one beacon after the other, those nearest to home first, and leaves a few units at each. Everybody else mines;
// whoever is hurt goes back to mining, and the next one takes its place.
#include "robodrome.hpp"

#include <algorithm>
#include <array>

using namespace robodrome;

constexpr int crew = 3;      // units at each beacon
constexpr int hurt = 3;      // hit points at which a soldier goes home
constexpr int near_steps = 4; // within so many steps an enemy matters

struct Post {
    Cell at;
    int steps; // from home
};

/// Beacons that stay open for a while, nearest to home first.
struct Posts {
    std::array<Post, RD_BEACONS> posts;
    std::size_t count = 0;

    explicit Posts(Turn &turn) {
        const Distances home{turn.home()};
        for (Cell at : turn.beacons())
            if (!turn.in_storm(at, turn.tick() + 10) && home[at] < far) posts[count++] = {at, home[at]};
        std::stable_sort(posts.begin(), posts.begin() + count, [](const Post &a, const Post &b) { return a.steps < b.steps; });
    }
};

/// How many units fight: few at first, half of them later, all when nothing is left to mine.
static std::size_t army(Turn &turn) {
    const auto ores = turn.ores();
    const auto left = std::count_if(ores.begin(), ores.end(), [&](Cell at) { return turn.ore(at) > 0 && !turn.in_storm(at); });
    const auto units = turn.units().size();
    if (left == 0) return units;
    return turn.tick() < 60 ? units / 5 : turn.tick() < 140 ? units / 3 : units / 2;
}

/// Steps towards a post, or towards an enemy near it while the odds are good; else away from where the enemy will be.
static void hold(Turn &turn, const Unit &unit, Cell post) {
    const Unit *enemy = turn.nearest_enemy(unit.at);
    const bool threatened = enemy && enemy->at.walk(unit.at) <= near_steps;
    const int odds = turn.odds(unit.at, near_steps);
    const Distances way{threatened && odds >= 0 ? turn.predict(*enemy) : post};
    turn.mark_line(unit.at, post, odds >= 0 ? "yellow" : "orange");
    turn.step(unit, 0, [&](Cell at) {
        int danger = 0;
        if (odds < 0)
            for (const Unit &other : turn.enemies()) danger += turn.predict(other).walk(at) == 1;
        const int steps = way[at];
        // Anywhere within two steps of a beacon holds it.
        return 2 * (threatened ? steps : std::max(steps, 1)) + 3 * danger;
    });
}

int main() {
    run([](Turn &turn) {
        const Posts posts{turn};
        std::size_t soldiers = posts.count ? army(turn) : 0;
        for (const Unit &unit : turn.units()) turn.fight(unit);
        // The oldest units mine near home; the younger ones go out, so that a crew stays the same from tick to tick.
        std::size_t place = 0;
        const auto units = turn.units();
        for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
            const bool fit = unit->hp > hurt || army(turn) == units.size();
            if (place < soldiers && fit) hold(turn, *unit, posts.posts[place++ / crew % posts.count].at);
        }
        for (const Unit &unit : units) {
            if (turn.is_free(unit) && !turn.harvest(unit))
                if (const auto beacon = turn.nearest_beacon(unit.at)) turn.go(unit, *beacon);
        }
        turn.spawn();
        turn.watch("soldiers", soldiers);
    });
}
