package robodrome

// Harvest is a miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do.
func (t *Turn) Harvest(unit Unit) bool {
	if !t.IsFree(unit) {
		return false
	}
	room := t.Rules.UnitCargo - unit.Cargo
	if room <= 0 {
		return t.Deliver(unit)
	}
	if t.Ore(unit.At) > 0 && !t.InStorm(unit.At) && !t.claimed[unit.At] {
		t.claimed[unit.At] = true
		return t.Mine(unit)
	}
	load, found := t.bestLoad(unit, room)
	if !found {
		return unit.Cargo > 0 && t.Deliver(unit)
	}
	t.claimed[load] = true
	return t.Go(unit, load)
}

// Deliver carries home what a unit has.
func (t *Turn) Deliver(unit Unit) bool {
	if t.Cores[0] <= 0 {
		return false
	}
	if dir, beside := unit.At.Dir(t.Home()); beside {
		return unit.Cargo > 0 && t.Give(unit, dir, unit.Cargo)
	}
	return t.Go(unit, t.Home())
}

// bestLoad is the cell from which a load is home soonest.
func (t *Turn) bestLoad(unit Unit, room int) (best Pos, found bool) {
	least := Far
	weigh := func(at Pos, work int) {
		home, steps := t.Distances(t.Home()).At(at), t.Distances(at).At(unit.At)
		if home == Far || steps == Far || 2*steps+home+work >= least {
			return
		}
		there := t.UnitAt(at)
		busy := there != nil && there.ID != unit.ID && work > 0
		if busy || t.claimed[at] || t.InStorm(at) || t.EnemyAt(at) != nil {
			return
		}
		best, found, least = at, true, 2*steps+home+work
	}
	for _, loose := range t.loose {
		if loose.Amount >= 2 {
			weigh(loose.At, 0)
		}
	}
	for _, at := range t.Board.Ores {
		if t.Ore(at) > 0 {
			weigh(at, room)
		}
	}
	return best, found
}

// Fight strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach.
func (t *Turn) Fight(unit Unit) bool {
	if !t.IsFree(unit) {
		return false
	}
	best, most := N, 0
	for _, dir := range Dirs {
		if worth := t.worth(unit.At.Step(dir)); worth > most {
			best, most = dir, worth
		}
	}
	if most == 0 {
		return false
	}
	for i, enemy := range t.Enemies {
		if t.Predict(enemy) == unit.At.Step(best) {
			t.planned[i] += t.Rules.StrikeDamage
		}
	}
	return t.Strike(unit, best)
}

func (t *Turn) worth(at Pos) (sum int) {
	for i, enemy := range t.Enemies {
		if t.planned[i] >= enemy.HP || t.Predict(enemy) != at {
			continue
		}
		sum += 20 + max(0, 10-enemy.HP)
		if t.planned[i] > 0 {
			sum += 5
		}
	}
	for team, core := range t.Board.Cores {
		if team > 0 && core == at && t.Cores[team] > 0 {
			sum += 8
		}
	}
	return sum
}

// Predict is where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near comes
// nearer, others go on as they went. Attacks fall on cells after the moves, so strike there.
func (t *Turn) Predict(enemy Unit) Pos {
	full := enemy.Cargo >= t.Rules.UnitCargo
	near, steps := closest(t.Units, enemy.At), Far
	if near != nil {
		steps = near.At.Walk(enemy.At)
	}
	switch {
	case steps <= 1 || !full && t.Ore(enemy.At) > 0:
		return enemy.At
	case full && enemy.Team < len(t.Board.Cores):
		return t.open(t.Distances(t.Board.Cores[enemy.Team]).Step(enemy.At), enemy.At)
	case steps <= 3:
		for _, dir := range Dirs {
			if to := enemy.At.Step(dir); t.Board.IsOpen(to) && to.Walk(near.At) < steps {
				return to
			}
		}
		return enemy.At
	}
	for _, was := range t.before {
		if was.Team == enemy.Team && was.ID == enemy.ID {
			if dir, moved := was.At.Dir(enemy.At); moved {
				return t.open(enemy.At.Step(dir), enemy.At)
			}
		}
	}
	return enemy.At
}

// open is the first cell if a unit can stand there, else the second.
func (t *Turn) open(to, from Pos) Pos {
	if t.Board.IsOpen(to) {
		return to
	}
	return from
}
