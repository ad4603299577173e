// A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each
// beacon gives a point a tick to the team with the most units near it, and points win.
//
// Everything that it can see and order is described in robodrome.hpp.
#include "robodrome.hpp"

using namespace robodrome;

static void play(Turn &turn, const Unit &unit) {
    // 1. Fight what is in reach.
    if (turn.fight(unit)) return;

    // 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
    const auto beacons = turn.beacons();
    if (unit.id % 3 == 2 && !beacons.empty()) {
        Cell beacon = beacons[static_cast<std::size_t>(unit.id / 3) % beacons.size()];
        if (turn.in_storm(beacon)) beacon = turn.nearest_beacon(unit.at).value_or(unit.at); // the storm has closed it
        turn.mark_line(unit.at, beacon, "yellow");
        if (turn.go(unit, beacon)) return;
    }

    // 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
    if (turn.harvest(unit)) return;
    if (const auto beacon = turn.nearest_beacon(unit.at)) turn.go(unit, *beacon);
}

int main() {
    run([](Turn &turn) { // once a tick; sends what was ordered when it returns
        for (const Unit &unit : turn.units()) play(turn, unit);
        turn.spawn(); // another unit, whenever the bank covers it
        turn.watch("units", turn.units().size());
    });
}
