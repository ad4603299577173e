/* JSON for Lua: the global table `json` with `decode`, `encode`, `null` and `array`. */
#ifndef ROBODROME_JSON_H
#define ROBODROME_JSON_H

#include "lua.h"

/* Leaves the table on the stack. */
int json_open(lua_State *lua);

#endif
