/*
 * raider: a third of its units are a pack that hunts enemy miners where they mine, far from help. The rest mine and
 * hold the beacons near home. When the storm comes, the pack goes for the enemy's core.
 */
#define ROBODROME_IMPLEMENTATION
#include "robodrome.h"

#define PACK 4                          /* a pack of fewer waits at home */

static rd_flood to_prey;                /* walking distances to what the pack is after */

static int in_pack(const rd_unit *unit) {
    return unit->id >= 4 && unit->id % 3 == 1;
}

/* Where the pack goes: enemies that carry much or work, else the ore nearest to an enemy core, later the core itself. */
static int choose_prey(int *goals, int most) {
    int count = 0;
    for (int i = 0; i < rd.enemy_count && count < most; i++) {
        const rd_unit *enemy = &rd.enemies[i];
        if (rd.ore[enemy->at] > 0 || enemy->cargo >= 4 || rd_walk(enemy->at, rd.core[0]) < 6) goals[count++] = rd_predict(enemy);
    }
    if (count) return count;
    int late = rd.tick > rd.rules.storm_start - 60;
    for (int team = 1; team < rd.teams && count < most; team++) {
        if (rd.core_hp[team] <= 0 || (!late && team > 1)) continue;
        int best = RD_NONE;
        for (int i = 0; i < rd.ore_count && !late; i++) {
            int at = rd.ores[i];
            if (!rd.ore[at] || rd_storm(at)) continue;
            if (best == RD_NONE || rd_walk(at, rd.core[team]) < rd_walk(best, rd.core[team])) best = at;
        }
        goals[count++] = best == RD_NONE ? rd.core[team] : best;
    }
    return count;
}

/* The danger of a cell: how many enemies will probably stand beside it. */
static int danger(int cell) {
    int count = 0;
    for (int i = 0; i < rd.enemy_count; i++) count += rd_walk(rd_predict(&rd.enemies[i]), cell) == 1;
    return count;
}

/* Steps towards a goal; the weaker side keeps out of reach. */
static void stalk(const rd_unit *unit, const rd_flood *flood) {
    int costs[5], care = rd_odds(unit->at, 4) >= 0 && unit->hp > 3 ? 1 : 6;
    for (int dir = 0; dir < 5; dir++) {
        int to = rd_next(unit->at, dir);
        costs[dir] = to < 0 ? RD_FAR : 2 * flood->steps[to] + care * danger(to);
    }
    rd_go_by(unit, 0, costs);
}

static void play(const rd_unit *unit, int pack_ready) {
    if (rd_fight(unit)) return;
    if (in_pack(unit) && unit->hp > 3 && pack_ready) {
        stalk(unit, &to_prey);
        return;
    }
    /* The hurt go home; miners run from what they cannot fight. */
    if (danger(unit->at) && rd_odds(unit->at, 3) < 0) {
        stalk(unit, rd_flood_home());
        return;
    }
    if (unit->id >= 4 && unit->id % 3 == 2) {
        int beacon = rd_nearest_beacon(unit->id % 2 ? rd.core[0] : unit->at);
        if (rd_move_to(unit, beacon)) return;
    }
    if (rd_harvest(unit)) return;
    rd_move_to(unit, rd_nearest_beacon(unit->at));
}

int main(void) {
    static int goals[RD_ENEMIES];
    while (rd_turn()) {
        int pack = 0;
        for (int i = 0; i < rd.unit_count; i++) pack += in_pack(&rd.units[i]);
        int count = choose_prey(goals, RD_ENEMIES);
        rd_flood_from(&to_prey, goals, count);
        for (int i = 0; i < count; i++) rd_mark_circle(goals[i], 1, "red");
        for (int i = 0; i < rd.unit_count; i++) play(&rd.units[i], pack >= PACK && count);
        rd_spawn();
    }
    return 0;
}
