function robot(state, unit) {
  if (state.turn === 3 && unit.id === state.idsByTeam(state.ourTeam)[0]) console.log("x".repeat(1_000_000))
  return Action.move(Direction.East)
}
