"""Starts scripts: what every game needs."""

import gc
import io
import linecache
import random
import sys
import types

import robodrome_beacons_driver
import robodrome_host
import robodrome_report
import robodrome_rumble_driver
import rumblelib

# Each level of recursion through C, as in a comparison or a sort, takes stack of the sandbox, whose end cannot be caught.
RECURSION_MAX = 3000


class Log(io.TextIOBase):
    """What is printed goes to the bot's log."""

    encoding = "utf-8"

    def writable(self):
        return True

    def write(self, text):
        robodrome_host.log(text)
        return len(text)


class Lines(io.TextIOBase):
    """Standard input, for scripts that are their own loop."""

    def readable(self):
        return True

    def readline(self, size=-1):
        line = robodrome_host.read_line()
        return "" if line is None else line + "\n"


def prepare():
    """Leaves everything as a script is to find it. Runs when the interpreter is built."""
    sys.stdout = sys.__stdout__ = Log()
    sys.stderr = sys.__stderr__ = Log()
    sys.stdin = sys.__stdin__ = Lines()
    set_limit = sys.setrecursionlimit
    set_limit(1000)
    sys.setrecursionlimit = lambda limit: set_limit(min(limit, RECURSION_MAX))
    robodrome_host.report = robodrome_report.log
    gc.collect()
    gc.freeze()


def play(source, name, game, seed):
    """Plays a script to the end of the match. Returns the code to leave with."""
    random.seed(seed)
    text = source.decode("utf-8", "replace")
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    robodrome_report.script = name
    driver = robodrome_rumble_driver if game == "rumble" else robodrome_beacons_driver
    module = types.ModuleType(driver.MODULE)
    sys.modules[driver.MODULE] = module
    try:
        exec(compile(source, name, "exec", dont_inherit=True), driver.fill(module.__dict__))
    except Exception as error:
        driver.fail(error)
        return 1
    return driver.play(module.__dict__)
