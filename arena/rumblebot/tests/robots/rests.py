def robot(state, unit):
    return None if state.turn == 3 else Action.move(Direction.East)
