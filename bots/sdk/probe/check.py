#!/usr/bin/env python3
"""Checks what an SDK reads and writes.

    check.py COMMAND...

COMMAND plays an SDK's probe (bots/sdk/*/tests/probe.*) on its stdin and stdout. It gets the lines in bots/sdk/examples, with
things that an SDK must pass over; its answers must fit the JSON Schema, and say what expected.json says.
Needs the package jsonschema.
"""

import json
import pathlib
import subprocess
import sys

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
SDK = HERE.parent
TICKS = [37, 38, 41]


def example(name):
    return json.loads((SDK / "examples" / f"{name}.json").read_text())


def schema(name):
    return jsonschema.Draft202012Validator(json.loads((SDK / "schema" / f"{name}.schema.json").read_text()))


def lines():
    """A short match. A newer engine may send fields and messages that today's SDKs do not know."""
    start, tick, end = example("start"), example("tick"), example("end")
    schema("beacons-start").validate(start)
    schema("beacons-tick").validate(tick)
    schema("end").validate(end)
    newer = [1, {"a\"b]": [None, -2.5e3, "}", "\\", "é\n"]}]
    yield {**start, "rules": {"gravity": newer, **start["rules"]}, "weather": newer}
    yield {"type": "weather", "wind": newer}
    for number in TICKS:
        units = [{"mood": newer, **unit} for unit in tick["units"]]
        yield {"news": newer, **tick, "tick": number, "units": units}
    yield end


def told(reply):
    """A reply with all of its watches as text: some languages watch numbers, some their text."""
    def text(value):
        return {key: text(inner) for key, inner in value.items()} if isinstance(value, dict) else str(value)
    marks = [{"color": "white", **mark} for mark in reply.get("marks", [])]
    return {"orders": reply["orders"], "marks": marks, "watch": text(reply.get("watch", {}))}


def main():
    given = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines())
    run = subprocess.run(sys.argv[1:], input=given.encode(), capture_output=True)
    said, log = run.stdout.decode(), run.stderr.decode()
    if run.returncode != 0:
        sys.exit(f"the probe ended with {run.returncode}:\n{said}{log}")
    expected = json.loads((HERE / "expected.json").read_text())
    replies = [json.loads(line) for line in said.splitlines()]
    for reply in replies:
        schema("beacons-reply").validate(reply)
    for number, (reply, wanted) in enumerate(zip(replies, expected["replies"]), 1):
        if told(reply) != told(wanted):
            sys.exit(f"answer {number} is\n{json.dumps(told(reply), indent=1)}\nand not\n{json.dumps(told(wanted), indent=1)}")
    if len(replies) != len(expected["replies"]):
        sys.exit(f"{len(replies)} answers, and not {len(expected['replies'])}:\n{said}")
    missing = [line for line in expected["log"] if line not in log.splitlines()]
    if missing:
        sys.exit(f"the log lacks {missing}:\n{log}")


if __name__ == "__main__":
    main()
