package robodrome

// Turn is one tick: what the bot knows, and where its orders go. Orders return whether the unit was still without one; the first one stands.
type Turn struct {
	Start
	Observation
	Board *Board
	// Missed counts the ticks that passed while the bot was still thinking.
	Missed int

	before  []Unit // enemies in sight in the tick before this one
	ores    map[Pos]int
	floods  map[Pos]*Distances
	plans   []plan
	claimed map[Pos]bool
	planned []int // damage planned against each enemy in this tick
	gifts   int   // what the bank gets in this tick
	spawns  bool
	reply   reply
}

// plan is what a unit was given to do.
type plan struct {
	kind  planKind
	costs [5]int // of a unit that goes
}

type planKind byte

const (
	free planKind = iota
	stays
	goes
)

func newTurn(start Start) *Turn {
	turn := &Turn{Start: start, Board: newBoard(start), ores: map[Pos]int{}, floods: map[Pos]*Distances{}}
	for i, at := range turn.Board.Ores {
		turn.ores[at] = i
	}
	return turn
}

func (t *Turn) begin(now Observation) {
	passed := now.Tick - t.Tick
	t.before = nil
	if passed == 1 {
		t.before = t.Enemies
	}
	t.Missed = max(0, passed-1)
	t.Observation = now
	t.plans = make([]plan, len(now.Units))
	t.planned = make([]int, len(now.Enemies))
	t.claimed = map[Pos]bool{}
	t.gifts, t.spawns = 0, false
	t.reply = reply{}
}

// Home is the own core's cell, also after it is lost.
func (t *Turn) Home() Pos {
	return t.Board.Cores[0]
}

// UnitAt is the own unit on a cell, or nil.
func (t *Turn) UnitAt(at Pos) *Unit {
	return find(t.Units, at)
}

// EnemyAt is the enemy in sight on a cell, or nil.
func (t *Turn) EnemyAt(at Pos) *Unit {
	return find(t.Enemies, at)
}

// NearestEnemy is the one in sight that is fewest steps away as the crow flies, or nil.
func (t *Turn) NearestEnemy(from Pos) *Unit {
	return closest(t.Enemies, from)
}

// Odds are own hit points less those of enemies in sight within so many steps.
func (t *Turn) Odds(at Pos, steps int) (odds int) {
	for _, unit := range t.Units {
		if unit.At.Walk(at) <= steps {
			odds += unit.HP
		}
	}
	for _, unit := range t.Enemies {
		if unit.At.Walk(at) <= steps {
			odds -= unit.HP
		}
	}
	return odds
}

// Ore is what is left on a cell.
func (t *Turn) Ore(at Pos) int {
	if i, is := t.ores[at]; is && i < len(t.ore) {
		return t.ore[i]
	}
	return 0
}

// Loose is the cargo in sight that lies on cells, in reading order.
func (t *Turn) Loose() []Loose {
	return t.loose
}

// SpawnCost is what the next unit costs.
func (t *Turn) SpawnCost() int {
	return t.Rules.SpawnCost + len(t.Units)/max(1, t.Rules.SpawnCostStep)
}

// InStorm says whether a unit that ends this tick on a cell is inside the storm.
func (t *Turn) InStorm(at Pos) bool {
	return t.InStormAt(at, t.Tick)
}

// InStormAt says the same for another tick.
func (t *Turn) InStormAt(at Pos, tick int) bool {
	if tick < t.Rules.StormStart {
		return false
	}
	most := max(0, min(t.Board.Width, t.Board.Height)-t.Rules.StormRest) / 2
	return t.Board.Depth(at) < min(most, 1+(tick-t.Rules.StormStart)/max(1, t.Rules.StormPeriod))
}

// Distances are walking distances to a cell. They are worked out once a match for each cell, so it is cheap to ask again.
func (t *Turn) Distances(goal Pos) *Distances {
	if t.floods[goal] == nil {
		t.floods[goal] = t.Board.Distances(goal)
	}
	return t.floods[goal]
}

// Nearest is the cell that is fewest steps away, the first of several; false if none can be reached.
func (t *Turn) Nearest(from Pos, goals []Pos) (best Pos, found bool) {
	least := Far
	for _, goal := range goals {
		if steps := t.Distances(goal).At(from); steps < least {
			best, found, least = goal, true, steps
		}
	}
	return best, found
}

// Beacons are those outside the storm, in reading order.
func (t *Turn) Beacons() (open []Pos) {
	for _, at := range t.Board.Beacons {
		if !t.InStorm(at) {
			open = append(open, at)
		}
	}
	return open
}

// IsFree says whether a unit has no order yet.
func (t *Turn) IsFree(unit Unit) bool {
	i := t.place(unit)
	return i >= 0 && t.plans[i].kind == free
}

// Mine takes ore from the cell that the unit stands on.
func (t *Turn) Mine(unit Unit) bool {
	return t.order(unit, "mine", stay, 0)
}

// Guard takes less damage in this tick; not two ticks in a row.
func (t *Turn) Guard(unit Unit) bool {
	return t.order(unit, "guard", stay, 0)
}

// Strike damages the neighbouring cell, after all moves.
func (t *Turn) Strike(unit Unit, to Dir) bool {
	return t.order(unit, "strike", to, 0)
}

