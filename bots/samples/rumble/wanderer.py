# Walks at random, and hits whoever stands beside it. The least that plays.
import random


def robot(state, unit):
    for direction in Direction:
        neighbour = state.obj_by_coords(unit.coords + direction)
        if neighbour and neighbour.team == state.other_team:
            return Action.attack(direction)
    return Action.move(random.choice(list(Direction)))
