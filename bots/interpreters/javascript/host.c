#include "host.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "pipe.h"

/* Appends a value's text, with `before` ahead of it, to a text of `*length` bytes. */
static bool append(JSContext *context, char **text, size_t *length, JSValueConst value, const char *before) {
    size_t added;
    const char *part = JS_ToCStringLen(context, &added, value);
    if (part == NULL) return false;
    size_t gap = strlen(before);
    char *longer = realloc(*text, *length + gap + added + 1);
    if (longer != NULL) {
        memcpy(longer + *length, before, gap);
        memcpy(longer + *length + gap, part, added);
        *length += gap + added;
        *text = longer;
    }
    JS_FreeCString(context, part);
    if (longer == NULL) JS_ThrowOutOfMemory(context);
    return longer != NULL;
}

static JSValue print(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this;
    char *text = NULL;
    size_t length = 0;
    bool whole = true;
    for (int i = 0; i < count && whole; i++) whole = append(context, &text, &length, values[i], i == 0 ? "" : " ");
    if (whole) {
        if (length > 0) pipe_log(text, length);
        pipe_log("\n", 1);
    }
    free(text);
    return whole ? JS_UNDEFINED : JS_EXCEPTION;
}

static JSValue read_line(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this, (void)count, (void)values;
    size_t length;
    const char *line = pipe_read_line(&length);
    return line != NULL ? JS_NewStringLen(context, line, length) : JS_NULL;
}

static JSValue read_state(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this, (void)count, (void)values;
    size_t length;
    const char *line = pipe_read_line(&length);
    return line != NULL ? json_parse_state(context, line, length) : JS_NULL;
}

static JSValue write_line(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this, (void)count;
    size_t length;
    const char *line = JS_ToCStringLen(context, &length, values[0]);
    if (line == NULL) return JS_EXCEPTION;
    pipe_write_line(line, length);
    JS_FreeCString(context, line);
    return JS_UNDEFINED;
}

static JSValue settle(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this, (void)count;
    return host_settle(context, JS_DupValue(context, values[0]));
}

static JSValue leave(JSContext *context, JSValueConst this, int count, JSValueConst *values) {
    (void)this, (void)count;
    int32_t code;
    if (JS_ToInt32(context, &code, values[0]) < 0) return JS_EXCEPTION;
    exit(code);
}

static void add(JSContext *context, JSValueConst object, const char *name, JSCFunction *function, int parameters) {
    JS_SetPropertyStr(context, object, name, JS_NewCFunction(context, function, name, parameters));
}

void host_add_globals(JSContext *context) {
    JSValue global = JS_GetGlobalObject(context), console = JS_NewObject(context);
    for (const char *const *name = (const char *const[]){"log", "info", "warn", "error", "debug", NULL}; *name; name++)
        add(context, console, *name, print, 1);
    JS_SetPropertyStr(context, global, "console", console);
    add(context, global, "print", print, 1);
    add(context, global, "readLine", read_line, 0);
    add(context, global, "writeLine", write_line, 1);
    JS_FreeValue(context, global);
}

JSValue host_object(JSContext *context) {
    JSValue object = JS_NewObject(context);
    add(context, object, "log", print, 1);
    add(context, object, "readLine", read_line, 0);
    add(context, object, "readState", read_state, 0);
    add(context, object, "writeLine", write_line, 1);
    add(context, object, "settle", settle, 1);
    add(context, object, "exit", leave, 1);
    return object;
}

void host_run_jobs(JSContext *context) {
    JSContext *of_job;
    while (JS_ExecutePendingJob(JS_GetRuntime(context), &of_job) != 0) continue;
}

JSValue host_settle(JSContext *context, JSValue value) {
    host_run_jobs(context);
    JSPromiseStateEnum state = JS_PromiseState(context, value);
    if ((int)state < 0) return value;
    JSValue result = state == JS_PROMISE_PENDING ? JS_UNDEFINED : JS_PromiseResult(context, value);
    JS_FreeValue(context, value);
    return state == JS_PROMISE_REJECTED ? JS_Throw(context, result) : result;
}
