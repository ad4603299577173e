// Searches two plies around each unit, on boards of plain numbers.
const SIZE = 19
const STEPS = [
  [Direction.North, -SIZE],
  [Direction.South, SIZE],
  [Direction.East, 1],
  [Direction.West, -1],
]
const PLIES = 2

const cellOf = ({ x, y }) => y * SIZE + x
const coordsOf = cell => new Coords(cell % SIZE, Math.floor(cell / SIZE))
const walls = new Set(_.range(SIZE * SIZE).filter(cell => {
  const { x, y } = coordsOf(cell)
  return (9 - x) ** 2 + (9 - y) ** 2 >= 81
}))
const distance = _.memoize(
  (a, b) => Math.abs((a % SIZE) - (b % SIZE)) + Math.abs(Math.floor(a / SIZE) - Math.floor(b / SIZE)),
  (a, b) => a * 1000 + b,
)

class Board {
  // Health by cell: above zero is ours, below theirs.
  constructor(health = new Map()) {
    this.health = health
  }

  static of(state) {
    const board = new Board()
    for (const [team, sign] of [[state.ourTeam, 1], [state.otherTeam, -1]]) {
      for (const unit of state.objsByTeam(team)) board.health.set(cellOf(unit.coords), sign * unit.health)
    }
    return board
  }

  near(cell, reach) {
    return new Board(new Map([...this.health].filter(([other]) => distance(cell, other) <= reach)))
  }

  *after(cell) {
    const own = this.health.get(cell)
    yield { act: null, board: this, cell }
    for (const [direction, step] of STEPS) {
      const there = cell + step
      const other = this.health.get(there) ?? 0
      if (walls.has(there) || other * own > 0) continue
      const health = new Map(this.health)
      if (other !== 0) {
        const left = other - Math.sign(other)
        left === 0 ? health.delete(there) : health.set(there, left)
        yield { act: Action.attack(direction), board: new Board(health), cell }
      } else {
        health.delete(cell)
        health.set(there, own)
        yield { act: Action.move(direction), board: new Board(health), cell: there }
      }
    }
  }

  value() {
    let value = 0
    const [ours, theirs] = _.partition([...this.health], ([, health]) => health > 0)
    for (const [, health] of this.health) value += health + 4 * Math.sign(health)
    for (const [a] of ours) for (const [b] of theirs) value += 0.1 / distance(a, b)
    return value
  }
}

function search(board, cell, plies) {
  const sign = Math.sign(board.health.get(cell))
  let best = { value: -Infinity, act: null }
  for (const next of board.after(cell)) {
    let value = sign * next.board.value()
    if (plies > 1) {
      const answers = [...next.board.health.entries()]
        .filter(([other, health]) => health * sign < 0 && distance(other, next.cell) <= 2)
        .map(([other]) => search(next.board, other, plies - 1).value)
      if (answers.length > 0) value = -Math.max(...answers)
    }
    if (value > best.value) best = { value, act: next.act }
  }
  return best
}

let board

function initTurn(state) {
  board = Board.of(state)
}

function robot(state, unit) {
  const cell = cellOf(unit.coords)
  const close = board.near(cell, 4)
  if ([...close.health.values()].every(health => health > 0)) {
    const enemy = _.minBy(state.objsByTeam(state.otherTeam), other => other.coords.walkingDistanceTo(unit.coords))
    return enemy ? Action.move(unit.coords.directionTo(enemy.coords)) : null
  }
  const { value, act } = search(close, cell, PLIES)
  debug.inspect('value', value.toFixed(2))
  return act
}
