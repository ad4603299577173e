/*
 * robodrome.h: write a bot for Robodrome's game Beacons in C. One header, no allocation, no dependency but read() and
 * write(). C99.
 *
 *     #define ROBODROME_IMPLEMENTATION
 *     #include "robodrome.h"
 *
 *     int main(void) {
 *         while (rd_turn()) {                              // once a tick
 *             for (int i = 0; i < rd.unit_count; i++)
 *                 rd_harvest(&rd.units[i]);                // mine, carry home, deliver, go again
 *             rd_spawn();
 *         }
 *         return 0;
 *     }
 *
 * Everything that the bot knows stands in the global `rd`, filled by rd_turn(). The bot always is team 0, and the board is
 * turned so that it plays from the same corner in every match on a map. A cell is one int, `y * RD_SIDE + x`; RD_NONE is no
 * cell. Orders are given by functions; whatever is ordered first for a unit stands, and they return 0 where it had an order
 * already. All steps of a tick are settled together before the reply is sent: own units never bump into each other.
 *
 * Everything is integer and in a fixed order, so the same match gives the same orders again.
 *
 * Define ROBODROME_FAILURES before including it, in every file alike, to get the reasons for failed orders in rd.failures.
 *
 * Build: sh build.sh (in the template), or
 *     python3 -m ziglang cc -target wasm32-wasi -O2 -s -Wl,-z,stack-size=262144 bot.c -o bot.wasm
 *
 * This file is part of Robodrome; licence: MIT OR Apache-2.0.
 */
#ifndef ROBODROME_H
#define ROBODROME_H

#include <stdint.h>

/* Limits of this header; a board that is larger is played with empty orders. */
#define RD_SIDE 64                       /* cells in a row of every array, and the widest board */
#define RD_CELLS (RD_SIDE * RD_SIDE)
#define RD_TEAMS 8
#define RD_UNITS 64                      /* own units */
#define RD_ENEMIES (RD_UNITS * (RD_TEAMS - 1))
#define RD_BEACONS 64
#define RD_ORES 1024
#define RD_LINE 131072                   /* longest line that is read, in bytes */
#define RD_FAILURES 128                  /* orders of a tick that came to nothing */

#define RD_NONE (-1)                     /* no cell, no direction, no unit */
#define RD_FAR 65535                     /* the distance of a cell that cannot be reached */

enum { RD_N, RD_E, RD_S, RD_W, RD_STAY };                               /* directions */
enum { RD_WALL, RD_FLOOR, RD_ORE, RD_BEACON, RD_CORE };                 /* tiles; RD_CORE + team is that team's core */

/* Every number of the rules, as the start line gives it; engine/protocol/src/beacons.rs says what each one means. */
typedef struct {
    int ticks, fog, sight, core_hp, start_bank, max_units, unit_hp, unit_cargo, ore_amount, mine_amount;
    int strike_damage, lance_damage, lance_cost, guard_amount, flank_damage, repair_amount, repair_cost;
    int spawn_cost, spawn_cost_step, beacon_radius, beacon_points;
    int storm_start, storm_period, storm_rest, storm_damage;
} rd_rules;

/* A unit, own (team 0) or enemy. */
typedef struct {
    int team;
    int id;                              /* number within its team */
    int at;                              /* cell */
    int hp, cargo;
    int guarded;                         /* guarded in the last tick, so cannot in this one */
} rd_unit;

/* Walking distances to a goal, by cell: follow falling numbers to get there. */
typedef struct {
    uint16_t steps[RD_CELLS];
} rd_flood;

/* An order of the last tick that came to nothing. */
typedef struct {
    int unit;                            /* its number; RD_NONE for the core, and for a whole line */
    char why[24];                        /* the word for the reason; bots/README.md lists them */
} rd_failure;

/* Everything that the bot knows. Fields by cell are filled for every cell, with 0 where nothing is known. */
typedef struct {
    /* From the start line: */
    char name[64];                       /* the bot's name in this match */
    int teams, width, height;
    rd_rules rules;
    uint8_t tile[RD_CELLS];
    int core[RD_TEAMS];                  /* cells of the cores, by team */
    int beacons[RD_BEACONS], beacon_count;
    int ores[RD_ORES], ore_count;        /* cells, in reading order */
    /* From the tick line: */
    int tick, bank, rings, missed;       /* missed: ticks that passed while the bot was still thinking */
    int points[RD_TEAMS], damage[RD_TEAMS], core_hp[RD_TEAMS];
    rd_unit units[RD_UNITS];
    int unit_count;                      /* own units, by rising number */
    rd_unit enemies[RD_ENEMIES];
    int enemy_count;                     /* enemies in sight, by team and number */
    uint16_t ore[RD_CELLS];              /* ore left */
    uint16_t loose[RD_CELLS];            /* loose cargo in sight, at most 65535 a cell */
    int failed;                          /* how many orders of the last tick came to nothing */
#ifdef ROBODROME_FAILURES
    rd_failure failures[RD_FAILURES];    /* the first of them */
#endif
    /* From the end line: */
    int ended, won;                      /* won: 1 won, 0 draw, -1 lost */
} rd_state;

extern rd_state rd;

/* The turn ------------------------------------------------------------------------------------------------------- */

/* Sends the orders of the last tick, if there was one, and waits for the next. 0 when the match is over. */
int rd_turn(void);

/* Cells ---------------------------------------------------------------------------------------------------------- */

int rd_cell(int x, int y);               /* RD_NONE off the board */
int rd_x(int cell);
int rd_y(int cell);
int rd_next(int cell, int dir);          /* the cell one step away, RD_NONE off the board; RD_STAY gives the cell itself */
int rd_open(int cell);                   /* whether a unit can stand there, whoever stands there now */
int rd_dir(int from, int to);            /* the direction of a neighbouring cell, else RD_NONE */
int rd_walk(int a, int b);               /* steps with nothing in the way */
int rd_chebyshev(int a, int b);          /* the larger coordinate difference: what sight and beacons use */
int rd_storm(int cell);                  /* whether a unit that ends this tick there is inside the storm */
int rd_storm_at(int cell, int tick);     /* the same at another tick */

