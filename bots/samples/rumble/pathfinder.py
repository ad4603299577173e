# Finds its way around walls and friends by breadth-first search, with cells that others have claimed left out.
from collections import deque, namedtuple
from functools import lru_cache

Step = namedtuple("Step", "coords first")


@lru_cache(maxsize=None)
def neighbours(coords):
    return [(direction, coords + direction) for direction in Direction]


def wall(state, coords):
    obj = state.obj_by_coords(coords)
    return obj is not None and obj.obj_type == ObjType.Terrain


def first_step(state, start, goals):
    """The direction of the shortest way to any goal, or None."""
    queue, seen = deque([Step(start, None)]), {start}
    while queue:
        here = queue.popleft()
        for direction, there in neighbours(here.coords):
            if there in goals:
                return here.first or direction
            if there in seen or there in claimed or state.obj_by_coords(there):
                continue
            seen.add(there)
            queue.append(Step(there, here.first or direction))
    return None


claimed = set()


def init_turn(state):
    claimed.clear()


def robot(state, unit):
    enemies = {enemy.coords for enemy in state.objs_by_team(state.other_team)}
    for direction, there in neighbours(unit.coords):
        if there in enemies:
            return Action.attack(direction)
    direction = first_step(state, unit.coords, enemies)
    if direction is None:
        return None
    goal = unit.coords + direction
    claimed.add(goal)
    print(f"{unit.id}: {unit.coords} -> {goal}")
    return Action.move(direction)
