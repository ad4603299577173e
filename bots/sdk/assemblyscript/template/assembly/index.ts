// A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each beacon
// gives a point a tick to the team with the most units near it, and points win.
//
// Everything that it can see and order is described in robodrome/turn.ts.

import { NONE, run, Turn, Unit } from "./robodrome";

function play(turn: Turn, unit: Unit): void {
  // 1. Fight what is in reach.
  if (turn.fight(unit)) return;

  // 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
  const beacons = turn.beacons();
  if (unit.id % 3 == 2 && beacons.length > 0) {
    const beacon = beacons[unit.id / 3 % beacons.length];
    turn.markLine(unit.at, beacon, "yellow");
    if (turn.go(unit, beacon)) return;
  }

  // 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
  if (turn.harvest(unit)) return;
  const beacon = turn.nearest(unit.at, beacons);
  if (beacon != NONE) turn.go(unit, beacon);
}

run(turn => { // once a tick; sends what was ordered when it returns
  const units = turn.now.units;
  for (let i = 0; i < units.length; i++) play(turn, units[i]);
  turn.spawn(); // another unit, whenever the bank covers it
  turn.watch("units", units.length.toString());
});
