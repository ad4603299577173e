/* Stands in for the header that Lua includes and, with unwind.h, has no use for. */
