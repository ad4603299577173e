#include "json.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

enum { DEPTH_MAX = 64, WORD_BYTES = 16, WORDS = 512 };

/* Walls and units of a usual board of Rumble. There may be more. */
enum { MEMBERS = 256 };

/* Short texts that were seen before, as atoms: the keys, and words like "Unit". */
static struct {
    char text[WORD_BYTES];
    size_t length;
    JSAtom atom;
} words[WORDS];

/* What the elements of an array or object were when it was read the last time: a piece for each, in their order. */
struct memory {
    struct piece {
        char *text;
        size_t length;
        JSValue value;
    } *pieces;
    size_t count, room;
};

/* The board's parts of a state of Rumble, of which most stays as it is from turn to turn. */
static struct memory objs, grid;

struct text {
    JSContext *context;
    const char *at, *end;
    int depth;
    bool is_state;
};

/* Says that the text is left to the original; there is no exception then. */
#define LEFT JS_UNINITIALIZED

static bool is_left(JSValue value) {
    return JS_IsUninitialized(value);
}

static JSValue parse_value(struct text *text);
static JSValue parse_known(struct text *text, struct memory *memory);

static void skip_space(struct text *text) {
    while (text->at < text->end && (*text->at == ' ' || *text->at == '\n' || *text->at == '\t' || *text->at == '\r'))
        text->at++;
}

static bool take(struct text *text, char wanted) {
    skip_space(text);
    bool is_next = text->at < text->end && *text->at == wanted;
    text->at += is_next;
    return is_next;
}

/* A plain string behind its first quote: its length, with the text left behind its last quote. */
static bool take_string(struct text *text, const char **begin, size_t *length) {
    const char *at = text->at;
    while (at < text->end && *at != '"' && *at != '\\' && *at >= 0x20 && *at < 0x7f) at++;
    if (at == text->end || *at != '"') return false;
    *begin = text->at;
    *length = (size_t)(at - text->at);
    text->at = at + 1;
    return true;
}

/* Whether two texts are the same, eight bytes at a time: the library compares one by one. */
static bool is_same(const char *one, const char *other, size_t length) {
    uint64_t of_one, of_other;
    for (; length >= sizeof of_one; one += sizeof of_one, other += sizeof of_one, length -= sizeof of_one) {
        memcpy(&of_one, one, sizeof of_one);
        memcpy(&of_other, other, sizeof of_one);
        if (of_one != of_other) return false;
    }
    for (; length > 0 && *one == *other; one++, other++) length--;
    return length == 0;
}

/* The atom of a short text; the table keeps it. */
static JSAtom word_of(JSContext *context, const char *begin, size_t length) {
    unsigned hash = (unsigned)length;
    for (size_t i = 0; i < length; i++) hash = hash * 31 + (unsigned char)begin[i];
    unsigned at = (hash ^ hash >> 9) % WORDS;
    if (words[at].atom != JS_ATOM_NULL && words[at].length == length && is_same(words[at].text, begin, length))
        return words[at].atom;
    JSAtom atom = JS_NewAtomLen(context, begin, length);
    if (atom == JS_ATOM_NULL) return atom;
    if (words[at].atom != JS_ATOM_NULL) JS_FreeAtom(context, words[at].atom);
    memcpy(words[at].text, begin, length);
    words[at].length = length;
    words[at].atom = atom;
    return atom;
}

static JSValue parse_string(struct text *text) {
    const char *begin;
    size_t length;
    if (!take_string(text, &begin, &length)) return LEFT;
    /* Atoms of numbers are no strings that could be shared. */
    bool is_word = length > 0 && length <= WORD_BYTES && !(*begin >= '0' && *begin <= '9');
    if (!is_word) return JS_NewStringLen(text->context, begin, length);
    JSAtom atom = word_of(text->context, begin, length);
    return atom == JS_ATOM_NULL ? JS_EXCEPTION : JS_AtomToString(text->context, atom);
}

static bool is_digit(const struct text *text) {
    return text->at < text->end && *text->at >= '0' && *text->at <= '9';
}

static bool skip_digits(struct text *text) {
    if (!is_digit(text)) return false;
    while (is_digit(text)) text->at++;
    return true;
}