/* Who and what --------------------------------------------------------------------------------------------------- */

const rd_unit *rd_unit_at(int cell);     /* own unit, or NULL */
const rd_unit *rd_enemy_at(int cell);    /* enemy in sight, or NULL */
const rd_unit *rd_nearest_enemy(int cell);
int rd_enemies_near(int cell, int steps);        /* how many are in sight within so many steps */
int rd_odds(int cell, int steps);        /* own hit points less those of enemies in sight within so many steps */
int rd_nearest_beacon(int cell);         /* by walking distance, outside the storm; RD_NONE if there is none */
int rd_spawn_cost(void);

/* Walking distances. They look at the terrain only, not at units. */
void rd_flood_from(rd_flood *flood, const int *goals, int count);
const rd_flood *rd_flood_home(void);     /* to the own core; worked out once */
int rd_step(const rd_flood *flood, int cell);    /* direction of the first step, RD_NONE at the goal or if there is none */

/* Where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near
 * comes nearer, others go on as they went. Attacks fall on cells after the moves, so strike there. */
int rd_predict(const rd_unit *enemy);

/* Orders; each returns whether the unit was still without one ---------------------------------------------------- */

int rd_free(const rd_unit *unit);        /* whether it has no order yet */
int rd_mine(const rd_unit *unit);
int rd_strike(const rd_unit *unit, int dir);
int rd_lance(const rd_unit *unit, int dir);
int rd_guard(const rd_unit *unit);
int rd_give(const rd_unit *unit, int dir, int amount);
int rd_repair(const rd_unit *unit, int dir);
/* Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm
 * where that takes one step. */
int rd_hold(const rd_unit *unit);
int rd_go(const rd_unit *unit, const rd_flood *flood);   /* the next step to the flood's goal, round own units */
int rd_move_to(const rd_unit *unit, int cell);           /* the same to a cell */
/* Step to the cheapest of the cells n, e, s, w, stay; those of higher priority choose first. */
int rd_go_by(const rd_unit *unit, int priority, const int costs[5]);
/* A new unit on whichever cell beside the core is free after the moves; nothing is sent while the bank does not cover it. */
void rd_spawn(void);

/* A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. 0 if there was nothing to do. */
int rd_harvest(const rd_unit *unit);
int rd_deliver(const rd_unit *unit);     /* carry home what it has */
/* Strikes the cell with the most expected damage, preferring enemies that others strike too. 0 if nobody is in reach. */
int rd_fight(const rd_unit *unit);

/* Debug output. Texts know %d and %s only ------------------------------------------------------------------------- */

void rd_log(const char *text, ...);      /* a line of the bot's log */
void rd_mark_line(int from, int to, const char *color);  /* white red orange yellow green blue purple */
void rd_mark_circle(int cell, int radius, const char *color);
void rd_mark_text(int cell, const char *color, const char *text, ...);
void rd_watch(const char *key, const char *text, ...);

#endif /* ROBODROME_H */

/* ================================================================================================================ */

#if defined(ROBODROME_IMPLEMENTATION) && !defined(ROBODROME_IMPLEMENTED)
#define ROBODROME_IMPLEMENTED

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

rd_state rd;

/* Reading a line -------------------------------------------------------------------------------------------------- */

static char rd__line[RD_LINE + 1];       /* what was read and not yet used */
static int rd__begin, rd__filled;

/* The next line without its '\n', ended by a 0; NULL at the end of the input. Lines that are too long are passed over. */
static char *rd__read_line(void) {
    int seen = rd__begin, skipping = 0;
    for (;;) {
        for (; seen < rd__filled; seen++) {
            if (rd__line[seen] != '\n') continue;
            char *line = rd__line + rd__begin;
            rd__line[seen] = 0;
            rd__begin = seen + 1;
            if (!skipping) return line;
            skipping = 0;
        }
        if (rd__begin > 0) {
            memmove(rd__line, rd__line + rd__begin, (size_t)(rd__filled - rd__begin));
            rd__filled -= rd__begin;
            seen -= rd__begin;
            rd__begin = 0;
        }
        if (rd__filled == RD_LINE) {
            skipping = 1;
            rd__filled = seen = 0;
        }
        ssize_t got = read(0, rd__line + rd__filled, (size_t)(RD_LINE - rd__filled));
        if (got <= 0) return 0;
        rd__filled += (int)got;
    }
}

/* A reader of JSON that walks along the text. On anything unexpected it stops at the closing 0, so every loop ends. */
typedef struct {
    const char *at;
} rd__json;

static void rd__stop(rd__json *in) {
    in->at += strlen(in->at);
}

static char rd__peek(rd__json *in) {
    while (*in->at == ' ' || *in->at == '\t' || *in->at == '\r') in->at++;
    return *in->at;
}

static int rd__take(rd__json *in, char wanted) {
    if (rd__peek(in) != wanted) return 0;
    in->at++;
    return 1;
}

/* Reads a text into `to`, cut to `size` bytes with its closing 0. Escapes other than \" \\ \/ become '?'. */
static void rd__text(rd__json *in, char *to, int size) {
    int length = 0;
    if (!rd__take(in, '"')) {
        rd__stop(in);
    }
    while (*in->at && *in->at != '"') {
        char letter = *in->at++;
        if (letter == '\\') {
            if (!*in->at) break;
            letter = *in->at++;
            if (letter != '"' && letter != '\\' && letter != '/') letter = '?';
        }
        if (length < size - 1) to[length++] = letter;
    }
    if (*in->at) in->at++;
    if (size > 0) to[length] = 0;
}

/* Passes over a value of any kind. */
static void rd__skip(rd__json *in) {
    int depth = 0;
    do {
        char c = rd__peek(in);
        if (!c) return;
        if (c == '"') {
            rd__text(in, 0, 0);
        } else {
            if (c == '{' || c == '[') depth++;
            if (c == '}' || c == ']') depth--;
            in->at++;
            /* A number or a word is one value. */
            if (c != '{' && c != '[' && c != '}' && c != ']' && c != ',' && c != ':')
                while (*in->at && !strchr(",:]}[{\" \t\r", *in->at)) in->at++;
        }
    } while (depth > 0);
}

