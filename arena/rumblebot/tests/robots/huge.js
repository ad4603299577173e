function robot(state, unit) {
  const rows = []
  while (state.turn === 3) rows.push(new Array(100_000).fill(0))
  return Action.move(Direction.East)
}
