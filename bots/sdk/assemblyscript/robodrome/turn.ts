import { Board, FAR } from "./board";
import { Dir, Loose, NONE, Start, Tick, Unit } from "./message";
import { Reply } from "./reply";
import * as tactics from "./tactics";
import { Agent, NEVER, settle } from "./traffic";

/**
 * One tick: what the bot knows, and where its orders go.
 *
 * The bot always is team 0, and the board is turned so that it plays from the same corner in every match on a map. Orders return
 * whether the unit was still without one; the first one stands. Colours are white red orange yellow green blue purple.
 */
export class Turn {
  board: Board;
  /** What the tick line says. */
  now: Tick = new Tick();
  /** Enemies in sight in the tick before this one. */
  before: Unit[] = [];
  /** Ticks that passed while the bot was still thinking. */
  missed: i32 = 0;
  /** Damage planned against each enemy in this tick. */
  planned: StaticArray<i32> = [];
  private floods: StaticArray<StaticArray<u16> | null> = [];
  private agents: Agent[] = [];
  private free: StaticArray<bool> = [];
  private claimed: StaticArray<bool> = [];
  private gifts: i32 = 0;
  private spawns: bool = false;
  private reply: Reply;

  constructor(public start: Start) {
    const board = new Board(start);
    this.board = board;
    this.reply = new Reply(board);
    this.floods = new StaticArray<StaticArray<u16> | null>(this.board.tiles.length);
    this.claimed = new StaticArray<bool>(this.board.tiles.length);
  }

  /** Takes in the next tick and forgets the orders of the last one. */
  begin(now: Tick): void {
    const passed = now.tick - this.now.tick;
    this.before = passed == 1 ? this.now.enemies : [];
    this.missed = max(0, passed - 1);
    this.now = now;
    this.planned = new StaticArray<i32>(now.enemies.length);
    this.free = new StaticArray<bool>(now.units.length);
    this.free.fill(true);
    this.agents = [];
    for (let i = 0; i < now.units.length; i++) this.agents.push(new Agent(now.units[i].at));
    this.claimed.fill(false);
    this.gifts = 0;
    this.spawns = false;
    this.reply = new Reply(this.board);
  }

  /** The own core's cell, also after it is lost. */
  get home(): i32 {
    return this.board.cores[0];
  }

  /** What the next unit costs. */
  get spawnCost(): i32 {
    return this.start.rules.spawnCost + this.now.units.length / max(1, this.start.rules.spawnCostStep);
  }

  /** The own unit on a cell. */
  unitAt(cell: i32): Unit | null {
    return find(this.now.units, cell);
  }

  /** The enemy in sight on a cell. */
  enemyAt(cell: i32): Unit | null {
    return find(this.now.enemies, cell);
  }

  /** The enemy in sight that is fewest steps away as the crow flies. */
  nearestEnemy(cell: i32): Unit | null {
    return this.closest(this.now.enemies, cell);
  }

  /** The unit of a list that is fewest steps away as the crow flies, the first of several. */
  closest(units: Unit[], cell: i32): Unit | null {
    let best: Unit | null = null;
    for (let i = 0; i < units.length; i++) {
      if (!best || this.board.walk(units[i].at, cell) < this.board.walk(best.at, cell)) best = units[i];
    }
    return best;
  }

  /** Own hit points less those of enemies in sight within so many steps. */
  odds(cell: i32, steps: i32): i32 {
    let odds = 0;
    for (let i = 0; i < this.now.units.length; i++) {
      if (this.board.walk(this.now.units[i].at, cell) <= steps) odds += this.now.units[i].hp;
    }
    for (let i = 0; i < this.now.enemies.length; i++) {
      if (this.board.walk(this.now.enemies[i].at, cell) <= steps) odds -= this.now.enemies[i].hp;
    }
    return odds;
  }

  /** Ore left on a cell. */
  ore(cell: i32): i32 {
    const index = this.board.ores.indexOf(cell);
    return index >= 0 && index < this.now.ore.length ? this.now.ore[index] : 0;
  }

  /** Whether a unit that ends a tick, this one if none is given, on a cell is inside the storm. */
  inStorm(cell: i32, tick: i32 = this.now.tick): bool {
    const rules = this.start.rules;
    if (tick < rules.stormStart) return false;
    const most = max(0, min(this.board.width, this.board.height) - rules.stormRest) / 2;
    return this.board.depth(cell) < min(most, 1 + (tick - rules.stormStart) / max(1, rules.stormPeriod));
  }

  /** Walking distances to a cell. Worked out once a match for each cell, so it is cheap to ask again. */
  distances(goal: i32): StaticArray<u16> {
    let flood = this.floods[goal];
    if (!flood) {
      flood = this.board.distances([goal]);
      this.floods[goal] = flood;
    }
    return flood;
  }

  /** The cell that is fewest steps away, the first of several; NONE if none can be reached. */
  nearest(from: i32, goals: i32[]): i32 {
    let best = NONE, least = FAR;
    for (let i = 0; i < goals.length; i++) {
      const steps = <i32>this.distances(goals[i])[from];
      if (steps >= least) continue;
      best = goals[i];
      least = steps;
    }
    return best;
  }

  /** Beacons outside the storm, in reading order. */
  beacons(): i32[] {
    const open: i32[] = [];
    for (let i = 0; i < this.board.beacons.length; i++) {
      if (!this.inStorm(this.board.beacons[i])) open.push(this.board.beacons[i]);
    }
    return open;
  }

  /** Whether a unit has no order yet. */
  isFree(unit: Unit): bool {
    const place = this.place(unit);
    return place != NONE && this.free[place];
  }

