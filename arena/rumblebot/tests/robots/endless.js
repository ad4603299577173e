function robot(state, unit) {
  while (state.turn === 3) {}
  return Action.move(Direction.East)
}
