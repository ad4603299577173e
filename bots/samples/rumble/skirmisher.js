// Gives each cell around a unit a score, and goes where it is highest. Leaves the rim before it is cleared.
const WEIGHTS = { danger: -1.5, prey: 2, company: 0.4, middle: -0.05, rim: -20 }

const memory = { previous: {} }

const features = (state, unit, coords) => {
  const enemies = state.objsByTeam(state.otherTeam)
  const allies = state.objsByTeam(state.ourTeam).filter(({ id }) => id !== unit.id)
  const within = (units, reach) => units.filter(other => other.coords.walkingDistanceTo(coords) <= reach).length
  const turnsLeft = 10 - (state.turn % 10)
  return {
    danger: Math.max(0, within(enemies, 2) - within(allies, 2)),
    prey: within(enemies, 1),
    company: Math.min(3, within(allies, 2)),
    middle: coords.walkingDistanceTo(new Coords(9, 9)),
    rim: coords.isSpawn() && turnsLeft <= 2 ? 1 : 0,
  }
}

const score = (state, unit, coords) => _.sum(_.map(features(state, unit, coords), (value, name) => value * WEIGHTS[name]))

function robot(state, unit) {
  const { coords, id } = unit
  const prey = coords.coordsAround()
    .map(there => state.objByCoords(there))
    .filter(obj => obj?.team === state.otherTeam)
  if (prey.length > 0) {
    const [weakest] = _.sortBy(prey, ['health', obj => Number(obj.id)])
    return Action.attack(coords.directionTo(weakest.coords))
  }

  const nearest = _.minBy(state.objsByTeam(state.otherTeam), enemy => enemy.coords.distanceTo(coords))
  const free = Direction.enumValues.filter(direction => state.objByCoords(coords.add(direction)) === undefined)
  const best = _.maxBy(free, direction => {
    const there = coords.add(direction)
    const isBack = memory.previous[id] === there.toString()
    const pull = nearest ? -there.distanceTo(nearest.coords) : 0
    return score(state, unit, there) + pull - (isBack ? 0.5 : 0)
  })
  memory.previous[id] = coords.toString()
  return best ? Action.move(best) : null
}
