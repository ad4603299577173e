function robot(state, unit) {
  if (state.turn === 3 && unit.id === state.idsByTeam(state.ourTeam)[0]) return unit.helth.points
  return Action.move(Direction.East)
}
