// What nearly every bot does: mine, and strike where the enemy will be.

import { FAR } from "./board";
import { Dir, NONE, Unit } from "./message";
import { Turn } from "./turn";

export function harvest(turn: Turn, unit: Unit): bool {
  if (!turn.isFree(unit)) return false;
  const room = turn.start.rules.unitCargo - unit.cargo;
  if (room <= 0) return turn.deliver(unit);
  if (turn.ore(unit.at) > 0 && !turn.inStorm(unit.at) && turn.claim(unit.at)) return turn.mine(unit);
  const load = bestLoad(turn, unit, room);
  if (load == NONE) return unit.cargo > 0 && turn.deliver(unit);
  turn.claim(load);
  return turn.go(unit, load);
}

export function deliver(turn: Turn, unit: Unit): bool {
  if (turn.now.cores[0] <= 0) return false;
  const dir = turn.board.dir(unit.at, turn.home);
  if (dir == NONE) return turn.go(unit, turn.home);
  return unit.cargo > 0 && turn.give(unit, dir, unit.cargo);
}

/** The cell from which a load is home soonest. */
function bestLoad(turn: Turn, unit: Unit, room: i32): i32 {
  let best = NONE, least = FAR;
  const loose = turn.now.loose, ores = turn.board.ores;
  for (let i = 0; i < loose.length; i++) {
    if (loose[i].amount < 2) continue;
    const cost = loadCost(turn, unit, loose[i].at, 0);
    if (cost >= least) continue;
    best = loose[i].at;
    least = cost;
  }
  for (let i = 0; i < ores.length; i++) {
    if (i >= turn.now.ore.length || !turn.now.ore[i]) continue;
    const cost = loadCost(turn, unit, ores[i], room);
    if (cost >= least) continue;
    best = ores[i];
    least = cost;
  }
  return best;
}

function loadCost(turn: Turn, unit: Unit, at: i32, work: i32): i32 {
  const home = <i32>turn.distances(turn.home)[at], steps = <i32>turn.distances(at)[unit.at];
  if (home == FAR || steps == FAR || turn.isClaimed(at) || turn.inStorm(at) || turn.enemyAt(at)) return FAR;
  const there = turn.unitAt(at);
  if (there && there.id != unit.id && work > 0) return FAR;
  return 2 * steps + home + work;
}

export function fight(turn: Turn, unit: Unit): bool {
  if (!turn.isFree(unit)) return false;
  let best = NONE, most = 0;
  for (let dir = Dir.N; dir <= Dir.W; dir++) {
    const damage = worth(turn, turn.board.next(unit.at, dir));
    if (damage <= most) continue;
    best = dir;
    most = damage;
  }
  if (best == NONE) return false;
  const at = turn.board.next(unit.at, best);
  for (let i = 0; i < turn.now.enemies.length; i++) {
    if (turn.predict(turn.now.enemies[i]) == at) turn.planned[i] += turn.start.rules.strikeDamage;
  }
  return turn.strike(unit, best);
}

function worth(turn: Turn, at: i32): i32 {
  if (at == NONE) return 0;
  let sum = 0;
  for (let i = 0; i < turn.now.enemies.length; i++) {
    const enemy = turn.now.enemies[i], planned = turn.planned[i];
    if (planned >= enemy.hp || turn.predict(enemy) != at) continue;
    sum += 20 + max(0, 10 - enemy.hp) + (planned > 0 ? 5 : 0);
  }
  const team = turn.board.cores.indexOf(at);
  return team > 0 && turn.now.cores[team] > 0 ? sum + 8 : sum;
}

/**
 * A miner stays on its ore, a loaded one walks home, one that is near comes nearer, others go on as they went.
 */
export function predict(turn: Turn, enemy: Unit): i32 {
  const board = turn.board, at = enemy.at;
  const full = enemy.cargo >= turn.start.rules.unitCargo;
  const near = turn.closest(turn.now.units, at);
  const steps = near ? board.walk(near.at, at) : FAR;
  if (steps <= 1 || (!full && turn.ore(at) > 0)) return at;
  if (full && enemy.team < board.cores.length) {
    const way = turn.distances(board.cores[enemy.team]);
    for (let dir = Dir.N; dir <= Dir.W; dir++) {
      const to = board.next(at, dir);
      if (board.isOpen(to) && way[to] < way[at]) return to;
    }
    return at;
  }
  if (near && steps <= 3) {
    for (let dir = Dir.N; dir <= Dir.W; dir++) {
      const to = board.next(at, dir);
      if (board.isOpen(to) && board.walk(to, near.at) < steps) return to;
    }
    return at;
  }
  for (let i = 0; i < turn.before.length; i++) {
    const was = turn.before[i];
    if (was.team != enemy.team || was.id != enemy.id) continue;
    const dir = board.dir(was.at, at);
    const to = dir == NONE ? at : board.next(at, dir);
    return board.isOpen(to) ? to : at;
  }
  return at;
}