/* Reads a whole number; true is 1, everything else is 0. Far too large ones are held at the edge. */
static int rd__int(rd__json *in) {
    char c = rd__peek(in);
    if (c != '-' && (c < '0' || c > '9')) {
        int yes = c == 't';
        rd__skip(in);
        return yes;
    }
    const char *p = in->at + (c == '-');
    int value = 0;
    for (; *p >= '0' && *p <= '9'; p++)
        if (value < 100000000) value = value * 10 + (*p - '0');
    rd__skip(in);
    return c == '-' ? -value : value;
}

/* Walks through an object: reads the next key, 0 after the last. Start with *first = 1. */
static int rd__key(rd__json *in, int *first, char *key, int size) {
    if (!rd__take(in, *first ? '{' : ',')) {
        if (!rd__take(in, '}')) rd__stop(in);
        return 0;
    }
    if (*first && rd__take(in, '}')) return 0;
    *first = 0;
    rd__text(in, key, size);
    if (!rd__take(in, ':')) rd__stop(in);
    return *in->at != 0;
}

/* Walks through a list: whether there is another item. Start with *first = 1. */
static int rd__item(rd__json *in, int *first) {
    if (!rd__take(in, *first ? '[' : ',')) {
        if (!rd__take(in, ']')) rd__stop(in);
        return 0;
    }
    if (*first && rd__take(in, ']')) return 0;
    *first = 0;
    return *in->at != 0;
}

static int rd__read_cell(rd__json *in) {
    int xy[2] = {RD_NONE, RD_NONE}, first = 1;
    for (int i = 0; rd__item(in, &first); i++) {
        int value = rd__int(in);
        if (i < 2) xy[i] = value;
    }
    return rd_cell(xy[0], xy[1]);
}

/* Reads a list of numbers; returns how many fitted. */
static int rd__ints(rd__json *in, int *to, int most) {
    int count = 0, first = 1;
    while (rd__item(in, &first)) {
        int value = rd__int(in);
        if (count < most) to[count++] = value;
    }
    return count;
}

static int rd__units(rd__json *in, rd_unit *to, int most) {
    int count = 0, first = 1;
    char key[16];
    while (rd__item(in, &first)) {
        rd_unit unit = {0, 0, RD_NONE, 0, 0, 0};
        int first_key = 1;
        while (rd__key(in, &first_key, key, sizeof key)) {
            if (!strcmp(key, "team")) unit.team = rd__int(in);
            else if (!strcmp(key, "id")) unit.id = rd__int(in);
            else if (!strcmp(key, "at")) unit.at = rd__read_cell(in);
            else if (!strcmp(key, "hp")) unit.hp = rd__int(in);
            else if (!strcmp(key, "cargo")) unit.cargo = rd__int(in);
            else if (!strcmp(key, "guarded")) unit.guarded = rd__int(in);
            else rd__skip(in);
        }
        if (count < most && unit.at != RD_NONE && unit.team >= 0 && unit.team < RD_TEAMS) to[count++] = unit;
    }
    return count;
}

static void rd__read_rules(rd__json *in) {
    /* In the order of the fields of rd_rules. */
    static const char *const names[] = {
        "ticks", "fog", "sight", "core_hp", "start_bank", "max_units", "unit_hp", "unit_cargo", "ore_amount",
        "mine_amount", "strike_damage", "lance_damage", "lance_cost", "guard_amount", "flank_damage", "repair_amount",
        "repair_cost", "spawn_cost", "spawn_cost_step", "beacon_radius", "beacon_points", "storm_start",
        "storm_period", "storm_rest", "storm_damage"};
    int values[sizeof names / sizeof *names] = {0}, first = 1;
    char key[32];
    while (rd__key(in, &first, key, sizeof key)) {
        int found = RD_NONE;
        for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
            if (!strcmp(key, names[i])) found = i;
        if (found == RD_NONE) rd__skip(in);
        else values[found] = rd__int(in);
    }
    memcpy(&rd.rules, values, sizeof values);
}

static void rd__read_row(rd__json *in, int y) {
    char row[RD_SIDE + 1];
    rd__text(in, row, sizeof row);
    for (int x = 0; row[x]; x++) {
        int cell = rd_cell(x, y);
        char c = row[x];
        if (cell == RD_NONE) continue;
        if (c == '.') rd.tile[cell] = RD_FLOOR;
        if (c == 'o' && rd.ore_count < RD_ORES) {
            rd.tile[cell] = RD_ORE;
            rd.ores[rd.ore_count++] = cell;
        }
        if (c == 'b' && rd.beacon_count < RD_BEACONS) {
            rd.tile[cell] = RD_BEACON;
            rd.beacons[rd.beacon_count++] = cell;
        }
        if (c >= '0' && c <= '7') {
            rd.tile[cell] = (uint8_t)(RD_CORE + (c - '0'));
            rd.core[c - '0'] = cell;
        }
    }
}

static void rd__read_start(rd__json *in) {
    char key[32];
    int first = 1;
    memset(&rd, 0, sizeof rd);
    for (int team = 0; team < RD_TEAMS; team++) rd.core[team] = RD_NONE;
    /* The engine writes the size before the map. */
    while (rd__key(in, &first, key, sizeof key)) {
        if (!strcmp(key, "name")) rd__text(in, rd.name, sizeof rd.name);
        else if (!strcmp(key, "teams")) rd.teams = rd__int(in);
        else if (!strcmp(key, "width")) rd.width = rd__int(in);
        else if (!strcmp(key, "height")) rd.height = rd__int(in);
        else if (!strcmp(key, "rules")) rd__read_rules(in);
        else if (!strcmp(key, "map")) {
            int first_row = 1;
            for (int y = 0; rd__item(in, &first_row); y++) rd__read_row(in, y);
        } else rd__skip(in);
    }
}

