// A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each
// beacon gives a point a tick to the team with the most units near it, and points win.
//
// Everything that it can see and order is described in robodrome/turn.go; `go doc ./robodrome` lists it.
package main

import "robodrome"

func main() {
	robodrome.Run(func(turn *robodrome.Turn) { // once a tick; sends what was ordered when it returns
		for _, unit := range turn.Units {
			play(turn, unit)
		}
		turn.Spawn() // another unit, whenever the bank covers it
		turn.Watch("units", len(turn.Units))
	})
}

func play(turn *robodrome.Turn, unit robodrome.Unit) {
	// 1. Fight what is in reach.
	if turn.Fight(unit) {
		return
	}

	// 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
	beacons := turn.Beacons()
	if unit.ID%3 == 2 && len(beacons) > 0 {
		beacon := beacons[unit.ID/3%len(beacons)]
		turn.MarkLine(unit.At, beacon, robodrome.Yellow)
		if turn.Go(unit, beacon) {
			return
		}
	}

	// 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
	if turn.Harvest(unit) {
		return
	}
	if beacon, found := turn.Nearest(unit.At, beacons); found {
		turn.Go(unit, beacon)
	}
}
