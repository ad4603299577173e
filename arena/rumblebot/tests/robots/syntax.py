# A robot
# whose
# seventh
# line
# is
# wrong.
def robot(state unit):
    return Action.move(Direction.East)