#ifdef ROBODROME_FAILURES
static void rd__read_failed(rd__json *in) {
    char key[16];
    int first = 1;
    while (rd__item(in, &first)) {
        rd_failure failure = {RD_NONE, ""};
        int first_key = 1;
        while (rd__key(in, &first_key, key, sizeof key)) {
            if (!strcmp(key, "why")) rd__text(in, failure.why, sizeof failure.why);
            else if (!strcmp(key, "unit") && rd__peek(in) != 'n') failure.unit = rd__int(in);
            else rd__skip(in);
        }
        if (rd.failed < RD_FAILURES) rd.failures[rd.failed] = failure;
        rd.failed++;
    }
}
#endif

static void rd__read_tick(rd__json *in) {
    int ore[RD_ORES], before = rd.tick, first = 1;
    char key[16];
    memset(rd.loose, 0, sizeof rd.loose);
    rd.unit_count = rd.enemy_count = rd.failed = 0;
    while (rd__key(in, &first, key, sizeof key)) {
        if (!strcmp(key, "tick")) rd.tick = rd__int(in);
        else if (!strcmp(key, "bank")) rd.bank = rd__int(in);
        else if (!strcmp(key, "rings")) rd.rings = rd__int(in);
        else if (!strcmp(key, "points")) rd__ints(in, rd.points, RD_TEAMS);
        else if (!strcmp(key, "damage")) rd__ints(in, rd.damage, RD_TEAMS);
        else if (!strcmp(key, "cores")) rd__ints(in, rd.core_hp, RD_TEAMS);
        else if (!strcmp(key, "units")) rd.unit_count = rd__units(in, rd.units, RD_UNITS);
        else if (!strcmp(key, "enemies")) rd.enemy_count = rd__units(in, rd.enemies, RD_ENEMIES);
        else if (!strcmp(key, "ore")) {
            int count = rd__ints(in, ore, RD_ORES);
            for (int i = 0; i < count && i < rd.ore_count; i++) rd.ore[rd.ores[i]] = (uint16_t)ore[i];
        } else if (!strcmp(key, "loose")) {
            int first_item = 1;
            while (rd__item(in, &first_item)) {
                int at = RD_NONE, amount = 0, first_key = 1;
                while (rd__key(in, &first_key, key, sizeof key)) {
                    if (!strcmp(key, "at")) at = rd__read_cell(in);
                    else if (!strcmp(key, "amount")) amount = rd__int(in);
                    else rd__skip(in);
                }
                if (at != RD_NONE) rd.loose[at] = (uint16_t)(amount > 65535 ? 65535 : amount);
            }
        } else if (!strcmp(key, "failed")) {
#ifdef ROBODROME_FAILURES
            rd__read_failed(in);
#else
            int first_item = 1;
            for (; rd__item(in, &first_item); rd.failed++) rd__skip(in);
#endif
        } else rd__skip(in);
    }
    rd.missed = rd.tick > before + 1 ? rd.tick - before - 1 : 0;
}

static void rd__read_end(rd__json *in) {
    char key[16], result[8];
    int first = 1;
    rd.ended = 1;
    while (rd__key(in, &first, key, sizeof key)) {
        if (!strcmp(key, "result")) {
            rd__text(in, result, sizeof result);
            rd.won = !strcmp(result, "won") ? 1 : !strcmp(result, "lost") ? -1 : 0;
        } else rd__skip(in);
    }
}

/* What stands under `type`: 's'tart, 't'ick, 'e'nd, or 0. */
static char rd__kind(const char *line) {
    rd__json in = {line};
    char key[16], kind[16];
    int first = 1;
    while (rd__key(&in, &first, key, sizeof key)) {
        if (strcmp(key, "type")) {
            rd__skip(&in);
            continue;
        }
        rd__text(&in, kind, sizeof kind);
        return !strcmp(kind, "start") ? 's' : !strcmp(kind, "tick") ? 't' : !strcmp(kind, "end") ? 'e' : 0;
    }
    return 0;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

typedef struct {
    char text[20480];
    int length;
} rd__buffer;

static rd__buffer rd__orders, rd__marks, rd__watches;

static void rd__put(rd__buffer *out, const char *text) {
    int length = (int)strlen(text);
    if (out->length + length >= (int)sizeof out->text) return;
    memcpy(out->text + out->length, text, (size_t)length + 1);
    out->length += length;
}

static void rd__put_int(rd__buffer *out, int value) {
    char digits[12];
    int at = sizeof digits - 1;
    unsigned left = value < 0 ? 0u - (unsigned)value : (unsigned)value;
    digits[at] = 0;
    do digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0) digits[--at] = '-';
    rd__put(out, digits + at);
}

/* Fills in %d and %s. The result is cut to `size` bytes with its closing 0. */
static void rd__format(char *to, int size, const char *text, va_list values) {
    static rd__buffer out;
    out.length = 0;
    out.text[0] = 0;
    for (; *text; text++) {
        if (text[0] == '%' && text[1] == 'd') {
            rd__put_int(&out, va_arg(values, int));
            text++;
        } else if (text[0] == '%' && text[1] == 's') {
            rd__put(&out, va_arg(values, const char *));
            text++;
        } else {
            char letter[2] = {*text, 0};
            rd__put(&out, letter);
        }
    }
    int length = out.length < size - 1 ? out.length : size - 1;
    memcpy(to, out.text, (size_t)length);
    to[length] = 0;
}

/* Writes a text as JSON; control characters and bytes outside ASCII become '?'. */
static void rd__put_text(rd__buffer *out, const char *text) {
    char quoted[512];
    int length = 0;
    quoted[length++] = '"';
    for (; *text && length < (int)sizeof quoted - 3; text++) {
        if (*text == '"' || *text == '\\') quoted[length++] = '\\';
        quoted[length++] = *text < ' ' || *text > '~' ? '?' : *text;
    }
    quoted[length++] = '"';
    quoted[length] = 0;
    rd__put(out, quoted);
}

