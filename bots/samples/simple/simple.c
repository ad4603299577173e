/*
 * simple: the first bot to read. Mines until it has eight units, then sends every second one to the nearest beacon.
 * Whoever stands beside an enemy strikes it.
 */
#define ROBODROME_IMPLEMENTATION
#include "robodrome.h"

#define ENOUGH 8

static void play(const rd_unit *unit) {
    /* Fight what is in reach. */
    if (rd_fight(unit)) return;
    /* Odd units hold beacons, once there are enough to mine. */
    if (rd.unit_count >= ENOUGH && unit->id % 2) {
        int beacon = rd_nearest_beacon(unit->at);
        rd_mark_line(unit->at, beacon, "yellow");
        if (rd_move_to(unit, beacon)) return;
    }
    /* Everybody else mines. When there is nothing left to mine, they go to a beacon too. */
    if (rd_harvest(unit)) return;
    rd_move_to(unit, rd_nearest_beacon(unit->at));
}

int main(void) {
    while (rd_turn()) {
        for (int i = 0; i < rd.unit_count; i++) play(&rd.units[i]);
        if (rd.unit_count < 2 * ENOUGH) rd_spawn();
    }
    return 0;
}
