def robot(state, unit):
    while state.turn == 3:
        pass
    return Action.move(Direction.East)
