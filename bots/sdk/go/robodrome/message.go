package robodrome

// Start is the first line: what never changes in a match.
type Start struct {
	// Name is the bot's name in this match.
	Name string
	// Teams is 2, 4 or 8; the bot is team 0.
	Teams int
	Rules Rules
	// rows of the map from the top: `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` the core of that team.
	rows []string
}

// Rules is every number of the rules.
type Rules struct {
	Ticks                                           int
	Fog                                             bool
	Sight                                           int
	CoreHP, StartBank, MaxUnits, UnitHP, UnitCargo  int
	OreAmount, MineAmount                           int
	StrikeDamage, LanceDamage, LanceCost            int
	GuardAmount, FlankDamage                        int
	RepairAmount, RepairCost                        int
	SpawnCost, SpawnCostStep                        int
	BeaconRadius, BeaconPoints                      int
	StormStart, StormPeriod, StormRest, StormDamage int
}

// Observation is what the bot sees in a tick. Lists by team begin with the bot's own.
type Observation struct {
	// Tick is the one that the orders will be for; the first is 1.
	Tick int
	// Bank is the ore in the bank.
	Bank int
	// Points, damage dealt, and hit points of the cores (0 is lost), by team.
	Points, Damage, Cores []int
	// Rings of the storm.
	Rings int
	// Units are the own ones, by rising number.
	Units []Unit
	// Enemies are those in sight, by team and number.
	Enemies []Unit
	// Failed are the orders of the last tick that came to nothing.
	Failed []Failure
	ore    []int
	loose  []Loose
}

// Unit is an own (team 0) or enemy unit.
type Unit struct {
	Team int
	// ID is its number within its team.
	ID        int
	At        Pos
	HP, Cargo int
	// Guarded says that it guarded in the last tick, and so cannot in this one.
	Guarded bool
}

// Loose is cargo that lies on a cell.
type Loose struct {
	At     Pos
	Amount int
}

// Failure is an order that came to nothing.
type Failure struct {
	// Unit is -1 for the core, and for a whole line.
	Unit int
	// Why is a word; Robodrome's bots/README.md lists them.
	Why string
}

// End is the last line.
type End struct {
	Tick int
	// Result is won, lost or draw.
	Result string
	Points []int
}

// Color is that of a mark.
type Color string

// The colours.
const (
	White  Color = "white"
	Red    Color = "red"
	Orange Color = "orange"
	Yellow Color = "yellow"
	Green  Color = "green"
	Blue   Color = "blue"
	Purple Color = "purple"
)

// Dir is one of the four directions. North is up, towards row 0.
type Dir int

// The directions, in the order in which everything is tried.
const (
	N Dir = iota
	E
	S
	W
	stay
)

// Dirs are the four directions.
var Dirs = [4]Dir{N, E, S, W}

func (d Dir) String() string {
	return [...]string{"n", "e", "s", "w", "stay"}[d]
}

// Pos is a cell of the board: X runs right, Y runs down, both from 0.
type Pos struct{ X, Y int }

// Step is the cell one step away, on the board or off it.
func (p Pos) Step(to Dir) Pos {
	steps := [...]Pos{{0, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, 0}}
	return Pos{p.X + steps[to].X, p.Y + steps[to].Y}
}

// Dir is the direction of a neighbouring cell, false if it is not one.
func (p Pos) Dir(to Pos) (Dir, bool) {
	for _, dir := range Dirs {
		if p.Step(dir) == to {
			return dir, true
		}
	}
	return 0, false
}

// Walk counts the steps to another cell with nothing in the way.
func (p Pos) Walk(to Pos) int {
	return abs(p.X-to.X) + abs(p.Y-to.Y)
}

// Chebyshev is the larger coordinate difference: what sight and beacons use.
func (p Pos) Chebyshev(to Pos) int {
	return max(abs(p.X-to.X), abs(p.Y-to.Y))
}

func abs(n int) int {
	return max(n, -n)
}
