def robot(state, unit):
    if state.turn == 3 and unit.id == state.ids_by_team(state.our_team)[0]:
        print("x" * 1_000_000)
    return Action.move(Direction.East)
