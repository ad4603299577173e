/* What the interpreter gives to scripts besides JavaScript itself. */
#ifndef ROBODROME_HOST_H
#define ROBODROME_HOST_H

#include <stdbool.h>

#include "quickjs.h"

/* Adds `readLine`, `writeLine`, `print` and `console` to the global object. */
void host_add_globals(JSContext *context);

/* The object that drivers are given: `settle`, `exit`, the globals above under names that a script cannot replace, and
   `readState`, which reads a line of Rumble with `json_parse_state`. */
JSValue host_object(JSContext *context);

/* Runs what waits in the job queue. */
void host_run_jobs(JSContext *context);

/* The value that a promise was resolved with, an exception where it was rejected, `undefined` where it never will be;
   any other value as it is. Takes the value. */
JSValue host_settle(JSContext *context, JSValue value);

#endif
