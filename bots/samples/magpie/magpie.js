// magpie: lives off others. Its thieves hunt enemies that carry ore and pick up what the dead leave behind; where there is nothing to
// steal they hold the beacons on the enemy's side of the middle. The others mine.

import { run } from "robodrome";

const NEAR = 6;

/** Every second unit after the first six is a thief; when the ore runs out, everyone. */
function isThief(turn, unit) {
  return turn.board.ores.every(cell => !turn.ore(cell)) || (unit.id >= 6 && unit.id % 2 === 0);
}

/** What an enemy is worth: its load, and little life left, less the way there. */
function prey(turn, unit) {
  const worth = enemy => 2 * enemy.cargo + 10 - enemy.hp - 2 * turn.board.walk(enemy.at, unit.at);
  return turn.enemies
    .filter(enemy => turn.board.walk(enemy.at, unit.at) <= NEAR && turn.odds(enemy.at, 3) >= -5)
    .reduce((best, enemy) => (!best || worth(enemy) > worth(best) ? enemy : best), undefined);
}

/** Loose cargo near a unit that has room for it. */
function treasure(turn, unit) {
  if (unit.cargo >= turn.rules.unit_cargo) return undefined;
  const found = turn.loose.filter(({ at }) => turn.board.walk(at, unit.at) <= NEAR && !turn.unitAt(at));
  return turn.nearest(unit.at, found.map(({ at }) => at));
}

/** Steps towards a goal; the weaker side keeps out of reach. */
function stalk(turn, unit, goal) {
  const way = turn.distances(goal);
  const care = turn.odds(unit.at, 4) >= 0 ? 1 : 6;
  const danger = cell => turn.enemies.filter(enemy => turn.board.walk(turn.predict(enemy), cell) === 1).length;
  turn.step(unit, cell => 2 * way[cell] + care * danger(cell));
}

function steal(turn, unit) {
  if (unit.cargo >= 6) return turn.deliver(unit);
  const enemy = prey(turn, unit);
  const goal = treasure(turn, unit) ?? (enemy && turn.predict(enemy));
  if (goal !== undefined) {
    turn.markLine(unit.at, goal, "red");
    stalk(turn, unit, goal);
    return true;
  }
  const beacons = turn.beacons();
  if (beacons.length === 0) return false;
  const beacon = beacons[(unit.id >> 1) % beacons.length];
  turn.markLine(unit.at, beacon, "yellow");
  stalk(turn, unit, beacon);
  return true;
}

function work(turn, unit) {
  if (turn.harvest(unit)) return;
  const beacon = turn.nearest(unit.at, turn.beacons());
  if (beacon !== undefined) turn.go(unit, beacon);
}

run(turn => {
  for (const unit of turn.units) turn.fight(unit);
  for (const unit of turn.units) {
    if (turn.isFree(unit) && !(isThief(turn, unit) && steal(turn, unit))) work(turn, unit);
  }
  turn.spawn();
});
