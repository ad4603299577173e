// broker: an auction. Every tick each unit names a price for each job, from how far away it is and what it carries, and the cheapest offers
// are taken first: ore to mine, places at beacons, enemies near home to drive off. Nobody has a fixed task.
package main

import (
	"cmp"
	"slices"

	"robodrome"
)

// crowd is how many units are wanted at a beacon; one more for each enemy near it.
const crowd = 2

type kind byte

const (
	mine kind = iota
	hold
	defend
)

type job struct {
	kind kind
	at   robodrome.Pos
}

// offer is a unit's price for a job. Those who have nothing else to do take any.
type offer struct {
	unit  robodrome.Unit
	job   int
	price int
}

func main() {
	robodrome.Run(func(turn *robodrome.Turn) {
		for _, unit := range turn.Units {
			// What comes first: hit who is in reach, bring a full load home.
			if !turn.Fight(unit) && unit.Cargo >= turn.Rules.UnitCargo {
				turn.Deliver(unit)
			}
		}
		jobs := jobs(turn)
		taken := make([]bool, len(jobs))
		for _, offer := range offers(turn, jobs) {
			if !taken[offer.job] && turn.IsFree(offer.unit) {
				taken[offer.job] = work(turn, offer.unit, jobs[offer.job])
			}
		}
		for _, unit := range turn.Units {
			if beacon, found := turn.Nearest(unit.At, turn.Beacons()); found {
				turn.Go(unit, beacon)
			}
		}
		turn.Spawn()
		turn.Watch("jobs", len(jobs))
	})
}

func jobs(turn *robodrome.Turn) (all []job) {
	for _, at := range turn.Board.Ores {
		if turn.Ore(at) > 0 && !turn.InStorm(at) && turn.EnemyAt(at) == nil {
			all = append(all, job{mine, at})
		}
	}
	for _, at := range turn.Beacons() {
		wanted := crowd
		for _, enemy := range turn.Enemies {
			if enemy.At.Chebyshev(at) <= turn.Rules.BeaconRadius+2 {
				wanted++
			}
		}
		for range wanted {
			all = append(all, job{hold, at})
		}
	}
	for _, enemy := range turn.Enemies {
		if enemy.At.Walk(turn.Home()) <= 5 {
			at := turn.Predict(enemy)
			all = append(all, job{defend, at}, job{defend, at})
		}
	}
	return all
}

func offers(turn *robodrome.Turn, jobs []job) (all []offer) {
	home := turn.Distances(turn.Home())
	for _, unit := range turn.Units {
		if !turn.IsFree(unit) {
			continue
		}
		for i, job := range jobs {
			steps := turn.Distances(job.at).At(unit.At)
			if steps == robodrome.Far {
				continue
			}
			price := 2 * steps
			switch job.kind {
			case mine:
				// A load is worth most where it is soon home; who carries one already should fill up.
				price += home.At(job.at) - unit.Cargo
			case hold:
				// Early on, ore comes first. Who carries ore brings it home before.
				price += max(0, 40-turn.Tick/3) + 2*unit.Cargo + home.At(job.at)/2 + 3*max(0, 5-unit.HP)
			case defend:
				price -= 6
			}
			all = append(all, offer{unit, i, price})
		}
	}
	slices.SortStableFunc(all, func(a, b offer) int { return cmp.Compare(a.price, b.price) })
	return all
}

// work gives the order for a job; false if it could not be given.
func work(turn *robodrome.Turn, unit robodrome.Unit, job job) bool {
	switch {
	case job.kind == mine && unit.At == job.at:
		return turn.Mine(unit)
	case job.kind == hold:
		turn.MarkLine(unit.At, job.at, robodrome.Yellow)
		return turn.Go(unit, job.at)
	case job.kind == defend:
		turn.MarkLine(unit.At, job.at, robodrome.Red)
	}
	return turn.Go(unit, job.at)
}
