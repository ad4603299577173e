#include "pipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include <wasi/api.h>

/* A tick line of a large board is some 50 KB. */
enum { CHUNK_BYTES = 65536 };

/* Read, and not yet taken: bytes `begin` to `end`. */
static struct {
    char *bytes;
    size_t begin, end, room;
} input;

static void fail(const char *what) {
    pipe_log(what, strlen(what));
    exit(2);
}

/* Reads more; false at the end of the input. */
static bool fill(void) {
    if (input.begin > 0) {
        memmove(input.bytes, input.bytes + input.begin, input.end - input.begin);
        input.end -= input.begin;
        input.begin = 0;
    }
    if (input.room - input.end < CHUNK_BYTES) {
        input.room = input.end + 2 * CHUNK_BYTES;
        input.bytes = realloc(input.bytes, input.room);
        if (input.bytes == NULL) fail("no memory is left for a line\n");
    }
    ssize_t count = read(STDIN_FILENO, input.bytes + input.end, CHUNK_BYTES);
    if (count <= 0) return false;
    input.end += (size_t)count;
    return true;
}

static char *read_any_line(size_t *length) {
    size_t searched = 0;
    for (;;) {
        char *begin = input.bytes + input.begin;
        size_t have = input.end - input.begin;
        char *newline = have > searched ? memchr(begin + searched, '\n', have - searched) : NULL;
        if (newline != NULL) {
            *newline = '\0';
            *length = (size_t)(newline - begin);
            input.begin += *length + 1;
            return begin;
        }
        searched = have;
        if (!fill()) return NULL;
    }
}

char *pipe_read_line(size_t *length) {
    char *line;
    do line = read_any_line(length);
    while (line != NULL && *length == 0);
    return line;
}

void pipe_read_script(struct script *script) {
    size_t length;
    char *head = read_any_line(&length);
    if (head == NULL || sscanf(head, "#script %zu %31s", &script->length, script->game) != 2)
        fail("an interpreter plays scripts: stdin has to begin with `#script N GAME`\n");
    script->text = malloc(script->length + 1);
    if (script->text == NULL) fail("no memory is left for the script\n");
    while (input.end - input.begin < script->length)
        if (!fill()) fail("stdin ends within the script\n");
    memcpy(script->text, input.bytes + input.begin, script->length);
    script->text[script->length] = '\0';
    input.begin += script->length;
}

static void write_all(int pipe, const char *text, size_t length) {
    while (length > 0) {
        ssize_t count = write(pipe, text, length);
        if (count <= 0) return;
        text += count;
        length -= (size_t)count;
    }
}

void pipe_log(const char *text, size_t length) {
    write_all(STDERR_FILENO, text, length);
}

void pipe_write(const char *text, size_t length) {
    write_all(STDOUT_FILENO, text, length);
}

void pipe_write_line(const char *text, size_t length) {
    char *line = malloc(length + 1);
    if (line == NULL) fail("no memory is left for an answer\n");
    memcpy(line, text, length);
    line[length] = '\n';
    pipe_write(line, length + 1);
    free(line);
}

const char *pipe_script_name(const char *extension) {
    size_t count, bytes;
    if (__wasi_args_sizes_get(&count, &bytes) != 0 || count == 0) return extension;
    char **arguments = malloc(count * sizeof *arguments);
    char *name = malloc(bytes + strlen(extension));
    if (arguments == NULL || name == NULL) return extension;
    if (__wasi_args_get((uint8_t **)arguments, (uint8_t *)name) != 0) return extension;
    strcat(arguments[0], extension);
    const char *whole = arguments[0];
    free(arguments);
    return whole;
}

unsigned long long pipe_random(void) {
    unsigned long long bits = 0;
    getentropy(&bits, sizeof bits);
    return bits;
}