static void rd__put_cell(rd__buffer *out, int cell) {
    rd__put(out, "[");
    rd__put_int(out, rd_x(cell));
    rd__put(out, ",");
    rd__put_int(out, rd_y(cell));
    rd__put(out, "]");
}

static void rd__write(int to, const char *text, int length) {
    while (length > 0) {
        ssize_t done = write(to, text, (size_t)length);
        if (done <= 0) return;
        text += done;
        length -= (int)done;
    }
}

void rd_log(const char *text, ...) {
    char line[1024];
    va_list values;
    va_start(values, text);
    rd__format(line, sizeof line - 1, text, values);
    va_end(values);
    int length = (int)strlen(line);
    line[length++] = '\n';
    rd__write(2, line, length);
}

/* Begins an entry of a list, if it fits whole. */
static int rd__entry(rd__buffer *out, const char *begin) {
    if (out->length > (int)sizeof out->text - 640) return 0;
    if (out->length) rd__put(out, ",");
    rd__put(out, begin);
    return 1;
}

static void rd__end_mark(const char *color) {
    rd__put(&rd__marks, ",\"color\":");
    rd__put_text(&rd__marks, color);
    rd__put(&rd__marks, "}");
}

void rd_mark_line(int from, int to, const char *color) {
    if (from < 0 || to < 0 || !rd__entry(&rd__marks, "{\"kind\":\"line\",\"from\":")) return;
    rd__put_cell(&rd__marks, from);
    rd__put(&rd__marks, ",\"to\":");
    rd__put_cell(&rd__marks, to);
    rd__end_mark(color);
}

void rd_mark_circle(int cell, int radius, const char *color) {
    if (cell < 0 || !rd__entry(&rd__marks, "{\"kind\":\"circle\",\"at\":")) return;
    rd__put_cell(&rd__marks, cell);
    rd__put(&rd__marks, ",\"radius\":");
    rd__put_int(&rd__marks, radius < 0 ? 0 : radius > 255 ? 255 : radius);
    rd__end_mark(color);
}

void rd_mark_text(int cell, const char *color, const char *text, ...) {
    char line[81];
    va_list values;
    va_start(values, text);
    rd__format(line, sizeof line, text, values);
    va_end(values);
    if (cell < 0 || !rd__entry(&rd__marks, "{\"kind\":\"text\",\"at\":")) return;
    rd__put_cell(&rd__marks, cell);
    rd__put(&rd__marks, ",\"text\":");
    rd__put_text(&rd__marks, line);
    rd__end_mark(color);
}

void rd_watch(const char *key, const char *text, ...) {
    char line[121];
    va_list values;
    va_start(values, text);
    rd__format(line, sizeof line, text, values);
    va_end(values);
    if (!rd__entry(&rd__watches, "")) return;
    rd__put_text(&rd__watches, key);
    rd__put(&rd__watches, ":");
    rd__put_text(&rd__watches, line);
}

/* Cells ------------------------------------------------------------------------------------------------------------ */

int rd_cell(int x, int y) {
    int inside = x >= 0 && y >= 0 && x < rd.width && y < rd.height && x < RD_SIDE && y < RD_SIDE;
    return inside ? y * RD_SIDE + x : RD_NONE;
}

int rd_x(int cell) {
    return cell % RD_SIDE;
}

int rd_y(int cell) {
    return cell / RD_SIDE;
}

int rd_next(int cell, int dir) {
    static const int dx[5] = {0, 1, 0, -1, 0}, dy[5] = {-1, 0, 1, 0, 0};
    if (cell < 0 || dir < 0 || dir > RD_STAY) return RD_NONE;
    return rd_cell(rd_x(cell) + dx[dir], rd_y(cell) + dy[dir]);
}

int rd_open(int cell) {
    return cell >= 0 && rd.tile[cell] >= RD_FLOOR && rd.tile[cell] <= RD_BEACON;
}

int rd_dir(int from, int to) {
    for (int dir = RD_N; dir <= RD_W; dir++)
        if (to >= 0 && rd_next(from, dir) == to) return dir;
    return RD_NONE;
}

static int rd__abs(int n) {
    return n < 0 ? -n : n;
}

int rd_walk(int a, int b) {
    return rd__abs(rd_x(a) - rd_x(b)) + rd__abs(rd_y(a) - rd_y(b));
}

int rd_chebyshev(int a, int b) {
    int dx = rd__abs(rd_x(a) - rd_x(b)), dy = rd__abs(rd_y(a) - rd_y(b));
    return dx > dy ? dx : dy;
}

int rd_storm_at(int cell, int tick) {
    int x = rd_x(cell), y = rd_y(cell), side = rd.width < rd.height ? rd.width : rd.height;
    int most = (side - rd.rules.storm_rest) / 2, period = rd.rules.storm_period > 0 ? rd.rules.storm_period : 1;
    if (tick < rd.rules.storm_start) return 0;
    int rings = 1 + (tick - rd.rules.storm_start) / period;
    if (rings > most) rings = most;
    return x < rings || y < rings || rd.width - 1 - x < rings || rd.height - 1 - y < rings;
}

int rd_storm(int cell) {
    return rd_storm_at(cell, rd.tick);
}

/* Who and what ----------------------------------------------------------------------------------------------------- */

static const rd_unit *rd__find(const rd_unit *units, int count, int cell) {
    for (int i = 0; i < count; i++)
        if (units[i].at == cell) return &units[i];
    return 0;
}

const rd_unit *rd_unit_at(int cell) {
    return rd__find(rd.units, rd.unit_count, cell);
}

const rd_unit *rd_enemy_at(int cell) {
    return rd__find(rd.enemies, rd.enemy_count, cell);
}

const rd_unit *rd_nearest_enemy(int cell) {
    const rd_unit *best = 0;
    for (int i = 0; i < rd.enemy_count; i++)
        if (!best || rd_walk(rd.enemies[i].at, cell) < rd_walk(best->at, cell)) best = &rd.enemies[i];
    return best;
}

int rd_enemies_near(int cell, int steps) {
    int count = 0;
    for (int i = 0; i < rd.enemy_count; i++) count += rd_walk(rd.enemies[i].at, cell) <= steps;
    return count;
}

