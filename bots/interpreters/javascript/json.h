/* `JSON.parse` for the lines of a match. */
#ifndef ROBODROME_JSON_H
#define ROBODROME_JSON_H

#include "quickjs.h"

/* Puts a quicker `JSON.parse` in the place of the engine's, which it calls for whatever it does not know: escapes, text beyond
   ASCII, mistakes, and calls with a reviver. Results are the same, but that whole numbers are integers, which index arrays several times
   faster than floats do. */
void json_replace_parse(JSContext *context);

#endif
