/* QuickJS-NG, and what of its inside a runner needs. */
#ifndef ROBODROME_ENGINE_H
#define ROBODROME_ENGINE_H

#include <stdint.h>

#include "quickjs.h"

/* Bounds the stack, in bytes below the caller's frame: deeper calls throw a RangeError. */
void engine_limit_stack(JSRuntime *runtime, size_t bytes);

/* A new object that is to get many members. Of any other the engine looks for those that got the same members in the same order, each
   time that it gets another one, which takes a time that grows with the square of their number. */
JSValue engine_new_table(JSContext *context, int members);

/* Makes what `Math.random` gives follow from `seed`. */
void engine_seed(JSContext *context, uint64_t seed);

/* Gives a plain object a property, as JSON.parse does. Takes the value; -1 and an exception where no memory is left. */
int engine_set(JSContext *context, JSValueConst object, JSAtom name, JSValue value);

#endif
