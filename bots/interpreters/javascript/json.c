#include "json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

enum { DEPTH_MAX = 64, WORD_BYTES = 16, WORDS = 512 };

/* Short texts that were seen before, as atoms: the keys, and words like "Unit". */
static struct {
    char text[WORD_BYTES];
    size_t length;
    JSAtom atom;
} words[WORDS];

struct text {
    JSContext *context;
    const char *at, *end;
    int depth;
};

/* Says that the text is left to the original; there is no exception then. */
#define LEFT JS_UNINITIALIZED

static bool is_left(JSValue value) {
    return JS_IsUninitialized(value);
}

static JSValue parse_value(struct text *text);

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

/* The atom of a short text; the table keeps it. */
static JSAtom word_of(JSContext *context, const char *begin, size_t length) {
    unsigned hash = (unsigned)length;
    for (size_t i = 0; i < length; i++) hash = hash * 31 + (unsigned char)begin[i];
    unsigned at = (hash ^ hash >> 9) % WORDS;
    if (words[at].atom != JS_ATOM_NULL && words[at].length == length && memcmp(words[at].text, begin, length) == 0)
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

static JSValue parse_array(struct text *text) {
    enum { FEW = 32 };
    JSValue few[FEW], *values = few;
    int count = 0, room = FEW;
    JSValue value = JS_UNDEFINED;
    if (!take(text, ']')) do {
        value = parse_value(text);
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

/* A key and its value; what is wrong, or undefined. */
static JSValue parse_member(struct text *text, JSValue object) {
    const char *begin;
    size_t length;
    if (!take(text, '"') || !take_string(text, &begin, &length) || length > WORD_BYTES) return LEFT;
    JSAtom key = word_of(text->context, begin, length);
    if (key == JS_ATOM_NULL) return JS_EXCEPTION;
    key = JS_DupAtom(text->context, key); /* the value may have a word that takes its place */
    JSValue value = take(text, ':') ? parse_value(text) : LEFT;
    if (!is_left(value) && !JS_IsException(value)) {
        int done = engine_set(text->context, object, key, value);
        value = done < 0 ? JS_EXCEPTION : JS_UNDEFINED;
    }
    JS_FreeAtom(text->context, key);
    return value;
}

static JSValue parse_object(struct text *text) {
    JSValue object = JS_NewObject(text->context), problem = JS_UNDEFINED;
    if (JS_IsException(object) || take(text, '}')) return object;
    for (;;) {
        problem = parse_member(text, object);
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

static JSValue parse_value(struct text *text) {
    skip_space(text);
    if (text->at == text->end || text->depth == DEPTH_MAX) return LEFT;
    JSValue value;
    text->depth++;
    switch (*text->at) {
    case '{': text->at++, value = parse_object(text); break;
    case '[': text->at++, value = parse_array(text); break;
    case '"': text->at++, value = parse_string(text); break;
    case 't': value = parse_word(text, "true", JS_TRUE); break;
    case 'f': value = parse_word(text, "false", JS_FALSE); break;
    case 'n': value = parse_word(text, "null", JS_NULL); break;
    default: value = parse_number(text);
    }
    text->depth--;
    return value;
}

static JSValue parse(JSContext *context, JSValueConst this, int count, JSValueConst *values, int magic, JSValue *original) {
    (void)magic;
    if (count == 1 && JS_IsString(values[0])) {
        size_t length;
        const char *begin = JS_ToCStringLen(context, &length, values[0]);
        if (begin == NULL) return JS_EXCEPTION;
        struct text text = {context, begin, begin + length, 0};
        JSValue value = parse_value(&text);
        skip_space(&text);
        bool is_whole = text.at == text.end;
        JS_FreeCString(context, begin);
        if (!is_left(value) && (is_whole || JS_IsException(value))) return value;
        JS_FreeValue(context, value);
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