/* The fraction and the exponent of a number, behind its digits. */
static bool skip_rest(struct text *text) {
    if (text->at < text->end && *text->at == '.') {
        text->at++;
        if (!skip_digits(text)) return false;
    }
    if (text->at < text->end && (*text->at | 0x20) == 'e') {
        text->at++;
        if (text->at < text->end && (*text->at == '+' || *text->at == '-')) text->at++;
        if (!skip_digits(text)) return false;
    }
    return true;
}

static JSValue parse_number(struct text *text) {
    const char *begin = text->at;
    bool is_negative = *begin == '-';
    text->at += is_negative;
    const char *digits = text->at;
    if (!skip_digits(text)) return LEFT;
    size_t count = (size_t)(text->at - digits);
    if (*digits == '0' && (count > 1 || is_negative)) return LEFT;
    const char *whole = text->at;
    if (!skip_rest(text)) return LEFT;
    if (text->at > whole || count > 9) return JS_NewFloat64(text->context, strtod(begin, NULL));
    int32_t value = 0;
    for (const char *digit = digits; digit < whole; digit++) value = value * 10 + (*digit - '0');
    return JS_NewInt32(text->context, is_negative ? -value : value);
}

/* Keeps a piece. Without memory for it, it is read anew the next time. */
static void remember(struct text *text, struct memory *memory, size_t at, const char *begin, JSValueConst value) {
    if (at >= memory->room) {
        size_t room = at < 64 ? 256 : at * 4;
        struct piece *more = realloc(memory->pieces, room * sizeof *more);
        if (more == NULL) return;
        memset(more + memory->room, 0, (room - memory->room) * sizeof *more);
        memory->pieces = more;
        memory->room = room;
    }
    struct piece *piece = &memory->pieces[at];
    size_t length = (size_t)(text->at - begin);
    char *copy = realloc(piece->text, length);
    if (copy == NULL) return;
    memcpy(copy, begin, length);
    if (piece->length > 0) JS_FreeValue(text->context, piece->value);
    *piece = (struct piece){copy, length, JS_DupValue(text->context, value)};
}

/* An element of an array or object: the value of the last time, if its text is the same. Only arrays and objects are kept,
   whose text cannot be the beginning of another one's. */
static JSValue parse_element(struct text *text, struct memory *memory, size_t at) {
    if (memory == NULL) return parse_value(text);
    skip_space(text);
    const char *begin = text->at;
    size_t left = (size_t)(text->end - begin);
    if (at < memory->room) {
        const struct piece *piece = &memory->pieces[at];
        if (piece->length > 0 && piece->length <= left && is_same(piece->text, begin, piece->length)) {
            text->at += piece->length;
            return JS_DupValue(text->context, piece->value);
        }
    }
    JSValue value = parse_value(text);
    if (JS_IsObject(value)) remember(text, memory, at, begin, value);
    return value;
}

static JSValue parse_array(struct text *text, struct memory *memory) {
    enum { FEW = 32 };
    JSValue few[FEW], *values = few;
    int count = 0, room = FEW;
    JSValue value = JS_UNDEFINED;
    if (!take(text, ']')) do {
        value = parse_element(text, memory, (size_t)count);
        if (is_left(value) || JS_IsException(value)) break;
        if (count == room) {
            room *= 4;
            JSValue *more = malloc((size_t)room * sizeof *more);
            if (more == NULL) abort();
            memcpy(more, values, (size_t)count * sizeof *more);
            if (values != few) free(values);
            values = more;
        }
        values[count++] = value;
        value = JS_UNDEFINED;
        if (take(text, ']')) break;
        if (!take(text, ',')) value = LEFT;
    } while (!is_left(value));
    bool is_whole = !is_left(value) && !JS_IsException(value);
    if (is_whole) value = JS_NewArrayFrom(text->context, count, values);
    else for (int i = 0; i < count; i++) JS_FreeValue(text->context, values[i]);
    if (values != few) free(values);
    return value;
}

/* What is remembered of the value under a key of the line itself. */
static struct memory *memory_of(const struct text *text, const char *key, size_t length) {
    if (!text->is_state || text->depth > 1 || length != 4) return NULL;
    if (memcmp(key, "objs", 4) == 0) return &objs;
    return memcmp(key, "grid", 4) == 0 ? &grid : NULL;
}