int rd_odds(int cell, int steps) {
    int odds = 0;
    for (int i = 0; i < rd.unit_count; i++)
        if (rd_walk(rd.units[i].at, cell) <= steps) odds += rd.units[i].hp;
    for (int i = 0; i < rd.enemy_count; i++)
        if (rd_walk(rd.enemies[i].at, cell) <= steps) odds -= rd.enemies[i].hp;
    return odds;
}

int rd_spawn_cost(void) {
    int step = rd.rules.spawn_cost_step > 0 ? rd.rules.spawn_cost_step : 1;
    return rd.rules.spawn_cost + rd.unit_count / step;
}

void rd_flood_from(rd_flood *flood, const int *goals, int count) {
    static int queue[RD_CELLS];
    int end = 0;
    for (int i = 0; i < RD_CELLS; i++) flood->steps[i] = RD_FAR;
    for (int i = 0; i < count; i++) {
        if (goals[i] < 0 || goals[i] >= RD_CELLS || !flood->steps[goals[i]]) continue;
        flood->steps[goals[i]] = 0;
        queue[end++] = goals[i];
    }
    for (int begin = 0; begin < end; begin++) {
        for (int dir = RD_N; dir <= RD_W; dir++) {
            int to = rd_next(queue[begin], dir);
            if (!rd_open(to) || flood->steps[to] != RD_FAR) continue;
            flood->steps[to] = (uint16_t)(flood->steps[queue[begin]] + 1);
            queue[end++] = to;
        }
    }
}

static rd_flood rd__cores[RD_TEAMS];
static int rd__core_known[RD_TEAMS];

static const rd_flood *rd__flood_core(int team) {
    if (!rd__core_known[team]) {
        rd_flood_from(&rd__cores[team], &rd.core[team], 1);
        rd__core_known[team] = 1;
    }
    return &rd__cores[team];
}

const rd_flood *rd_flood_home(void) {
    return rd__flood_core(0);
}

int rd_step(const rd_flood *flood, int cell) {
    for (int dir = RD_N; dir <= RD_W; dir++) {
        int to = rd_next(cell, dir);
        if (to >= 0 && flood->steps[to] < flood->steps[cell]) return dir;
    }
    return RD_NONE;
}

int rd_nearest_beacon(int cell) {
    static rd_flood flood;
    int best = RD_NONE;
    rd_flood_from(&flood, &cell, 1);
    for (int i = 0; i < rd.beacon_count; i++) {
        int at = rd.beacons[i];
        if (rd_storm(at) || flood.steps[at] == RD_FAR) continue;
        if (best == RD_NONE || flood.steps[at] < flood.steps[best]) best = at;
    }
    return best;
}

/* Where each enemy was in the last tick, by team and number modulo RD_UNITS. */
static struct {
    int id, at, tick;
} rd__seen[RD_TEAMS][RD_UNITS];
static int rd__came[RD_ENEMIES];         /* by enemy in sight: the direction of its last step, or RD_NONE */

static void rd__remember(void) {
    for (int i = 0; i < rd.enemy_count; i++) {
        const rd_unit *e = &rd.enemies[i];
        int slot = e->id < 0 ? 0 : e->id % RD_UNITS;
        int fresh = rd__seen[e->team][slot].id == e->id && rd__seen[e->team][slot].tick == rd.tick - 1;
        rd__came[i] = fresh ? rd_dir(rd__seen[e->team][slot].at, e->at) : RD_NONE;
        rd__seen[e->team][slot].id = e->id;
        rd__seen[e->team][slot].at = e->at;
        rd__seen[e->team][slot].tick = rd.tick;
    }
}

int rd_predict(const rd_unit *enemy) {
    int index = (int)(enemy - rd.enemies), at = enemy->at, near = RD_NONE;
    if (index < 0 || index >= rd.enemy_count) return at;
    for (int i = 0; i < rd.unit_count; i++)
        if (near == RD_NONE || rd_walk(rd.units[i].at, at) < rd_walk(near, at)) near = rd.units[i].at;
    int steps = near == RD_NONE ? RD_FAR : rd_walk(near, at), to = RD_NONE;
    int full = enemy->cargo >= rd.rules.unit_cargo;
    if (steps <= 1 || (rd.ore[at] > 0 && !full)) return at;
    if (full && rd.core[enemy->team] >= 0) to = rd_step(rd__flood_core(enemy->team), at);
    else if (steps <= 3) {
        for (int dir = RD_N; dir <= RD_W; dir++)
            if (rd_open(rd_next(at, dir)) && rd_walk(rd_next(at, dir), near) < steps && to == RD_NONE) to = dir;
    } else to = rd__came[index];
    return to != RD_NONE && rd_open(rd_next(at, to)) ? rd_next(at, to) : at;
}

/* Orders ----------------------------------------------------------------------------------------------------------- */

enum { RD__NOTHING, RD__FIXED, RD__GO };

static struct {
    int plan, priority, costs[5];
} rd__plans[RD_UNITS];
static int rd__wants_spawn, rd__gifts;     /* gifts: what the bank gets in this tick */
static uint8_t rd__claimed[RD_CELLS];
static int rd__planned[RD_ENEMIES];      /* damage planned against each enemy in this tick */

static int rd__index(const rd_unit *unit) {
    int index = (int)(unit - rd.units);
    return index >= 0 && index < rd.unit_count ? index : RD_NONE;
}

int rd_free(const rd_unit *unit) {
    int index = rd__index(unit);
    return index != RD_NONE && rd__plans[index].plan == RD__NOTHING;
}

