/* Gives every order once, for the test in bots/sdk/rust/tests/c.rs. */
#define ROBODROME_IMPLEMENTATION
#include "robodrome.h"

int main(void) {
    while (rd_turn()) {
        rd_mine(&rd.units[0]);
        rd_mine(&rd.units[0]); /* the first one stands */
        rd_strike(&rd.units[1], RD_N);
        rd_lance(&rd.units[2], RD_E);
        rd_guard(&rd.units[3]);
        rd_give(&rd.units[4], RD_S, 7);
        rd_repair(&rd.units[5], RD_W);
        rd_hold(&rd.units[6]);
        rd_move_to(&rd.units[7], rd_cell(7, 5));
        rd_move_to(&rd.units[8], rd.units[8].at);
        rd_spawn();
        rd_mark_line(rd_cell(0, 0), rd_cell(1, 2), "red");
        rd_mark_circle(rd_cell(3, 3), 2, "green");
        rd_mark_text(rd_cell(4, 4), "blue", "at %d", 4);
        rd_mark_text(RD_NONE, "blue", "nowhere");
        rd_watch("key", "say \"%s\" to 3\\%d", "hi", 4);
    }
    return 0;
}
