// Keeps its wounded alive: the healthy fight, those beside a wounded one heal it, and the wounded walk to the others. Heals count
// in the mode NormalHeal only.
const DIRECTIONS = [Direction.North, Direction.East, Direction.South, Direction.West]

// What is beside a unit, with its direction.
function* around(state, unit) {
  for (const direction of DIRECTIONS) {
    const obj = state.objByCoords(unit.coords.add(direction))
    if (obj && obj.objType === ObjType.Unit) yield { direction, obj }
  }
}

const makeRobot = () => {
  const healedBy = new Map()
  let turn = 0

  return (state, unit) => {
    if (state.turn !== turn) {
      turn = state.turn
      healedBy.clear()
    }
    const beside = [...around(state, unit)]
    const [allies, enemies] = _.partition(beside, ({ obj }) => obj.team === state.ourTeam)
    const wounded = allies.filter(({ obj }) => obj.health < 5 && !healedBy.has(obj.id))

    if (enemies.length > 0 && (unit.health > 2 || wounded.length === 0)) {
      const { direction } = _.minBy(enemies, ({ obj }) => obj.health)
      return Action.attack(direction)
    }
    if (wounded.length > 0) {
      const { direction, obj } = _.minBy(wounded, ({ obj }) => obj.health)
      healedBy.set(obj.id, unit.id)
      return Action.heal(direction)
    }
    const others = unit.health > 2 ? state.objsByTeam(state.otherTeam) : _.reject(state.objsByTeam(state.ourTeam), { id: unit.id })
    const goal = _(others).sortBy(other => other.coords.walkingDistanceTo(unit.coords)).head()
    return goal ? Action.move(unit.coords.directionTo(goal.coords)) : null
  }
}

const heal = makeRobot()

function robot(state, unit) {
  return heal(state, unit)
}
