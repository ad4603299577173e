"""A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each beacon gives
a point a tick to the team with the most units near it, and points win.

Everything that it can see and order is described in robodrome.py, which is a copy of what the engine brings.
"""

import robodrome


def play(turn):
    for unit in turn.units:
        command(turn, unit)
    turn.spawn()  # another unit, whenever the bank covers it
    turn.watch("units", len(turn.units))


def command(turn, unit):
    # 1. Fight what is in reach.
    if turn.fight(unit):
        return

    # 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
    beacons = turn.beacons()
    if unit.id % 3 == 2 and beacons:
        beacon = beacons[unit.id // 3 % len(beacons)]
        turn.mark_line(unit.at, beacon, "yellow")
        if turn.go(unit, beacon):
            return

    # 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
    if turn.harvest(unit):
        return
    beacon = turn.nearest(unit.at, beacons)
    if beacon:
        turn.go(unit, beacon)


robodrome.run(play)  # calls play once a tick; sends what was ordered when it returns
