# Hunts as a pack: all units go for the enemy that is nearest to all of them, and hit the weakest that they can reach.
from collections import Counter
from dataclasses import dataclass, field
from typing import *


@dataclass
class Plan:
    target: Optional[str] = None
    claimed: Set[Coords] = field(default_factory=set)
    hits: Counter = field(default_factory=Counter)


plan = Plan()


def init_turn(state):
    allies = state.objs_by_team(state.our_team)
    enemies = state.objs_by_team(state.other_team)
    plan.claimed = set()
    plan.hits.clear()
    if not (target := plan.target and state.obj_by_id(plan.target)):
        target = min(
            enemies,
            key=lambda enemy: sum(ally.coords.walking_distance_to(enemy.coords) for ally in allies),
            default=None,
        )
    plan.target = target.id if target else None


def hit(state, unit) -> Optional[Action]:
    around = [(d, state.obj_by_coords(unit.coords + d)) for d in Direction]
    prey = [(d, obj) for d, obj in around if obj and obj.team == state.other_team and plan.hits[obj.id] < obj.health]
    if not prey:
        return None
    direction, victim = min(prey, key=lambda pair: pair[1].health - plan.hits[pair[1].id])
    plan.hits[victim.id] += 1
    return Action.attack(direction)


def robot(state, unit):
    if action := hit(state, unit):
        return action
    target = state.obj_by_id(plan.target) if plan.target else None
    if target is None:
        return None
    debug.inspect("target", target)
    first = unit.coords.direction_to(target.coords)
    for direction in (first, first.rotate_cw, first.rotate_ccw):
        goal = unit.coords + direction
        if goal not in plan.claimed and not state.obj_by_coords(goal):
            plan.claimed.add(goal)
            return Action.move(direction)
    return None
