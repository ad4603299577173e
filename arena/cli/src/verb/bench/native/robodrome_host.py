"""What a script finds in the sandbox, for a script outside it."""

import sys

_lines = [line.rstrip("\n") for line in sys.stdin]
_next = iter(_lines)


def read_line():
    return next(_next, None)


def write_line(text):
    sys.stdout.write(text + "\n")


def log(text):
    pass