static int rd__order(const rd_unit *unit, const char *verb, int dir, int amount) {
    static const char *const words[] = {"n", "e", "s", "w"};
    if (!rd_free(unit) || dir > RD_W) return 0;
    rd__plans[rd__index(unit)].plan = RD__FIXED;
    if (!rd__entry(&rd__orders, "{\"unit\":")) return 0;
    rd__put_int(&rd__orders, unit->id);
    rd__put(&rd__orders, ",\"do\":\"");
    rd__put(&rd__orders, verb);
    if (dir >= 0) {
        rd__put(&rd__orders, "\",\"to\":\"");
        rd__put(&rd__orders, words[dir]);
    }
    rd__put(&rd__orders, "\"");
    if (amount > 0) {
        rd__put(&rd__orders, ",\"amount\":");
        rd__put_int(&rd__orders, amount);
    }
    rd__put(&rd__orders, "}");
    return 1;
}

int rd_mine(const rd_unit *unit) {
    return rd__order(unit, "mine", RD_NONE, 0);
}

int rd_strike(const rd_unit *unit, int dir) {
    return rd__order(unit, "strike", dir, 0);
}

int rd_lance(const rd_unit *unit, int dir) {
    return rd__order(unit, "lance", dir, 0);
}

int rd_guard(const rd_unit *unit) {
    return rd__order(unit, "guard", RD_NONE, 0);
}

int rd_give(const rd_unit *unit, int dir, int amount) {
    if (!rd__order(unit, "give", dir, amount > 0 ? amount : 1)) return 0;
    if (rd_next(unit->at, dir) == rd.core[0]) rd__gifts += amount < unit->cargo ? amount : unit->cargo;
    return 1;
}

int rd_repair(const rd_unit *unit, int dir) {
    return rd__order(unit, "repair", dir, 0);
}

int rd_hold(const rd_unit *unit) {
    if (!rd_free(unit)) return 0;
    rd__plans[rd__index(unit)].plan = RD__FIXED;
    return 1;
}

int rd_go_by(const rd_unit *unit, int priority, const int costs[5]) {
    if (!rd_free(unit)) return 0;
    int index = rd__index(unit);
    rd__plans[index].plan = RD__GO;
    rd__plans[index].priority = priority;
    for (int dir = 0; dir < 5; dir++) {
        int to = rd_next(unit->at, dir);
        rd__plans[index].costs[dir] = costs[dir] + (to >= 0 && rd_storm(to) ? 8 : 0);
    }
    return 1;
}

static int rd__go(const rd_unit *unit, int priority, const rd_flood *flood) {
    int costs[5];
    for (int dir = 0; dir < 5; dir++) {
        int to = rd_next(unit->at, dir);
        costs[dir] = to >= 0 ? flood->steps[to] : RD_FAR;
    }
    return rd_go_by(unit, priority, costs);
}

int rd_go(const rd_unit *unit, const rd_flood *flood) {
    return rd__go(unit, 0, flood);
}

int rd_move_to(const rd_unit *unit, int cell) {
    static rd_flood flood;
    if (cell < 0) return 0;
    rd_flood_from(&flood, &cell, 1);
    return rd_go(unit, &flood);
}

void rd_spawn(void) {
    rd__wants_spawn = 1;
}

int rd_deliver(const rd_unit *unit) {
    if (rd.core_hp[0] <= 0) return 0;
    int dir = rd_dir(unit->at, rd.core[0]);
    if (dir != RD_NONE) return unit->cargo > 0 && rd_give(unit, dir, unit->cargo);
    return rd__go(unit, 1, rd_flood_home());
}

int rd_harvest(const rd_unit *unit) {
    static rd_flood flood;
    const rd_flood *home = rd_flood_home();
    int at = unit->at, room = rd.rules.unit_cargo - unit->cargo, best = RD_NONE, best_cost = RD_FAR * 4;
    if (!rd_free(unit)) return 0;
    if (room <= 0) return rd_deliver(unit);
    if (rd.ore[at] > 0 && !rd_storm(at) && !rd__claimed[at]) {
        rd__claimed[at] = 1;
        return rd_mine(unit);
    }
    rd_flood_from(&flood, &at, 1);
    for (int y = 0; y < rd.height; y++) {
        for (int x = 0; x < rd.width; x++) {
            int to = rd_cell(x, y);
            if (to < 0 || (!rd.ore[to] && rd.loose[to] < 2) || rd__claimed[to] || rd_storm(to)) continue;
            if (flood.steps[to] == RD_FAR || home->steps[to] == RD_FAR || rd_enemy_at(to)) continue;
            const rd_unit *there = rd_unit_at(to);
            if (there && there != unit && rd.ore[to] > 0) continue;
            int cost = flood.steps[to] * 2 + home->steps[to] + (rd.loose[to] >= 2 ? 0 : room);
            if (cost >= best_cost) continue;
            best = to;
            best_cost = cost;
        }
    }
    if (best == RD_NONE) return unit->cargo > 0 && rd_deliver(unit);
    rd__claimed[best] = 1;
    return rd_move_to(unit, best);
}

int rd_fight(const rd_unit *unit) {
    int best = RD_NONE, best_worth = 0;
    if (!rd_free(unit)) return 0;
    for (int dir = RD_N; dir <= RD_W; dir++) {
        int to = rd_next(unit->at, dir), worth = 0;
        if (to < 0) continue;
        for (int i = 0; i < rd.enemy_count; i++) {
            const rd_unit *enemy = &rd.enemies[i];
            if (rd_predict(enemy) != to || rd__planned[i] >= enemy->hp) continue;
            worth += 20 + (10 - (enemy->hp < 10 ? enemy->hp : 10)) + (rd__planned[i] ? 5 : 0);
        }
        int tile = rd.tile[to];
        if (tile > RD_CORE && rd.core_hp[tile - RD_CORE] > 0) worth += 8;
        if (worth > best_worth) {
            best = dir;
            best_worth = worth;
        }
    }
    if (best == RD_NONE) return 0;
    for (int i = 0; i < rd.enemy_count; i++)
        if (rd_predict(&rd.enemies[i]) == rd_next(unit->at, best)) rd__planned[i] += rd.rules.strike_damage;
    return rd_strike(unit, best);
}

/* Traffic: priority inheritance with backtracking. Units choose in the order of their priority; whoever wants a cell where
 * one stands that has not chosen yet makes that one choose first, and takes the next best cell if it cannot get away. --- */

