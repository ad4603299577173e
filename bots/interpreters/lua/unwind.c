#include "unwind.h"

__attribute__((import_module("unwind"), import_name("caught"))) bool unwind_caught(void);

__attribute__((noinline)) void unwind_try(void (*function)(struct lua_State *, void *), struct lua_State *state, void *data) {
    function(state, data);
    unwind_caught(); /* Lua itself notes that something was thrown, and what */
}
