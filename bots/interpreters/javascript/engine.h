/* QuickJS-NG, and what of its inside a runner needs. */
#ifndef ROBODROME_ENGINE_H
#define ROBODROME_ENGINE_H

#include <stdint.h>

#include "quickjs.h"

/* Bounds the stack, in bytes below the caller's frame: deeper calls throw a RangeError. */
void engine_limit_stack(JSRuntime *runtime, size_t bytes);

/* Makes what `Math.random` gives follow from `seed`. */
void engine_seed(JSContext *context, uint64_t seed);

/* Gives a plain object a property, as JSON.parse does. Takes the value; -1 and an exception where no memory is left. */
int engine_set(JSContext *context, JSValueConst object, JSAtom name, JSValue value);

#endif
