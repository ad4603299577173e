// Goes for the nearest enemy.
function robot(state, unit) {
  const enemies = state.objsByTeam(state.otherTeam)
  if (enemies.length === 0) return null

  const closest = _.minBy(enemies, enemy => enemy.coords.distanceTo(unit.coords))
  const direction = unit.coords.directionTo(closest.coords)

  if (unit.coords.distanceTo(closest.coords) === 1) {
    return Action.attack(direction)
  }
  return Action.move(direction)
}
