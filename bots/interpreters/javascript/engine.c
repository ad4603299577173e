/* QuickJS-NG as one unit with the functions of engine.h, which need fields that its header does not offer. */
#include "quickjs.c"

#include "engine.h"

void engine_limit_stack(JSRuntime *runtime, size_t bytes) {
    JS_UpdateStackTop(runtime); /* on WASI this leaves the stack unlimited */
    runtime->stack_limit = runtime->stack_top - bytes;
}

void engine_seed(JSContext *context, uint64_t seed) {
    context->random_state = seed != 0 ? seed : 1;
}
