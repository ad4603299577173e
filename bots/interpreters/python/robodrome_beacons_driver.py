"""Plays a script that is called back: global functions `start`, `tick` and `end`. A script without a `tick` has been its own
loop, and is over."""

import builtins
import json

import robodrome_host
import robodrome_report

MODULE = "__main__"
NO_ORDERS = '{"orders":[]}'


def fill(names):
    """The names that a script finds."""
    names["__builtins__"] = builtins
    return names


def fail(error):
    robodrome_report.log(error)


def call(callback, message):
    """Calls a function of the script. What it raises is reported, and stands for no answer."""
    try:
        return callback(message)
    except Exception as error:
        robodrome_report.log(error)
        return None


def line(reply):
    """The line that says what the script answered: nothing, a list of orders, or a whole answer."""
    if reply is None:
        return NO_ORDERS
    if not isinstance(reply, dict):
        reply = {"orders": reply}
    try:
        return json.dumps(reply, separators=(",", ":"), default=list)
    except Exception as error:
        robodrome_report.log(error)
        return NO_ORDERS


def play(names):
    tick = names.get("tick")
    if not callable(tick):
        return 0
    callbacks = {"start": names.get("start"), "end": names.get("end")}
    while (text := robodrome_host.read_line()) is not None:
        message = json.loads(text)
        if message["type"] == "tick":
            robodrome_host.write_line(line(call(tick, message)))
        elif callable(callback := callbacks.get(message["type"])):
            call(callback, message)
    return 0
