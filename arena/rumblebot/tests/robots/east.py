def robot(state, unit):
    return Action.move(Direction.East)
