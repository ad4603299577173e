package robodrome

import "math"

// Traffic settles where all own units go in a tick, so that none of them bumps into another. The method is priority inheritance with
// backtracking (Okumura and others, 2022): units choose in the order of their distance to their goal; whoever wants a cell where a unit
// stands that has not chosen yet makes that unit choose first, and takes the next best cell if it cannot get away.

// never is the cost of what is out of the question.
const never = math.MaxInt

// agent is a unit as traffic sees it.
type agent struct {
	at Pos
	// costs of a step to each of n, e, s, w, and of staying.
	costs [5]int
	// goes says that it has a goal; those without one choose last.
	goes bool
	// settled says that end, where it will stand, is decided.
	settled bool
	end     Pos
}

type planner struct {
	board  *Board
	agents []agent
	// by cell: who stands there now, and whether somebody will.
	standing []*agent
	taken    []bool
}

func settle(board *Board, agents []agent) {
	p := &planner{board, agents, make([]*agent, len(board.tiles)), make([]bool, len(board.tiles))}
	for i := range agents {
		a := &agents[i]
		p.standing[board.index(a.at)] = a
		if a.settled {
			p.take(a, a.at)
		}
	}
	for next := p.next(); next != nil; next = p.next() {
		p.choose(next)
	}
}

func (p *planner) take(a *agent, at Pos) {
	p.taken[p.board.index(at)] = true
	a.settled, a.end = true, at
}

// next is who chooses next: of those with a goal the one that is nearest to it.
func (p *planner) next() (best *agent) {
	for i := range p.agents {
		a := &p.agents[i]
		if !a.settled && (best == nil || a.goes && (!best.goes || a.costs[stay] < best.costs[stay])) {
			best = a
		}
	}
	return best
}

// choose finds a cell for an agent, making others choose if need be. False if it could only stay.
func (p *planner) choose(a *agent) bool {
	tried := [5]bool{}
	for {
		dir, found := p.cheapest(a, tried)
		if !found || dir == stay && !p.taken[p.board.index(a.at)] {
			break
		}
		tried[dir] = true
		to := a.at.Step(dir)
		other := p.standing[p.board.index(to)]
		if p.taken[p.board.index(to)] || other != nil && other.settled && other.end == a.at {
			continue
		}
		p.take(a, to)
		if other == nil || other.settled || p.choose(other) {
			return true
		}
	}
	// Its own cell may be promised to whoever pushed it; then staying takes it back.
	p.take(a, a.at)
	return false
}

// cheapest is the best choice that was not tried; among equals to stay, then empty cells, then n, e, s, w.
func (p *planner) cheapest(a *agent, tried [5]bool) (best Dir, found bool) {
	least := never
	for dir := N; dir <= stay; dir++ {
		if tried[dir] || a.costs[dir] == never {
			continue
		}
		cost := 4 * a.costs[dir]
		if dir != stay {
			cost += 2
			if p.standing[p.board.index(a.at.Step(dir))] != nil {
				cost++
			}
		}
		if cost < least {
			best, found, least = dir, true, cost
		}
	}
	return best, found
}
