// A robot
// whose
// seventh
// line
// is
// wrong.
function robot(state unit) {
  return Action.move(Direction.East)
}