  mine(unit: Unit): bool {
    return this.order(unit, "mine");
  }

  guard(unit: Unit): bool {
    return this.order(unit, "guard");
  }

  strike(unit: Unit, to: Dir): bool {
    return this.order(unit, "strike", to);
  }

  lance(unit: Unit, to: Dir): bool {
    return this.order(unit, "lance", to);
  }

  repair(unit: Unit, to: Dir): bool {
    return this.order(unit, "repair", to);
  }

  give(unit: Unit, to: Dir, amount: i32): bool {
    if (!this.order(unit, "give", to, max(1, amount))) return false;
    if (this.board.next(unit.at, to) == this.home) this.gifts += min(amount, unit.cargo);
    return true;
  }

  /**
   * Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm
   * where that takes one step.
   */
  hold(unit: Unit): bool {
    if (!this.isFree(unit)) return false;
    const place = this.place(unit);
    this.free[place] = false;
    this.agents[place].end = unit.at;
    return true;
  }

  /** The next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another. */
  go(unit: Unit, goal: i32): bool {
    return this.goBy(unit, this.distances(goal));
  }

  /** The same along distances of your own. */
  goBy(unit: Unit, way: StaticArray<u16>): bool {
    const costs = new StaticArray<i32>(5);
    for (let dir = Dir.N; dir <= Dir.STAY; dir++) {
      const to = this.board.next(unit.at, dir);
      costs[dir] = to == NONE ? NEVER : <i32>way[to];
    }
    return this.step(unit, costs);
  }

  /** Step to the cheapest of the cells n, e, s, w, or stay (the fifth). Cells inside the storm cost 8 more. */
  step(unit: Unit, costs: StaticArray<i32>): bool {
    if (!this.isFree(unit)) return false;
    const place = this.place(unit);
    this.free[place] = false;
    this.agents[place].goes = true;
    this.agents[place].costs = costs;
    return true;
  }

  /** A new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it. */
  spawn(): void {
    this.spawns = true;
  }

  /** A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do. */
  harvest(unit: Unit): bool {
    return tactics.harvest(this, unit);
  }

  /** Carries home what a unit has. */
  deliver(unit: Unit): bool {
    return tactics.deliver(this, unit);
  }

  /** Strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach. */
  fight(unit: Unit): bool {
    return tactics.fight(this, unit);
  }

  /** Where an enemy most likely is after this tick's moves. Attacks fall on cells after the moves, so strike there. */
  predict(enemy: Unit): i32 {
    return tactics.predict(this, enemy);
  }

  /** Takes a cell for a miner; false if another one has it. */
  claim(cell: i32): bool {
    const first = !this.claimed[cell];
    this.claimed[cell] = true;
    return first;
  }

  isClaimed(cell: i32): bool {
    return this.claimed[cell];
  }

  // Debug output: recorded and drawn, never simulated.

  markLine(from: i32, to: i32, color: string = "white"): void {
    this.reply.line(from, to, color);
  }

  markCircle(at: i32, radius: i32, color: string = "white"): void {
    this.reply.circle(at, radius, color);
  }

  markText(at: i32, text: string, color: string = "white"): void {
    this.reply.text(at, text, color);
  }

  watch(key: string, value: string): void {
    this.reply.watch(key, value);
  }

  /** Settles all moves and the spawn, and gives the line to be sent. */
  end(): string {
    const units = this.now.units;
    for (let i = 0; i < units.length; i++) this.closeWays(this.agents[i]);
    settle(this.board, this.agents);
    for (let i = 0; i < units.length; i++) {
      const dir = this.board.dir(units[i].at, this.agents[i].end);
      if (dir != NONE) this.reply.order(units[i].id, "move", dir);
    }
    const dir = this.spawnDir();
    if (dir != NONE) this.reply.order(NONE, "spawn", dir);
    return this.reply.toString();
  }

  /** Nobody steps where an enemy stands or where no unit can; cells inside the storm cost more. */
  private closeWays(agent: Agent): void {
    const costs = new StaticArray<i32>(5);
    for (let dir = Dir.N; dir <= Dir.STAY; dir++) {
      const to = this.board.next(agent.at, dir);
      const closed = dir != Dir.STAY && (!this.board.isOpen(to) || this.enemyAt(to) != null);
      costs[dir] = closed || agent.costs[dir] == NEVER ? NEVER : agent.costs[dir] + (this.inStorm(to) ? 8 : 0);
    }
    agent.costs = costs;
  }

  private spawnDir(): i32 {
    const full = this.now.units.length >= this.start.rules.maxUnits;
    if (!this.spawns || full || this.now.cores[0] <= 0 || this.now.bank + this.gifts < this.spawnCost) return NONE;
    for (let dir = Dir.N; dir <= Dir.W; dir++) {
      const at = this.board.next(this.home, dir);
      if (!this.board.isOpen(at) || this.enemyAt(at)) continue;
      let taken = false;
      for (let i = 0; i < this.agents.length; i++) taken = taken || this.agents[i].end == at;
      if (!taken) return dir;
    }
    return NONE;
  }

  private order(unit: Unit, verb: string, to: i32 = NONE, amount: i32 = 0): bool {
    if (!this.hold(unit)) return false;
    this.reply.order(unit.id, verb, to, amount);
    return true;
  }

  private place(unit: Unit): i32 {
    for (let i = 0; i < this.now.units.length; i++) {
      if (this.now.units[i].id == unit.id && unit.team == 0) return i;
    }
    return NONE;
  }
}

function find(units: Unit[], cell: i32): Unit | null {
  for (let i = 0; i < units.length; i++) if (units[i].at == cell) return units[i];
  return null;
}
