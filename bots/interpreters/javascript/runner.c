/* Plays a script. `prepare` runs once, when the interpreter is built, and makes a context for each way to play; what
   it leaves in memory is part of the module. `_start` runs in each match. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "host.h"
#include "json.h"
#include "pipe.h"

/* Deeper calls throw a RangeError: some 3,000 of an ordinary function. Half of the stack, and before the sandbox ends the
   process for its depth, which `tests/scripts.rs` of the engine tries in every way to recurse. */
enum { STACK_BYTES = 1024 * 1024 };

/* Files of ours. `prepare` evaluates and wipes them, so that they take no room in the finished module. */
static char lodash_js[] = {
#embed <lodash.min.js>
    , 0};
static char rumble_js[] = {
#embed "rumble.js"
    , 0};
static char rumble_driver_js[] = {
#embed "rumble_driver.js"
    , 0};
static char beacons_driver_js[] = {
#embed "beacons_driver.js"
    , 0};
static char sdk_js[] = {
#embed <robodrome.js>
    , 0};

/* A way to play: global names, and a driver that knows the lines. */
struct stage {
    JSContext *context;
    JSValue driver;
};

static JSRuntime *runtime;
static struct stage beacons, rumble;

/* Writes what was thrown to the log. */
static void log_exception(JSContext *context) {
    JSValue error = JS_GetException(context);
    const char *text = JS_ToCString(context, error);
    if (text != NULL) pipe_log(text, strlen(text));
    pipe_log("\n", 1);
    JS_FreeCString(context, text);
    JS_FreeValue(context, error);
}

static _Noreturn void fail(JSContext *context) {
    log_exception(context);
    exit(2);
}

/* Evaluates a file of ours and wipes it. Returns its last value. */
static JSValue evaluate(JSContext *context, char *text, const char *name, int type) {
    size_t length = strlen(text);
    JSValue value = JS_Eval(context, text, length, name, type);
    if (!JS_IsException(value)) value = host_settle(context, value);
    if (JS_IsException(value)) fail(context);
    memset(text, 0, length);
    return value;
}

/* A driver's file gives a function, which takes the host's object and gives the driver. */
static JSValue make_driver(JSContext *context, char *text, const char *name) {
    JSValue make = evaluate(context, text, name, JS_EVAL_TYPE_GLOBAL), host = host_object(context);
    JSValue driver = JS_Call(context, make, JS_UNDEFINED, 1, (JSValueConst *)&host);
    if (JS_IsException(driver)) fail(context);
    JS_FreeValue(context, host);
    JS_FreeValue(context, make);
    return driver;
}

static JSModuleDef *find_module(JSContext *context, const char *name, void *opaque) {
    (void)opaque;
    JS_ThrowReferenceError(context, "there is no module '%s' here; there is 'robodrome'", name);
    return NULL;
}

__attribute__((export_name("prepare"))) void prepare(void) {
    runtime = JS_NewRuntime();
    JS_SetModuleLoaderFunc(runtime, NULL, find_module, NULL);

    beacons.context = JS_NewContext(runtime);
    host_add_globals(beacons.context);
    json_replace_parse(beacons.context);
    beacons.driver = make_driver(beacons.context, beacons_driver_js, "driver");
    JS_FreeValue(beacons.context, evaluate(beacons.context, sdk_js, "robodrome", JS_EVAL_TYPE_MODULE));

    rumble.context = JS_NewContext(runtime);
    host_add_globals(rumble.context);
    json_replace_parse(rumble.context);
    JS_FreeValue(rumble.context, evaluate(rumble.context, lodash_js, "lodash", JS_EVAL_TYPE_GLOBAL));
    JS_FreeValue(rumble.context, evaluate(rumble.context, rumble_js, "api", JS_EVAL_TYPE_GLOBAL));
    rumble.driver = make_driver(rumble.context, rumble_driver_js, "driver");
    JS_RunGC(runtime);
}

/* Whether a line begins with `import` or `export`, as in a module. A call of `import()` is none. */
static bool is_module(const char *text) {
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        bool has_word = strncmp(line, "import", 6) == 0 || strncmp(line, "export", 6) == 0;
        if (has_word && strchr(" \t{*\"'", line[6]) != NULL && line[6] != '\0') return true;
    }
    return false;
}

/* Evaluates the script: what it exports where it is a module, else the global object. */
static JSValue evaluate_script(JSContext *context, const struct script *script, const char *name) {
    if (!is_module(script->text)) {
        JSValue value = JS_Eval(context, script->text, script->length, name, JS_EVAL_TYPE_GLOBAL);
        if (JS_IsException(value)) return value;
        JS_FreeValue(context, value);
        host_run_jobs(context);
        return JS_GetGlobalObject(context);
    }
    int flags = JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY;
    JSValue module = JS_Eval(context, script->text, script->length, name, flags);
    if (JS_IsException(module)) return module;
    JSModuleDef *definition = JS_VALUE_GET_PTR(module);
    JSValue value = host_settle(context, JS_EvalFunction(context, module));
    if (JS_IsException(value)) return value;
    JS_FreeValue(context, value);
    return JS_GetModuleNamespace(context, definition);
}

/* Calls `driver.play(scope)`, or `driver.fail(error)` where the script threw. */
static void drive(struct stage *stage, JSValue scope) {
    bool threw = JS_IsException(scope);
    if (threw) scope = JS_GetException(stage->context);
    JSAtom method = JS_NewAtom(stage->context, threw ? "fail" : "play");
    JSValue value = JS_Invoke(stage->context, stage->driver, method, 1, (JSValueConst *)&scope);
    if (JS_IsException(value)) fail(stage->context);
}

__attribute__((export_name("_start"))) void start(void) {
    engine_limit_stack(runtime, STACK_BYTES);
    struct script script;
    pipe_read_script(&script);
    struct stage *stage = strcmp(script.game, "rumble") == 0 ? &rumble : &beacons;
    engine_seed(stage->context, pipe_random());
    drive(stage, evaluate_script(stage->context, &script, pipe_script_name(".js")));
}
