const down = depth => down(depth + 1) + 1

function robot(state, unit) {
  if (state.turn === 3) down(0)
  return Action.move(Direction.East)
}