static int rd__end[RD_UNITS];            /* by unit: the cell where it will be, or RD_NONE */
static int8_t rd__standing[RD_CELLS], rd__taken[RD_CELLS];       /* by cell: a unit's index plus 1 */

static void rd__settle_on(int unit, int cell) {
    rd__taken[cell] = (int8_t)(unit + 1);
    rd__end[unit] = cell;
}

/* Finds a cell for a unit. 0 if it could only stay. */
static int rd__choose(int unit) {
    int at = rd.units[unit].at, tried = 0, go = rd__plans[unit].plan == RD__GO;
    for (int round = 0; round < 5; round++) {
        int best = RD_NONE;
        long best_cost = 0;
        for (int dir = 0; dir < 5; dir++) {
            int to = rd_next(at, dir);
            if (tried & 1 << dir || to < 0 || (dir != RD_STAY && (!rd_open(to) || rd_enemy_at(to)))) continue;
            int busy = dir != RD_STAY && rd__standing[to];
            /* A unit without an order stays, unless it is pushed or in the storm. */
            int wish = go ? rd__plans[unit].costs[dir] : (dir != RD_STAY) + (rd_storm(to) ? 8 : 0);
            long cost = 4L * wish + 2 * (dir != RD_STAY) + busy;
            if (best != RD_NONE && cost >= best_cost) continue;
            best = dir;
            best_cost = cost;
        }
        if (best == RD_NONE || (best == RD_STAY && !rd__taken[at])) break;
        tried |= 1 << best;
        int to = rd_next(at, best), other = rd__standing[to] - 1;
        if (best == RD_STAY || rd__taken[to] || (other >= 0 && rd__end[other] == at)) continue;
        rd__settle_on(unit, to);
        if (other < 0 || rd__end[other] != RD_NONE || rd__choose(other)) return 1;
    }
    /* Its own cell may be promised to whoever pushed it; then staying takes it back. */
    rd__settle_on(unit, at);
    return 0;
}

static void rd__settle(void) {
    memset(rd__standing, 0, sizeof rd__standing);
    memset(rd__taken, 0, sizeof rd__taken);
    for (int i = 0; i < rd.unit_count; i++) {
        rd__standing[rd.units[i].at] = (int8_t)(i + 1);
        rd__end[i] = RD_NONE;
        if (rd__plans[i].plan == RD__FIXED) rd__settle_on(i, rd.units[i].at);
    }
    for (;;) {
        int next = RD_NONE;
        for (int i = 0; i < rd.unit_count; i++) {
            if (rd__end[i] != RD_NONE) continue;
            if (next == RD_NONE) {
                next = i;
                continue;
            }
            int go = rd__plans[i].plan == RD__GO, go_next = rd__plans[next].plan == RD__GO;
            int rise = rd__plans[i].priority - rd__plans[next].priority;
            int nearer = rd__plans[i].costs[RD_STAY] < rd__plans[next].costs[RD_STAY];
            if (go > go_next || (go == go_next && go && (rise > 0 || (rise == 0 && nearer)))) next = i;
        }
        if (next == RD_NONE) break;
        rd__choose(next);
    }
    for (int i = 0; i < rd.unit_count; i++) {
        int dir = rd_dir(rd.units[i].at, rd__end[i]);
        if (dir == RD_NONE || rd__plans[i].plan == RD__FIXED) continue;
        rd__plans[i].plan = RD__NOTHING;
        rd__order(&rd.units[i], "move", dir, 0);
    }
}

static void rd__settle_spawn(void) {
    static const char *const words[] = {"n", "e", "s", "w"};
    if (!rd__wants_spawn || rd.core_hp[0] <= 0 || rd.core[0] < 0) return;
    if (rd.bank + rd__gifts < rd_spawn_cost() || rd.unit_count >= rd.rules.max_units) return;
    for (int dir = RD_N; dir <= RD_W; dir++) {
        int to = rd_next(rd.core[0], dir);
        if (!rd_open(to) || rd__taken[to] || rd_enemy_at(to)) continue;
        if (!rd__entry(&rd__orders, "{\"do\":\"spawn\",\"to\":\"")) return;
        rd__put(&rd__orders, words[dir]);
        rd__put(&rd__orders, "\"}");
        return;
    }
}

/* The turn --------------------------------------------------------------------------------------------------------- */

static void rd__reply(void) {
    int playable = rd.width > 0 && rd.width <= RD_SIDE && rd.height > 0 && rd.height <= RD_SIDE;
    if (playable) {
        rd__settle();
        rd__settle_spawn();
    }
    rd__write(1, "{\"orders\":[", 11);
    rd__write(1, rd__orders.text, playable ? rd__orders.length : 0);
    rd__write(1, "],\"marks\":[", 11);
    rd__write(1, rd__marks.text, rd__marks.length);
    rd__write(1, "],\"watch\":{", 11);
    rd__write(1, rd__watches.text, rd__watches.length);
    rd__write(1, "}}\n", 3);
}

static void rd__clear(void) {
    rd__orders.length = rd__marks.length = rd__watches.length = 0;
    rd__wants_spawn = rd__gifts = 0;
    memset(rd__plans, 0, sizeof rd__plans);
    memset(rd__claimed, 0, sizeof rd__claimed);
    memset(rd__planned, 0, sizeof rd__planned);
}

int rd_turn(void) {
    static int pending;
    char *line;
    if (pending) rd__reply();
    pending = 0;
    while ((line = rd__read_line())) {
        rd__json in = {line};
        switch (rd__kind(line)) {
        case 's':
            rd__read_start(&in);
            memset(rd__core_known, 0, sizeof rd__core_known);
            break;
        case 't':
            if (!rd.width) break;
            rd__read_tick(&in);
            rd__clear();
            rd__remember();
            pending = 1;
            return 1;
        case 'e':
            rd__read_end(&in);
            return 0;
        default:
            if (*line) rd_log("a line is not a message; passed over");
        }
    }
    return 0;
}

#endif /* ROBODROME_IMPLEMENTATION */
