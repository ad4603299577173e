/* What every interpreter says and hears: lines, and the script that is sent ahead of them. */
#ifndef ROBODROME_PIPE_H
#define ROBODROME_PIPE_H

#include <stdbool.h>
#include <stddef.h>

/* What stands ahead of the first line: "#script N GAME\n", N bytes of script, "\n". */
struct script {
    char *text; /* `length` bytes, and a NUL */
    size_t length;
    char game[32];
};

/* Reads the script. Ends the process with code 2 where stdin does not begin with one: the host is at fault then. */
void pipe_read_script(struct script *script);

/* The next line without its "\n", with a NUL in its place; NULL at the end of the input. Blank lines are skipped. It stays
   valid until the next call. */
char *pipe_read_line(size_t *length);

/* Writes bytes to the log. */
void pipe_log(const char *text, size_t length);

/* Writes bytes to stdout. */
void pipe_write(const char *text, size_t length);

/* Writes a line to stdout in one piece; a "\n" is added. */
void pipe_write_line(const char *text, size_t length);

/* What `argv[0]` is, the bot's name, with an extension behind it: how a script is called in messages. */
const char *pipe_script_name(const char *extension);

/* 64 random bits, from the match's seed and the bot's. */
unsigned long long pipe_random(void);

#endif
