"""Plays a robot of Robot Rumble outside the sandbox, and writes the seconds that its turns took to standard error."""

import sys
import time
import types

import robodrome_host
import robodrome_report
import robodrome_rumble_driver as driver

name = sys.argv[1]
robodrome_report.script = name
robot = types.ModuleType(driver.MODULE)
sys.modules[driver.MODULE] = robot
with open(name, encoding="utf-8") as file:
    exec(compile(file.read(), name, "exec", dont_inherit=True), driver.fill(robot.__dict__))
start = time.perf_counter()
code = driver.play(robot.__dict__)
sys.stderr.write(f"{time.perf_counter() - start}\n")
sys.exit(code)