/* A key and its value; what is wrong, or undefined. `at` counts the members of the object. */
static JSValue parse_member(struct text *text, JSValue object, struct memory *memory, size_t at) {
    const char *begin;
    size_t length;
    if (!take(text, '"') || !take_string(text, &begin, &length) || length > WORD_BYTES) return LEFT;
    JSAtom key = word_of(text->context, begin, length);
    if (key == JS_ATOM_NULL) return JS_EXCEPTION;
    key = JS_DupAtom(text->context, key); /* the value may have a word that takes its place */
    struct memory *inside = memory_of(text, begin, length);
    JSValue value = LEFT;
    if (take(text, ':')) value = inside != NULL ? parse_known(text, inside) : parse_element(text, memory, at);
    if (!is_left(value) && !JS_IsException(value)) {
        int done = engine_set(text->context, object, key, value);
        value = done < 0 ? JS_EXCEPTION : JS_UNDEFINED;
    }
    JS_FreeAtom(text->context, key);
    return value;
}

static JSValue parse_object(struct text *text, struct memory *memory) {
    JSValue object = memory != NULL ? engine_new_table(text->context, MEMBERS) : JS_NewObject(text->context);
    JSValue problem = JS_UNDEFINED;
    if (JS_IsException(object) || take(text, '}')) return object;
    for (size_t at = 0;; at++) {
        problem = parse_member(text, object, memory, at);
        if (is_left(problem) || JS_IsException(problem)) break;
        if (take(text, '}')) return object;
        if (!take(text, ',')) {
            problem = LEFT;
            break;
        }
    }
    JS_FreeValue(text->context, object);
    return problem;
}

static JSValue parse_word(struct text *text, const char *word, JSValue value) {
    size_t length = strlen(word);
    if ((size_t)(text->end - text->at) < length || memcmp(text->at, word, length) != 0) return LEFT;
    text->at += length;
    return value;
}

/* A value of whose elements some are known. */
static JSValue parse_known(struct text *text, struct memory *memory) {
    skip_space(text);
    if (text->at == text->end || text->depth == DEPTH_MAX) return LEFT;
    JSValue value;
    text->depth++;
    switch (*text->at) {
    case '{': text->at++, value = parse_object(text, memory); break;
    case '[': text->at++, value = parse_array(text, memory); break;
    case '"': text->at++, value = parse_string(text); break;
    case 't': value = parse_word(text, "true", JS_TRUE); break;
    case 'f': value = parse_word(text, "false", JS_FALSE); break;
    case 'n': value = parse_word(text, "null", JS_NULL); break;
    default: value = parse_number(text);
    }
    text->depth--;
    return value;
}

static JSValue parse_value(struct text *text) {
    return parse_known(text, NULL);
}

/* A whole text, or LEFT. */
static JSValue parse_text(JSContext *context, const char *begin, size_t length, bool is_state) {
    struct text text = {context, begin, begin + length, 0, is_state};
    JSValue value = parse_value(&text);
    skip_space(&text);
    if (is_left(value) || JS_IsException(value) || text.at == text.end) return value;
    JS_FreeValue(context, value);
    return LEFT;
}

JSValue json_parse_state(JSContext *context, const char *begin, size_t length) {
    JSValue value = parse_text(context, begin, length, true);
    return is_left(value) ? JS_NewStringLen(context, begin, length) : value;
}

static JSValue parse(JSContext *context, JSValueConst this, int count, JSValueConst *values, int magic, JSValue *original) {
    (void)magic;
    if (count == 1 && JS_IsString(values[0])) {
        size_t length;
        const char *begin = JS_ToCStringLen(context, &length, values[0]);
        if (begin == NULL) return JS_EXCEPTION;
        JSValue value = parse_text(context, begin, length, false);
        JS_FreeCString(context, begin);
        if (!is_left(value)) return value;
    }
    return JS_Call(context, *original, this, count, values);
}

void json_replace_parse(JSContext *context) {
    JSValue global = JS_GetGlobalObject(context), json = JS_GetPropertyStr(context, global, "JSON");
    JSValue original = JS_GetPropertyStr(context, json, "parse");
    JSValue replacement = JS_NewCFunctionData(context, parse, 2, 0, 1, (JSValueConst *)&original);
    JS_FreeValue(context, original);
    JS_DefinePropertyValueStr(context, json, "parse", replacement, JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);
    JS_FreeValue(context, json);
    JS_FreeValue(context, global);
}
