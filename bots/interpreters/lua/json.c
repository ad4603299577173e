#include "json.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lauxlib.h"

enum { DEPTH_MAX = 100 };

/* Metatable of tables that are arrays even when they are empty. */
static const char ARRAY[] = "robodrome.json.array";

/* `null` as a value in a table. */
static void push_null(lua_State *lua) {
    lua_pushlightuserdata(lua, NULL);
}

static bool is_null(lua_State *lua, int at) {
    return lua_islightuserdata(lua, at) && lua_touserdata(lua, at) == NULL;
}

/* ---- decoding ---- */

struct text {
    lua_State *lua;
    const char *begin, *at, *end;
    int depth;
};

static void decode_value(struct text *text);

static int wrong(struct text *text, const char *what) {
    return luaL_error(text->lua, "json.decode: %s at byte %d", what, (int)(text->at - text->begin) + 1);
}

static void skip_space(struct text *text) {
    while (text->at < text->end && memchr(" \t\r\n", *text->at, 4) != NULL) text->at++;
}

/* Takes a character if it comes next, after any space. */
static bool take(struct text *text, char wanted) {
    skip_space(text);
    bool is_next = text->at < text->end && *text->at == wanted;
    text->at += is_next;
    return is_next;
}

static void expect(struct text *text, char wanted, const char *what) {
    if (!take(text, wanted)) wrong(text, what);
}

static unsigned hex4(struct text *text) {
    unsigned value = 0;
    for (int i = 0; i < 4; i++, text->at++) {
        char c = text->at < text->end ? *text->at : '\0';
        unsigned digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 16;
        if (digit > 15) wrong(text, "four hexadecimal digits are missing");
        value = value * 16 + digit;
    }
    return value;
}

static void add_utf8(luaL_Buffer *buffer, unsigned long code) {
    char bytes[8];
    int count = 0;
    if (code < 0x80) bytes[count++] = (char)code;
    else {
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
        bytes[count++] = (char)(lead[more] | code >> (6 * more));
        while (more-- > 0) bytes[count++] = (char)(0x80 | (code >> (6 * more) & 0x3F));
    }
    luaL_addlstring(buffer, bytes, (size_t)count);
}

/* What follows `\u`: a character, or the first half of one and then `\u` and the second half. */
static void decode_unicode(struct text *text, luaL_Buffer *buffer) {
    unsigned long code = hex4(text);
    bool is_first_half = code >= 0xD800 && code < 0xDC00;
    if (is_first_half && text->end - text->at >= 6 && text->at[0] == '\\' && text->at[1] == 'u') {
        text->at += 2;
        unsigned long second = hex4(text);
        if (second >= 0xDC00 && second < 0xE000) code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    }
    add_utf8(buffer, code);
}

static void decode_escape(struct text *text, luaL_Buffer *buffer) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char name = text->at < text->end ? *text->at++ : '\0';
    const char *found = name != '\0' ? strchr(names, name) : NULL;
    if (name == 'u') decode_unicode(text, buffer);
    else if (found != NULL) luaL_addchar(buffer, values[found - names]);
    else wrong(text, "there is an unknown escape");
}

/* A string, behind its first quote. */
static void decode_string(struct text *text) {
    luaL_Buffer buffer;
    luaL_buffinit(text->lua, &buffer);
    for (;;) {
        const char *begin = text->at;
        while (text->at < text->end && *text->at != '"' && *text->at != '\\') text->at++;
        luaL_addlstring(&buffer, begin, (size_t)(text->at - begin));
        if (text->at == text->end) wrong(text, "a string does not end");
        if (*text->at++ == '"') break;
        decode_escape(text, &buffer);
    }
    luaL_pushresult(&buffer);
}

static void decode_number(struct text *text) {
    char digits[64];
    size_t length = 0;
    while (text->at + length < text->end && length < sizeof digits - 1 && strchr("+-.0123456789eE", text->at[length]))
        length++;
    memcpy(digits, text->at, length);
    digits[length] = '\0';
    if (lua_stringtonumber(text->lua, digits) != length + 1) wrong(text, "there is no value");
    text->at += length;
}

static void decode_array(struct text *text) {
    lua_newtable(text->lua);
    luaL_setmetatable(text->lua, ARRAY);
    if (take(text, ']')) return;
    for (lua_Integer i = 1;; i++) {
        decode_value(text);
        lua_rawseti(text->lua, -2, i);
        if (take(text, ']')) return;
        expect(text, ',', "`,` or `]` is missing");
    }
}

static void decode_object(struct text *text) {
    lua_newtable(text->lua);
    if (take(text, '}')) return;
    do {
        expect(text, '"', "a key is missing");
        decode_string(text);
        expect(text, ':', "`:` is missing");
        decode_value(text);
        lua_rawset(text->lua, -3);
    } while (take(text, ','));
    expect(text, '}', "`,` or `}` is missing");
}

static bool take_word(struct text *text, const char *word) {
    size_t length = strlen(word);
    bool is_next = (size_t)(text->end - text->at) >= length && memcmp(text->at, word, length) == 0;
    text->at += is_next ? length : 0;
    return is_next;
}

static void decode_value(struct text *text) {
    luaL_checkstack(text->lua, 8, "json.decode: nested too deeply");
    if (++text->depth > DEPTH_MAX) wrong(text, "values are nested too deeply");
    skip_space(text);
    if (take(text, '{')) decode_object(text);
    else if (take(text, '[')) decode_array(text);
    else if (take(text, '"')) decode_string(text);
    else if (take_word(text, "true")) lua_pushboolean(text->lua, 1);
    else if (take_word(text, "false")) lua_pushboolean(text->lua, 0);
    else if (take_word(text, "null")) push_null(text->lua);
    else decode_number(text);
    text->depth--;
}

