// Tries everything that the Robot API offers; throws where it is not as documented.
function same(found, expected, what) {
  if (!_.isEqual(found, expected)) throw new Error(`${what}: ${found} is not ${expected}`)
}

function throwsTypeError(run) {
  try {
    run()
  } catch (error) {
    return same(error instanceof TypeError, true, String(error))
  }
  throw new Error(`nothing was thrown by ${run}`)
}

const { North, South, East, West } = Direction

function directions() {
  same([North, South, East, West].map(d => d.opposite), [South, North, West, East], 'opposite')
  same([North, South, East, West].map(d => d.rotateCw), [East, West, South, North], 'rotateCw')
  same([North, South, East, West].map(d => d.rotateCcw), [West, East, North, South], 'rotateCcw')
  same([North, South, East, West].map(d => String(d.toCoords)), ['(0, -1)', '(0, 1)', '(1, 0)', '(-1, 0)'], 'toCoords')
  same(Object.values(Direction), [North, South, East, West], 'values')
  same([Direction.valueOf('East'), `${East}`, JSON.stringify(East)], [East, 'Direction.East', '"East"'], 'names')
  same([Team.Red.opposite, Team.Blue.opposite], [Team.Blue, Team.Red], 'teams')
}

function coords() {
  const a = new Coords(3, 4)
  const b = new Coords(0, 0)
  same([a.x, a.y, String(a)], [3, 4, '(3, 4)'], 'coords')
  same([a.distanceTo(b), a.walkingDistanceTo(b)], [5, 7], 'distances')
  same([a.add(North), a.sub(new Coords(1, 1)), a.mul(2)].map(String), ['(3, 3)', '(2, 3)', '(6, 8)'], 'sums')
  same(a.coordsAround().map(String), ['(3, 3)', '(3, 5)', '(4, 4)', '(2, 4)'], 'around')
  const to = [[0, -1], [0, 1], [1, 0], [-1, 0], [1, 1], [-1, -1], [1, -1], [-1, 1], [2, 1], [1, 2], [0, 0]]
  const expected = [North, South, East, West, South, West, North, West, East, South, West]
  same(to.map(([x, y]) => b.directionTo(new Coords(x, y))), expected, 'directionTo')
  same([SPAWN_COORDS.length, HILL_COORDS.length, MAP_SIZE], [48, 9, 19], 'cells')
  same(SPAWN_COORDS.every(cell => cell.isSpawn() && cell.isSpawn()), true, 'isSpawn')
  same([new Coords(9, 9).isSpawn(), new Coords(9, 9).isHill(), new Coords(9, 9).isHill(), a.isHill()], [false, true, true, false], 'isHill')
  for (const wrong of [() => new Coords('1', 2), () => new Coords(1), () => a.add(1), () => a.sub('x'), () => a.mul(b),
    () => a.distanceTo([1, 2]), () => a.walkingDistanceTo(), () => a.directionTo(North)]) throwsTypeError(wrong)
}

function states(state, unit) {
  same([state.turn > 0, state.ourTeam, state.otherTeam], [true, Team.Blue, Team.Red], 'state')
  const ids = state.idsByTeam(Team.Blue)
  same(state.idsByTeam(Team.Blue) === ids, true, 'the list itself')
  same(state.objsByTeam(Team.Blue).map(obj => obj.id), ids, 'objsByTeam')
  same([unit.objType, unit.team, unit.health >= 1], [ObjType.Unit, Team.Blue, true], 'unit')
  same(state.objById(unit.id) === unit, false, 'a new object each time')
  same([state.idByCoords(unit.coords), state.objByCoords(unit.coords).id], [unit.id, unit.id], 'by coords')
  const wall = state.objByCoords(new Coords(0, 0))
  same([wall.objType, wall.team, wall.health], [ObjType.Terrain, undefined, undefined], 'wall')
  same([state.objById('99999'), state.objByCoords(new Coords(99, 99)), state.idByCoords(new Coords(-1, 0))], [undefined, undefined, undefined], 'nothing')
  for (const wrong of [() => state.objById(5), () => state.idsByTeam('Red'), () => state.objByCoords([1, 2])]) throwsTypeError(wrong)
}

function actions() {
  same([Action.move(North), Action.attack(East), Action.heal(West)].map(String),
    ['<ActionType.Move Direction.North>', '<ActionType.Attack Direction.East>', '<ActionType.Heal Direction.West>'], 'actions')
  for (const wrong of [() => Action.move('North'), () => Action.attack(), () => new Action('Move', North)]) throwsTypeError(wrong)
  throwsTypeError(() => debug.inspect(5, 5))
  throwsTypeError(() => debug.locate('113'))
}

let turns = 0

function initTurn(state) {
  turns++
  directions()
  coords()
  actions()
}

function robot(state, unit) {
  states(state, unit)
  debug.inspect('number', 5)
  debug.locate(unit)
  return unit.id === _.last(state.idsByTeam(state.ourTeam)) ? Action.heal(South) : null
}
