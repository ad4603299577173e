/*
 * A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each
 * beacon gives a point a tick to the team with the most units near it, and points win.
 *
 * Everything that it can see and order is described at the top of robodrome.h.
 */
#define ROBODROME_IMPLEMENTATION
#include "robodrome.h"

static void play(const rd_unit *unit) {
    /* 1. Fight what is in reach. */
    if (rd_fight(unit)) return;

    /* 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough. */
    if (unit->id % 3 == 2 && rd.beacon_count > 0) {
        int beacon = rd.beacons[unit->id / 3 % rd.beacon_count];
        if (rd_storm(beacon)) beacon = rd_nearest_beacon(unit->at); /* the storm has closed it */
        rd_mark_line(unit->at, beacon, "yellow");
        if (rd_move_to(unit, beacon)) return;
    }

    /* 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too. */
    if (rd_harvest(unit)) return;
    rd_move_to(unit, rd_nearest_beacon(unit->at));
}

int main(void) {
    while (rd_turn()) { /* once a tick; sends what was ordered in the last one */
        for (int i = 0; i < rd.unit_count; i++) play(&rd.units[i]);
        rd_spawn(); /* another unit, whenever the bank covers it */
        rd_watch("units", "%d", rd.unit_count);
    }
    return 0;
}
