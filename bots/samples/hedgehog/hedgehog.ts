// hedgehog: sits on the beacons nearest to home with loads of ore, and pricks whoever comes near: a lance reaches two cells, so most
// who want to strike are hit first. Surrounded, it curls up and guards. The others mine.

import { Dir, FAR, NEVER, NONE, run, Turn, Unit } from "../../sdk/assemblyscript/robodrome";

/** Loads for this many lances before a soldier goes out. */
const SHOTS = 2;

function isSoldier(turn: Turn, unit: Unit): bool {
  return unit.id >= 5 && unit.id % 2 == 1;
}

/** How many enemies will most likely stand beside a cell. */
function threats(turn: Turn, cell: i32): i32 {
  let count = 0;
  for (let i = 0; i < turn.now.enemies.length; i++) {
    if (turn.board.walk(turn.predict(turn.now.enemies[i]), cell) == 1) count++;
  }
  return count;
}

/** Lances an enemy that will stand exactly two cells away in a straight line, with neither wall nor core between. */
function lance(turn: Turn, unit: Unit): bool {
  if (unit.cargo < turn.start.rules.lanceCost) return false;
  for (let dir = Dir.N; dir <= Dir.W; dir++) {
    const between = turn.board.next(unit.at, dir);
    const at = turn.board.next(between, dir);
    if (at == NONE || !turn.board.isOpen(between)) continue;
    for (let i = 0; i < turn.now.enemies.length; i++) {
      const enemy = turn.now.enemies[i];
      if (turn.predict(enemy) != at || turn.planned[i] >= enemy.hp) continue;
      turn.planned[i] += turn.start.rules.lanceDamage;
      turn.markLine(unit.at, at, "purple");
      return turn.lance(unit, dir);
    }
  }
  return false;
}

/** The beacons of the soldiers: those nearest to home, three soldiers each. */
function post(turn: Turn, place: i32): i32 {
  const beacons = turn.beacons(), home = turn.distances(turn.home);
  let goal = NONE;
  for (let rank = 0; rank <= place / 3 % max(1, beacons.length); rank++) {
    let best = NONE;
    for (let i = 0; i < beacons.length; i++) {
      const closer = best == NONE || home[beacons[i]] < home[best];
      const later = goal == NONE || home[beacons[i]] > home[goal] || (home[beacons[i]] == home[goal] && beacons[i] > goal);
      if (closer && later) best = beacons[i];
    }
    if (best != NONE) goal = best;
  }
  return goal;
}

/** Goes to a post; keeps two steps away from enemies while it has something to shoot with. */
function hold(turn: Turn, unit: Unit, goal: i32): bool {
  if (goal == NONE) return false;
  const way = turn.distances(goal), costs = new StaticArray<i32>(5);
  const armed = unit.cargo >= turn.start.rules.lanceCost, weak = turn.odds(unit.at, 3) < 0;
  for (let dir = Dir.N; dir <= Dir.STAY; dir++) {
    const to = turn.board.next(unit.at, dir);
    costs[dir] = to == NONE || way[to] == <u16>FAR ? NEVER : max(2, way[to] * 2) + (armed || weak ? 4 * threats(turn, to) : 0);
  }
  turn.markLine(unit.at, goal, armed ? "purple" : "yellow");
  return turn.step(unit, costs);
}

function play(turn: Turn, unit: Unit, place: i32): void {
  if (lance(turn, unit)) return;
  if (!unit.guarded && threats(turn, unit.at) >= 3 && turn.guard(unit)) return;
  if (turn.fight(unit)) return;
  const full = unit.cargo >= SHOTS * turn.start.rules.lanceCost || turn.now.tick > turn.start.rules.stormStart;
  const away = turn.board.walk(unit.at, turn.home) > 6 && unit.cargo > 0;
  if (place >= 0 && (full || away) && hold(turn, unit, post(turn, place))) return;
  if (turn.harvest(unit)) return;
  const beacon = turn.nearest(unit.at, turn.beacons());
  if (beacon != NONE) turn.go(unit, beacon);
}

run(turn => {
  const units = turn.now.units;
  let place = 0;
  for (let i = 0; i < units.length; i++) play(turn, units[i], isSoldier(turn, units[i]) ? place++ : NONE);
  turn.spawn();
  turn.watch("soldiers", place.toString());
});
