/* Plays a script. `prepare` runs once, when the interpreter is built: what it leaves in memory is part of the module.
   `_start` runs in each match. */
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "pipe.h"

static const char driver_lua[] = {
#embed "driver.lua"
    , 0};
static const char sdk_lua[] = {
#embed <robodrome.lua>
    , 0};

static lua_State *lua;

/* ---- what scripts and the driver are given besides Lua itself ---- */

static int print(lua_State *state) {
    int count = lua_gettop(state);
    luaL_Buffer buffer;
    luaL_buffinit(state, &buffer);
    for (int i = 1; i <= count; i++) {
        if (i > 1) luaL_addchar(&buffer, '\t');
        luaL_tolstring(state, i, NULL);
        luaL_addvalue(&buffer);
    }
    luaL_addchar(&buffer, '\n');
    luaL_pushresult(&buffer);
    size_t length;
    const char *text = lua_tolstring(state, -1, &length);
    pipe_log(text, length);
    return 0;
}

static int read_line(lua_State *state) {
    size_t length;
    const char *line = pipe_read_line(&length);
    if (line == NULL) lua_pushnil(state);
    else lua_pushlstring(state, line, length);
    return 1;
}

static int lines(lua_State *state) {
    lua_pushcfunction(state, read_line);
    return 1;
}

/* Writes the arguments as they are, in one piece. */
static int write_text(lua_State *state) {
    int count = lua_gettop(state);
    luaL_Buffer buffer;
    luaL_buffinit(state, &buffer);
    for (int i = 1; i <= count; i++) {
        luaL_checkstring(state, i);
        lua_pushvalue(state, i);
        luaL_addvalue(&buffer);
    }
    luaL_pushresult(&buffer);
    size_t length;
    const char *text = lua_tolstring(state, -1, &length);
    pipe_write(text, length);
    return 0;
}

static int require(lua_State *state) {
    const char *name = luaL_checkstring(state, 1);
    luaL_getsubtable(state, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(state, -1, name) == LUA_TNIL)
        return luaL_error(state, "there is no module '%s' here; there is 'robodrome'", name);
    return 1;
}

/* A message with the stack under it, without the lines of the driver and of what calls it. */
static int traceback(lua_State *state) {
    luaL_traceback(state, state, luaL_tolstring(state, 1, NULL), 1);
    const char *line = lua_tostring(state, -1);
    luaL_Buffer buffer;
    luaL_buffinit(state, &buffer);
    while (*line != '\0') {
        const char *end = strchr(line, '\n');
        size_t length = end != NULL ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, "\tdriver:", 8) != 0 && strncmp(line, "\t[C]: in function 'xpcall'", 26) != 0)
            luaL_addlstring(&buffer, line, length);
        line += length;
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int text(lua_State *state) {
    luaL_tolstring(state, 1, NULL);
    return 1;
}

static int leave(lua_State *state) {
    exit((int)luaL_checkinteger(state, 1));
}

static const luaL_Reg host[] = {
    {"log", print}, {"read_line", read_line}, {"write", write_text}, {"traceback", traceback},
    {"text", text}, {"exit", leave},          {NULL, NULL},
};

static void open_libraries(lua_State *state) {
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},       {LUA_TABLIBNAME, luaopen_table},   {LUA_STRLIBNAME, luaopen_string},
        {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8},   {LUA_COLIBNAME, luaopen_coroutine},
        {"json", json_open},             {NULL, NULL},
    };
    for (const luaL_Reg *library = libraries; library->func != NULL; library++) {
        luaL_requiref(state, library->name, library->func, 1);
        lua_pop(state, 1);
    }
    for (const char *const *name = (const char *const[]){"dofile", "loadfile", NULL}; *name != NULL; name++) {
        lua_pushnil(state);
        lua_setglobal(state, *name);
    }
    lua_register(state, "print", print);
    lua_register(state, "require", require);
    static const luaL_Reg debug[] = {{"traceback", traceback}, {NULL, NULL}};
    luaL_newlib(state, debug);
    lua_setglobal(state, "debug");
    static const luaL_Reg io[] = {{"read", read_line}, {"lines", lines}, {"write", write_text}, {NULL, NULL}};
    luaL_newlib(state, io);
    lua_setglobal(state, "io");
}

static _Noreturn void fail(lua_State *state) {
    const char *message = lua_tostring(state, -1);
    if (message != NULL) pipe_log(message, strlen(message));
    pipe_log("\n", 1);
    exit(2);
}

/* Runs a file of ours, with what is on top of the stack as its argument, and leaves what it returns there. */
static void run(lua_State *state, const char *text, const char *name, int arguments) {
    if (luaL_loadbuffer(state, text, strlen(text), name) != LUA_OK) fail(state);
    if (arguments > 0) lua_insert(state, -1 - arguments);
    if (lua_pcall(state, arguments, 1, 0) != LUA_OK) fail(state);
}

__attribute__((export_name("prepare"))) void prepare(void) {
    lua = luaL_newstate();
    open_libraries(lua);
    luaL_getsubtable(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    run(lua, sdk_lua, "=robodrome", 0);
    lua_setfield(lua, -2, "robodrome");
    lua_pop(lua, 1);
    luaL_newlib(lua, host);
    run(lua, driver_lua, "=driver", 1);
    lua_gc(lua, LUA_GCCOLLECT);
}

static void seed(lua_State *state) {
    lua_getglobal(state, "math");
    lua_getfield(state, -1, "randomseed");
    lua_pushinteger(state, (lua_Integer)pipe_random());
    lua_pushinteger(state, (lua_Integer)pipe_random());
    lua_call(state, 2, 0);
    lua_pop(state, 1);
}

__attribute__((export_name("_start"))) void start(void) {
    struct script script;
    pipe_read_script(&script);
    seed(lua);
    lua_pushlstring(lua, script.text, script.length);
    free(script.text);
    lua_pushstring(lua, pipe_script_name(".lua"));
    if (lua_pcall(lua, 2, 0, 0) != LUA_OK) fail(lua);
}
