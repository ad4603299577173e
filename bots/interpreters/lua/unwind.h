/* Lua's error handling by ordinary returns: included ahead of each of its files. tools/unwind.py makes it work. */
#ifndef ROBODROME_UNWIND_H
#define ROBODROME_UNWIND_H

#include <stdbool.h>

struct lua_State;

/* Begins to unwind, up to the innermost `unwind_try`. */
__attribute__((import_module("unwind"), import_name("throw"))) void unwind_throw(void);

/* Calls `function(state, data)`, and comes back also where that unwinds. */
void unwind_try(void (*function)(struct lua_State *, void *), struct lua_State *state, void *data);

/* `luaD_rawrunprotected` is the only user, with `(*f)(L, ud)` as what is to be tried. */
#define LUAI_THROW(L, c) unwind_throw()
#define LUAI_TRY(L, c, a) unwind_try(f, L, ud);
#define luai_jmpbuf int

/* Any number does: nobody can choose keys against a bot of its own. */
#define luai_makeseed(L) 0x5eed5eedu

#endif
