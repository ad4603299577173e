"""Plays a robot of Robot Rumble: a line with the state in, a line with its units' actions out."""

import builtins
import json

import robodrome_host
import robodrome_report
import rumblelib
from rumblelib import Action, State, debug

# A robot's `if __name__ == "__main__"` is for running it by hand.
MODULE = "robot"

# A line is cut off at 64 KiB: what could be too long is left out, so that the actions are not lost with it.
LINE_CHARACTERS = 60_000
DETAILS_CHARACTERS = 1_200


def fill(names):
    """The names that a robot finds: one scope, with the library's and its own."""
    names["__builtins__"] = builtins
    names.update((name, getattr(rumblelib, name)) for name in rumblelib.__all__)
    return names


def describe(error):
    line = robodrome_report.line_of(error)
    details = robodrome_report.details(error)
    if len(details) > DETAILS_CHARACTERS:
        details = details[: DETAILS_CHARACTERS // 2] + "\n...\n" + details[-DETAILS_CHARACTERS // 2 :]
    return {
        "summary": robodrome_report.summary(error)[:DETAILS_CHARACTERS],
        "details": details,
        "loc": None if line is None else {"start": [line, None], "end": None},
    }


def write(prefix, result):
    robodrome_host.write_line(prefix + json.dumps(result, separators=(",", ":")))


def fail(error):
    write("__rr_init:", {"Err": {"InitError": describe(error)}})


def checked(names, name, parameters):
    """A function of the robot that takes so many arguments, or None where there is none."""
    function = names.get(name)
    if not callable(function):
        return None
    code = getattr(function, "__code__", None)
    if code is not None and code.co_argcount != parameters:
        raise TypeError(f"the function {name} has to take {parameters} arguments, not {code.co_argcount}")
    return function


def act(robot, state, id):
    """The result of one unit."""
    try:
        action = robot(state, state.obj_by_id(id))
        if action is None:
            return {"Ok": None}
        if isinstance(action, Action):
            return {"Ok": {"type": action.type.value, "direction": action.direction.value}}
        raise TypeError(f"robot has to return an Action or None, not {type(action).__name__}")
    except Exception as error:
        return {"Err": describe(error)}


def turn(robot, init_turn, text):
    state = State(json.loads(text))
    debug.table, debug.located = {}, []
    try:
        if init_turn is not None:
            init_turn(state)
    except Exception as error:
        return {"Err": {"InitError": describe(error)}}
    actions, tables = {}, {}
    for id in state.ids_by_team(state.our_team):
        debug.table = {}
        actions[id] = act(robot, state, id)
        if debug.table:
            tables[id] = debug.table
    return {
        "Ok": {
            "robot_actions": actions,
            "logs": [],
            "debug_inspect_tables": tables,
            "debug_locate_queries": debug.located,
        }
    }


def short(result):
    """A result without what can be left out."""
    actions = result["Ok"]["robot_actions"]
    for action in actions.values():
        if "Err" in action:
            action["Err"]["details"] = None
    robodrome_host.log("error: there is too much of debug.inspect, debug.locate or tracebacks to be shown\n")
    return {"Ok": {"robot_actions": actions, "logs": [], "debug_inspect_tables": {}, "debug_locate_queries": []}}


def answer(result):
    text = json.dumps(result, separators=(",", ":"))
    if len(text) > LINE_CHARACTERS and "Ok" in result:
        text = json.dumps(short(result), separators=(",", ":"))
    robodrome_host.write_line("__rr_output:" + text)


def play(names):
    try:
        robot = checked(names, "robot", 2)
        init_turn = checked(names, "init_turn", 1)
        if robot is None:
            raise TypeError("there has to be a function robot(state, unit)")
    except TypeError as error:
        fail(error)
        return 1
    write("__rr_init:", {"Ok": None})
    while (text := robodrome_host.read_line()) is not None:
        answer(turn(robot, init_turn, text))
    return 0