static int decode(lua_State *lua) {
    size_t length;
    const char *begin = luaL_checklstring(lua, 1, &length);
    struct text text = {lua, begin, begin, begin + length, 0};
    decode_value(&text);
    skip_space(&text);
    if (text.at != text.end) wrong(&text, "there is more than one value");
    return 1;
}

/* ---- encoding ---- */

/* What is being written. It is used again for the next text, and no function of the script runs in between. */
static struct {
    char *bytes;
    size_t length, room;
} out;

static void add(lua_State *lua, const char *text, size_t length) {
    if (out.room - out.length < length) {
        size_t room = 2 * (out.length + length) + 256;
        char *bytes = realloc(out.bytes, room);
        if (bytes == NULL) luaL_error(lua, "json.encode: not enough memory");
        out.bytes = bytes;
        out.room = room;
    }
    memcpy(out.bytes + out.length, text, length);
    out.length += length;
}

static void encode_value(lua_State *lua, int depth);

static void encode_string(lua_State *lua, int at) {
    size_t length;
    const char *text = lua_tolstring(lua, at, &length);
    add(lua, "\"", 1);
    for (const char *end = text + length; text < end; text++) {
        unsigned char c = (unsigned char)*text;
        char escape[8];
        if (c == '"' || c == '\\') add(lua, "\\", 1);
        if (c >= 0x20) add(lua, text, 1);
        else add(lua, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
    }
    add(lua, "\"", 1);
}

static void encode_number(lua_State *lua, int at) {
    char digits[40];
    lua_Number number = lua_tonumber(lua, at);
    if (!isfinite(number)) luaL_error(lua, "json.encode: %f is no number in JSON", number);
    /* A division gives a float, also where its value is whole, as every amount in an order has to be. */
    bool is_whole = lua_isinteger(lua, at) || (number == floor(number) && fabs(number) < 1e15);
    long long whole = lua_isinteger(lua, at) ? lua_tointeger(lua, at) : is_whole ? (long long)number : 0;
    int length = is_whole ? snprintf(digits, sizeof digits, "%lld", whole)
                          : snprintf(digits, sizeof digits, "%.17g", number);
    add(lua, digits, (size_t)length);
}

static void encode_array(lua_State *lua, int depth) {
    lua_Unsigned length = lua_rawlen(lua, -1);
    add(lua, "[", 1);
    for (lua_Unsigned i = 1; i <= length; i++) {
        if (i > 1) add(lua, ",", 1);
        lua_rawgeti(lua, -1, (lua_Integer)i);
        encode_value(lua, depth);
        lua_pop(lua, 1);
    }
    add(lua, "]", 1);
}

static void encode_key(lua_State *lua) {
    lua_pushvalue(lua, -2);
    if (lua_type(lua, -1) == LUA_TNUMBER) lua_tostring(lua, -1);
    if (lua_type(lua, -1) != LUA_TSTRING) {
        luaL_error(lua, "json.encode: a key is a %s, which an object cannot have", luaL_typename(lua, -1));
    }
    encode_string(lua, -1);
    lua_pop(lua, 1);
    add(lua, ":", 1);
}

static void encode_object(lua_State *lua, int depth) {
    add(lua, "{", 1);
    bool is_first = true;
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        if (!is_first) add(lua, ",", 1);
        is_first = false;
        encode_key(lua);
        encode_value(lua, depth);
        lua_pop(lua, 1);
    }
    add(lua, "}", 1);
}

static bool is_array(lua_State *lua) {
    if (lua_rawlen(lua, -1) > 0) return true;
    if (!lua_getmetatable(lua, -1)) return false;
    luaL_getmetatable(lua, ARRAY);
    bool is_marked = lua_rawequal(lua, -1, -2);
    lua_pop(lua, 2);
    return is_marked;
}

/* The value on top of the stack, which stays there. */
static void encode_value(lua_State *lua, int depth) {
    if (depth >= DEPTH_MAX) luaL_error(lua, "json.encode: values are nested too deeply, or within themselves");
    luaL_checkstack(lua, 8, "json.encode: values are nested too deeply");
    switch (lua_type(lua, -1)) {
    case LUA_TSTRING: encode_string(lua, -1); break;
    case LUA_TNUMBER: encode_number(lua, -1); break;
    case LUA_TBOOLEAN: lua_toboolean(lua, -1) ? add(lua, "true", 4) : add(lua, "false", 5); break;
    case LUA_TNIL: add(lua, "null", 4); break;
    case LUA_TTABLE: is_array(lua) ? encode_array(lua, depth + 1) : encode_object(lua, depth + 1); break;
    default:
        if (!is_null(lua, -1)) luaL_error(lua, "json.encode: a %s is no value in JSON", luaL_typename(lua, -1));
        add(lua, "null", 4);
    }
}

static int encode(lua_State *lua) {
    luaL_checkany(lua, 1);
    lua_settop(lua, 1);
    out.length = 0;
    encode_value(lua, 0);
    lua_pushlstring(lua, out.bytes, out.length);
    return 1;
}

static int array(lua_State *lua) {
    if (lua_isnoneornil(lua, 1)) lua_settop(lua, 0), lua_newtable(lua);
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    luaL_setmetatable(lua, ARRAY);
    return 1;
}

int json_open(lua_State *lua) {
    luaL_newmetatable(lua, ARRAY);
    lua_pop(lua, 1);
    static const luaL_Reg functions[] = {{"decode", decode}, {"encode", encode}, {"array", array}, {NULL, NULL}};
    luaL_newlib(lua, functions);
    push_null(lua);
    lua_setfield(lua, -2, "null");
    return 1;
}
