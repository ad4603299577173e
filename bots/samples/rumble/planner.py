# Looks up ways in distance maps, which are made once for a goal, and lets the units with the least choice go first.
import heapq
import math
from collections import defaultdict
from functools import lru_cache, total_ordering
from typing import Dict, List, Tuple


@total_ordering
class Bid:
    """What a unit would like to do, the most urgent first."""

    def __init__(self, cost: float, unit, direction):
        self.cost, self.unit, self.direction = cost, unit, direction

    def __eq__(self, other):
        return (self.cost, int(self.unit.id)) == (other.cost, int(other.unit.id))

    def __lt__(self, other):
        return (self.cost, int(self.unit.id)) < (other.cost, int(other.unit.id))


def is_floor(coords: Coords) -> bool:
    return (9 - coords.x) ** 2 + (9 - coords.y) ** 2 < 81


@lru_cache(maxsize=400)
def distances(goal: Coords) -> Dict[Coords, float]:
    best, heap = defaultdict(lambda: math.inf), [(0.0, goal)]
    best[goal] = 0.0
    while heap:
        far, here = heapq.heappop(heap)
        if far > best[here]:
            continue
        for there in here.coords_around():
            # The rim is dangerous: units that stand on it are deleted every ten turns.
            cost = far + (1.0 if there not in SPAWN_COORDS else 1.5)
            if is_floor(there) and cost < best[there]:
                best[there] = cost
                heapq.heappush(heap, (cost, there))
    return best


orders: Dict[str, Action] = {}


def bids(state, unit, enemies) -> List[Bid]:
    found = []
    for direction in Direction:
        there = unit.coords + direction
        if not is_floor(there):
            continue
        near = min(enemies, key=lambda enemy: distances(enemy.coords)[unit.coords])
        found.append(Bid(distances(near.coords)[there], unit, direction))
    return found


def init_turn(state):
    orders.clear()
    enemies = state.objs_by_team(state.other_team)
    if not enemies:
        return
    places = {enemy.coords: enemy for enemy in enemies}
    heap: List[Bid] = []
    for unit in state.objs_by_team(state.our_team):
        targets = [d for d in Direction if unit.coords + d in places]
        if targets:
            weakest = min(targets, key=lambda d: places[unit.coords + d].health)
            orders[unit.id] = Action.attack(weakest)
        else:
            heap.extend(bids(state, unit, enemies))
    heapq.heapify(heap)
    taken = {unit.coords for unit in state.objs_by_team(state.our_team)}
    while heap:
        bid = heapq.heappop(heap)
        goal = bid.unit.coords + bid.direction
        if bid.unit.id not in orders and goal not in taken:
            taken.add(goal)
            orders[bid.unit.id] = Action.move(bid.direction)


def robot(state, unit):
    return orders.get(unit.id)
