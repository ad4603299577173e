# Tries everything that the Robot API offers; raises where it is not as documented.
from typing import *

import rumblelib as rr
from rumblelib import *

N, S, E, W = Direction


def same(found, expected, what):
    if found != expected:
        raise ValueError(f"{what}: {found} is not {expected}")


def raises_type_error(*runs):
    for run in runs:
        try:
            run()
        except TypeError:
            continue
        raise ValueError("nothing was raised")


def directions():
    same([d.name for d in Direction], ["North", "South", "East", "West"], "order")
    same([d.opposite for d in Direction], [S, N, W, E], "opposite")
    same([d.rotate_cw for d in Direction], [E, W, S, N], "rotate_cw")
    same([d.rotate_ccw for d in Direction], [W, E, N, S], "rotate_ccw")
    same([d.to_coords for d in Direction], [(0, -1), (0, 1), (1, 0), (-1, 0)], "to_coords")
    same((Direction("East"), repr(E), Direction["West"]), (E, "Direction.East", W), "names")
    same([Team.Red.opposite, Team.Blue.opposite], [Team.Blue, Team.Red], "teams")
    same(rr.Direction is Direction, True, "the same library")


def coords():
    a, b = Coords(3, 4), Coords(0, 0)
    same((a.x, a.y, a, repr(a), isinstance(a, tuple)), (3, 4, (3, 4), "(3, 4)", True), "coords")
    same((a.distance_to(b), a.walking_distance_to(b)), (5.0, 7), "distances")
    same((a + N, a + a, a - Coords(1, 1), a - E, a * 2), ((3, 3), (6, 8), (2, 3), (2, 4), (6, 8)), "sums")
    same(a.coords_around(), [(3, 3), (3, 5), (4, 4), (2, 4)], "around")
    to = [(0, -1), (0, 1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1), (2, 1), (1, 2), (0, 0)]
    same([b.direction_to(Coords(*xy)) for xy in to], [N, S, E, W, S, W, N, W, E, S, W], "direction_to")
    same((len(SPAWN_COORDS), len(HILL_COORDS), MAP_SIZE), (48, 9, 19), "cells")
    same((list(SPAWN_COORDS)[:3], list(HILL_COORDS)[:2]), ([(1, 5), (1, 6), (1, 7)], [(8, 8), (8, 9)]), "order of cells")
    same(({a, Coords(3, 4)}, Coords(8, 8) in HILL_COORDS), ({a}, True), "sets")
    raises_type_error(
        lambda: Coords("1", 2), lambda: Coords(1), lambda: a + 1, lambda: a - (1, 1), lambda: a * b, lambda: a * 1.5,
        lambda: a.distance_to((1, 2)), lambda: a.walking_distance_to(None), lambda: a.direction_to(N),
    )  # fmt: skip


def quirk():
    """`is_spawn` searches an iterator that is made once."""
    same((Coords(1, 6).is_spawn(), Coords(1, 6).is_spawn()), (True, False), "the second search finds nothing")
    same((Coords(1, 13).is_spawn(), Coords(17, 13).is_spawn()), (False, False), "nothing is left")
    same((Coords(8, 9).is_hill(), Coords(8, 8).is_hill(), Coords(9, 9).is_hill()), (True, False, False), "nor of the hill")
    same((Coords(1, 6) in SPAWN_COORDS, Coords(9, 9) in HILL_COORDS), (True, True), "in")


def states(state, unit):
    same((state.turn > 0, state.our_team, state.other_team), (True, Team.Blue, Team.Red), "state")
    ids = state.ids_by_team(Team.Blue)
    same(state.ids_by_team(Team.Blue) is ids, True, "the list itself")
    same([obj.id for obj in state.objs_by_team(Team.Blue)], ids, "objs_by_team")
    same((unit.obj_type, unit.team, unit.health >= 1), (ObjType.Unit, Team.Blue, True), "unit")
    same(state.obj_by_id(unit.id) == unit, False, "a new object each time")
    same((state.id_by_coords(unit.coords), state.obj_by_coords(unit.coords).id), (unit.id, unit.id), "by coords")
    wall = state.obj_by_coords(Coords(0, 0))
    same((wall.obj_type, wall.team, wall.health), (ObjType.Terrain, None, None), "wall")
    same((state.obj_by_id("99999"), state.obj_by_coords(Coords(99, 99))), (None, None), "nothing")
    raises_type_error(
        lambda: state.obj_by_id(5), lambda: state.ids_by_team("Red"), lambda: state.obj_by_coords((1, 2))
    )


def actions():
    same(repr(Action.move(N)), "<ActionType.Move Direction.North>", "move")
    same((Action.attack(E).type, Action.heal(W).direction), (ActionType.Attack, W), "others")
    raises_type_error(
        lambda: Action.move("North"), lambda: Action.attack(None), lambda: Action("Move", N),
        lambda: debug.inspect(5, 5), lambda: debug.locate("113"),
    )  # fmt: skip


turns = 0


def init_turn(state):
    global turns
    turns += 1
    directions()
    coords()
    actions()
    if turns == 1:
        quirk()


def robot(state, unit):
    states(state, unit)
    debug.inspect("number", 5)
    debug.locate(unit)
    if unit.id == state.ids_by_team(state.our_team)[-1]:
        return Action.heal(S)
