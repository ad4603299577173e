/* Writes to its log what it read, for the test in bots/sdk/rust/tests/c.rs. */
#define ROBODROME_IMPLEMENTATION
#include "robodrome.h"

static void tell_map(void) {
    int walls = 0;
    for (int y = 0; y < rd.height; y++)
        for (int x = 0; x < rd.width; x++) walls += rd.tile[rd_cell(x, y)] == RD_WALL;
    rd_log("start %s teams %d size %d %d rules %d %d %d %d %d", rd.name, rd.teams, rd.width, rd.height, rd.rules.ticks,
           rd.rules.fog, rd.rules.unit_cargo, rd.rules.storm_start, rd.rules.storm_damage);
    rd_log("map %d ore %d beacons cores %d,%d %d,%d walls %d", rd.ore_count, rd.beacon_count, rd_x(rd.core[0]),
           rd_y(rd.core[0]), rd_x(rd.core[1]), rd_y(rd.core[1]), walls);
}

int main(void) {
    int told = 0;
    while (rd_turn()) {
        int ore = 0, loose = 0;
        if (!told++) tell_map();
        rd_log("tick %d missed %d bank %d rings %d failed %d points %d %d damage %d %d cores %d %d", rd.tick, rd.missed,
               rd.bank, rd.rings, rd.failed, rd.points[0], rd.points[1], rd.damage[0], rd.damage[1], rd.core_hp[0],
               rd.core_hp[1]);
        for (int i = 0; i < rd.unit_count; i++) {
            const rd_unit *u = &rd.units[i];
            rd_log("own %d at %d,%d hp %d cargo %d guarded %d", u->id, rd_x(u->at), rd_y(u->at), u->hp, u->cargo, u->guarded);
        }
        for (int i = 0; i < rd.enemy_count; i++) {
            const rd_unit *u = &rd.enemies[i];
            rd_log("enemy %d %d at %d,%d hp %d cargo %d guarded %d", u->team, u->id, rd_x(u->at), rd_y(u->at), u->hp,
                   u->cargo, u->guarded);
        }
        for (int cell = 0; cell < RD_CELLS; cell++) {
            ore += rd.ore[cell];
            loose += rd.loose[cell];
        }
        rd_log("ore %d loose %d", ore, loose);
    }
    rd_log("end %d", rd.won);
    return 0;
}
