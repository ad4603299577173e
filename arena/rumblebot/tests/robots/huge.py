def robot(state, unit):
    rows = []
    while state.turn == 3:
        rows.append([0] * 100_000)
    return Action.move(Direction.East)
