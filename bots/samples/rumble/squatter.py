# Plays for the hill: takes a cell of it, passes there, and drives others off. Off the hill it keeps away from spawn cells
# when they are about to be cleared.
import itertools
from enum import Enum

Mood = Enum("Mood", "HOLD CLIMB FLEE")

posts = {}


def mood_of(state, unit):
    if unit.coords in HILL_COORDS:
        return Mood.HOLD
    if unit.coords in SPAWN_COORDS and state.turn % 10 >= 8:
        return Mood.FLEE
    return Mood.CLIMB


def init_turn(state):
    ids = set(state.ids_by_team(state.our_team))
    for lost in [id for id in posts if id not in ids]:
        del posts[lost]
    free = (cell for cell in HILL_COORDS if cell not in set(posts.values()))
    waiting = sorted(ids - posts.keys(), key=int)
    posts.update(itertools.islice(zip(waiting, free), 9))


def toward(state, unit, goal):
    first = unit.coords.direction_to(goal)
    ways = sorted(Direction, key=lambda d: (d is not first, (unit.coords + d).walking_distance_to(goal)))
    for direction in ways[:3]:
        if state.obj_by_coords(unit.coords + direction) is None:
            return Action.move(direction)


def robot(state, unit):
    mood = mood_of(state, unit)
    debug.inspect("mood", mood.name)
    for direction, there in zip(Direction, unit.coords.coords_around()):
        near = state.obj_by_coords(there)
        if near is not None and near.team is state.other_team and (mood is not Mood.HOLD or near.coords in HILL_COORDS):
            return Action.attack(direction)
    if mood is Mood.HOLD:
        return None
    return toward(state, unit, posts.get(unit.id, Coords(9, 9)))
