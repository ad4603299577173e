/* QuickJS-NG, and what of its inside a runner needs. */
#ifndef ROBODROME_ENGINE_H
#define ROBODROME_ENGINE_H

#include <stdint.h>

#include "quickjs.h"

/* Bounds the stack, in bytes below the caller's frame: deeper calls throw a RangeError. */
void engine_limit_stack(JSRuntime *runtime, size_t bytes);

/* Makes what `Math.random` gives follow from `seed`. */
void engine_seed(JSContext *context, uint64_t seed);

#endif
