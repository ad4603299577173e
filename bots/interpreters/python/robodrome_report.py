"""What the author of a script is told of an exception."""

import traceback

import robodrome_host

# The script's name in messages. Set when a match begins.
script = ""


def is_own(frame):
    return frame.filename == script


def line_of(error):
    """The innermost line of the script that an exception passed through, or None."""
    if isinstance(error, SyntaxError) and error.filename == script:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if is_own(frame)]
    return lines[-1] if lines else None


def summary(error):
    return "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]


def details(error):
    """The traceback, from the script's first frame on."""
    report = traceback.TracebackException.from_exception(error)
    frames = list(report.stack)
    while frames and not is_own(frames[0]):
        del frames[0]
    report.stack = traceback.StackSummary.from_list(frames)
    return "".join(report.format())


def log(error, what=""):
    """Writes an exception to the log."""
    line = line_of(error)
    place = f"{script}:{line}: " if line is not None else ""
    robodrome_host.log(f"error: {what}{place}{summary(error)}\n{details(error)}")
