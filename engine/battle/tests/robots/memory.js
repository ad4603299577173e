// Tells the whole board in every turn, and throws where a board that it kept has changed since.
const MAP = [...Array(MAP_SIZE).keys()]

function tell(state) {
  const objs = []
  for (let id = 1; id < 1000; id++) {
    const obj = state.objById(String(id))
    if (obj) objs.push(`${obj.id} ${obj.coords} ${obj.team ?? ""} ${obj.health ?? ""}`)
  }
  const grid = MAP.map(y => MAP.map(x => state.idByCoords(new Coords(x, y)) ?? ""))
  return `${objs.join("; ")} | ${grid.join(",")}`
}

let kept, board

function initTurn(state) {
  if (kept && tell(kept) !== board) throw new Error("the board of the last turn has changed")
  kept = state
  board = tell(state)
}

function robot(state, unit) {
  debug.inspect("board", board)
  return null
}