// Lance damages the cell two away, for cargo.
func (t *Turn) Lance(unit Unit, to Dir) bool {
	return t.order(unit, "lance", to, 0)
}

// Repair restores hit points of the neighbouring own unit or core, for cargo.
func (t *Turn) Repair(unit Unit, to Dir) bool {
	return t.order(unit, "repair", to, 0)
}

// Give hands cargo to the neighbouring own unit or core.
func (t *Turn) Give(unit Unit, to Dir, amount int) bool {
	given := t.order(unit, "give", to, max(1, amount))
	if given && unit.At.Step(to) == t.Home() {
		t.gifts += min(amount, unit.Cargo)
	}
	return given
}

// Hold stays, and does not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm where
// that takes one step.
func (t *Turn) Hold(unit Unit) bool {
	return t.plan(unit, plan{kind: stays})
}

// Go takes the next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another.
func (t *Turn) Go(unit Unit, goal Pos) bool {
	return t.Step(unit, t.Distances(goal).At)
}

// Step goes to the neighbouring cell that costs least, or stays if the own one does. Cells inside the storm cost 8 more.
func (t *Turn) Step(unit Unit, cost func(Pos) int) bool {
	return t.plan(unit, plan{goes, t.costs(unit, cost)})
}

// Spawn makes a new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it.
func (t *Turn) Spawn() {
	t.spawns = true
}

// MarkLine draws a line. Marks and watches are recorded and drawn, never simulated.
func (t *Turn) MarkLine(from, to Pos, color Color) {
	t.reply.line(from, to, color)
}

// MarkCircle draws a circle around a cell.
func (t *Turn) MarkCircle(at Pos, radius int, color Color) {
	t.reply.circle(at, radius, color)
}

// MarkText writes at a cell.
func (t *Turn) MarkText(at Pos, text string, color Color) {
	t.reply.text(at, text, color)
}

// Watch shows a value beside the board: a text, a whole number or a bool.
func (t *Turn) Watch(key string, value any) {
	t.reply.watch(key, value)
}

// end settles all moves and the spawn, and gives the line to be sent.
func (t *Turn) end() []byte {
	agents := make([]agent, len(t.Units))
	for i, unit := range t.Units {
		agents[i] = t.agent(unit, t.plans[i])
	}
	settle(t.Board, agents)
	for i, unit := range t.Units {
		if dir, moves := unit.At.Dir(agents[i].end); moves {
			t.reply.order(unit.ID, "move", dir, 0)
		}
	}
	if dir, can := t.spawnDir(agents); can {
		t.reply.order(-1, "spawn", dir, 0)
	}
	return t.reply.bytes()
}

func (t *Turn) agent(unit Unit, plan plan) agent {
	if plan.kind == free {
		plan.costs = t.costs(unit, func(at Pos) int {
			if at == unit.At {
				return 0
			}
			return 1
		})
	}
	for _, dir := range Dirs {
		if to := unit.At.Step(dir); !t.Board.IsOpen(to) || t.EnemyAt(to) != nil {
			plan.costs[dir] = never
		}
	}
	return agent{at: unit.At, costs: plan.costs, goes: plan.kind == goes, settled: plan.kind == stays, end: unit.At}
}

func (t *Turn) costs(unit Unit, cost func(Pos) int) (costs [5]int) {
	for dir := N; dir <= stay; dir++ {
		at := unit.At.Step(dir)
		if dir != stay && !t.Board.IsOpen(at) {
			costs[dir] = never
			continue
		}
		costs[dir] = min(cost(at), Far)
		if t.InStorm(at) {
			costs[dir] += 8
		}
	}
	return costs
}

func (t *Turn) spawnDir(agents []agent) (Dir, bool) {
	broke := t.Bank+t.gifts < t.SpawnCost()
	if !t.spawns || broke || t.Cores[0] <= 0 || len(t.Units) >= t.Rules.MaxUnits {
		return 0, false
	}
next:
	for _, dir := range Dirs {
		at := t.Home().Step(dir)
		if !t.Board.IsOpen(at) || t.EnemyAt(at) != nil {
			continue
		}
		for _, agent := range agents {
			if agent.end == at {
				continue next
			}
		}
		return dir, true
	}
	return 0, false
}

func (t *Turn) order(unit Unit, verb string, to Dir, amount int) bool {
	first := t.plan(unit, plan{kind: stays})
	if first {
		t.reply.order(unit.ID, verb, to, amount)
	}
	return first
}

func (t *Turn) plan(unit Unit, wanted plan) bool {
	if !t.IsFree(unit) {
		return false
	}
	t.plans[t.place(unit)] = wanted
	return true
}

// place is the unit's place in the list of own units, -1 if it is not there.
func (t *Turn) place(unit Unit) int {
	for i := range t.Units {
		if t.Units[i].ID == unit.ID && unit.Team == 0 {
			return i
		}
	}
	return -1
}

func find(units []Unit, at Pos) *Unit {
	for i := range units {
		if units[i].At == at {
			return &units[i]
		}
	}
	return nil
}

func closest(units []Unit, to Pos) (best *Unit) {
	for i := range units {
		if best == nil || units[i].At.Walk(to) < best.At.Walk(to) {
			best = &units[i]
		}
	}
	return best
}
