package robodrome

import "math"

// Tile is what a cell is made of.
type Tile byte

// The tiles. Everything off the board counts as wall.
const (
	Wall Tile = iota
	Floor
	Ore
	Beacon
	Core
)

// Board is what never changes in a match: the terrain.
type Board struct {
	Width, Height int
	// Ores are all ore cells, in reading order, also when their ore is used up.
	Ores []Pos
	// Beacons are all of them, in reading order.
	Beacons []Pos
	// Cores are their cells, by team.
	Cores []Pos
	tiles []Tile
}

func newBoard(start Start) *Board {
	board := &Board{Height: len(start.rows), Cores: make([]Pos, start.Teams)}
	for _, row := range start.rows {
		board.Width = max(board.Width, len(row))
	}
	board.tiles = make([]Tile, board.Width*board.Height)
	for y, row := range start.rows {
		for x := range len(row) {
			at, tile := Pos{x, y}, &board.tiles[y*board.Width+x]
			switch letter := row[x]; {
			case letter == '.':
				*tile = Floor
			case letter == 'o':
				*tile = Ore
				board.Ores = append(board.Ores, at)
			case letter == 'b':
				*tile = Beacon
				board.Beacons = append(board.Beacons, at)
			case letter >= '0' && letter <= '7':
				*tile = Core
				if team := int(letter - '0'); team < start.Teams {
					board.Cores[team] = at
				}
			}
		}
	}
	return board
}

// Contains says whether a cell is on the board.
func (b *Board) Contains(at Pos) bool {
	return at.X >= 0 && at.Y >= 0 && at.X < b.Width && at.Y < b.Height
}

// Tile is that of a cell.
func (b *Board) Tile(at Pos) Tile {
	if !b.Contains(at) {
		return Wall
	}
	return b.tiles[b.index(at)]
}

// IsOpen says whether a unit can stand on a cell, whoever stands there now.
func (b *Board) IsOpen(at Pos) bool {
	tile := b.Tile(at)
	return tile != Wall && tile != Core
}

// Depth is how far a cell is from the edge of the board; the edge is 0.
func (b *Board) Depth(at Pos) int {
	return min(at.X, at.Y, b.Width-1-at.X, b.Height-1-at.Y)
}

func (b *Board) index(at Pos) int {
	return at.Y*b.Width + at.X
}

// Far is the distance of cells from which a goal cannot be reached.
const Far = math.MaxInt32

// Distances are walking distances to the nearest of some goals. Units in the way are not looked at.
type Distances struct {
	board *Board
	steps []int32
}

// Distances are worked out from every cell. A goal may be a cell that nobody can enter, such as a core: its neighbours
// then have distance 1.
func (b *Board) Distances(goals ...Pos) *Distances {
	d := &Distances{b, make([]int32, len(b.tiles))}
	for i := range d.steps {
		d.steps[i] = Far
	}
	queue := make([]Pos, 0, len(b.tiles))
	for _, goal := range goals {
		if b.Contains(goal) && d.steps[b.index(goal)] == Far {
			d.steps[b.index(goal)] = 0
			queue = append(queue, goal)
		}
	}
	for begin := 0; begin < len(queue); begin++ {
		from := queue[begin]
		for _, dir := range Dirs {
			to := from.Step(dir)
			if b.IsOpen(to) && d.steps[b.index(to)] == Far {
				d.steps[b.index(to)] = d.steps[b.index(from)] + 1
				queue = append(queue, to)
			}
		}
	}
	return d
}

// At counts the steps from a cell, or is Far.
func (d *Distances) At(from Pos) int {
	if !d.board.Contains(from) {
		return Far
	}
	return int(d.steps[d.board.index(from)])
}

// Step is the cell of the first step of a shortest path; the cell itself on a goal and where none can be reached.
func (d *Distances) Step(from Pos) Pos {
	for _, dir := range Dirs {
		if to := from.Step(dir); d.At(to) < d.At(from) {
			return to
		}
	}
	return from
}
