// Fights where it is stronger, and steps back where it is not.
class Tactician {
  constructor(state) {
    this.state = state
    this.allies = state.objsByTeam(state.ourTeam)
    this.enemies = state.objsByTeam(state.otherTeam)
    this.taken = new Set(this.allies.map(ally => ally.coords.toString()))
  }

  static near(units, coords, reach) {
    return units.filter(unit => unit.coords.walkingDistanceTo(coords) <= reach)
  }

  isFree(coords) {
    return !this.taken.has(coords.toString()) && this.state.objByCoords(coords) === undefined
  }

  odds(coords) {
    const weight = units => _.sumBy(units, 'health')
    return weight(Tactician.near(this.allies, coords, 3)) - weight(Tactician.near(this.enemies, coords, 3))
  }

  step(unit, score) {
    const options = [null, ...[Direction.North, Direction.South, Direction.East, Direction.West]]
      .map(direction => ({ direction, coords: direction ? unit.coords.add(direction) : unit.coords }))
      .filter(({ direction, coords }) => direction === null || this.isFree(coords))
    const best = _.maxBy(options, ({ coords }) => score(coords))
    this.taken.delete(unit.coords.toString())
    this.taken.add(best.coords.toString())
    return best.direction && Action.move(best.direction)
  }

  act(unit) {
    const close = Tactician.near(this.enemies, unit.coords, 1)
    const isStrong = this.odds(unit.coords) >= 0
    if (close.length > 0 && (isStrong || unit.health > 3)) {
      return Action.attack(unit.coords.directionTo(_.minBy(close, 'health').coords))
    }
    const nearest = _.minBy(this.enemies, enemy => enemy.coords.walkingDistanceTo(unit.coords))
    if (!nearest) return null
    debug.inspect('odds', this.odds(unit.coords))
    debug.locate(nearest)
    const sign = isStrong ? -1 : 1
    return this.step(unit, coords => sign * coords.distanceTo(nearest.coords))
  }
}

let tactician

function initTurn(state) {
  tactician = new Tactician(state)
}

function robot(state, unit) {
  return tactician.act(unit)
}
