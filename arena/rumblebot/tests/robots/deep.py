def down(depth):
    return down(depth + 1) + 1


def robot(state, unit):
    if state.turn == 3:
        down(0)
    return Action.move(Direction.East)
