/* QuickJS-NG as one unit with the functions of engine.h, which need fields that its header does not offer. */
#include "quickjs.c"

#include "engine.h"

void engine_limit_stack(JSRuntime *runtime, size_t bytes) {
    JS_UpdateStackTop(runtime); /* on WASI this leaves the stack unlimited */
    runtime->stack_limit = runtime->stack_top - bytes;
}

int engine_set(JSContext *context, JSValueConst object, JSAtom name, JSValue value) {
    JSObject *plain = JS_VALUE_GET_OBJ(object);
    JSProperty *property;
    if (find_own_property(&property, plain, name) != NULL)
        return JS_DefinePropertyValue(context, object, name, value, JS_PROP_C_W_E);
    property = add_property(context, plain, name, JS_PROP_C_W_E);
    if (property == NULL) {
        JS_FreeValue(context, value);
        return -1;
    }
    property->u.value = value;
    return 0;
}

JSValue engine_new_table(JSContext *context, int members) {
    return JS_NewObjectProtoClassAlloc(context, context->class_proto[JS_CLASS_OBJECT], JS_CLASS_OBJECT, members);
}

void engine_seed(JSContext *context, uint64_t seed) {
    context->random_state = seed != 0 ? seed : 1;
}
