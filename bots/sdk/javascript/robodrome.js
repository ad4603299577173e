/**
 * Write a bot for Robodrome's game Beacons in JavaScript.
 *
 *     import { run } from "robodrome";
 *
 *     run(turn => {                                            // once a tick
 *       for (const unit of turn.units) turn.harvest(unit);     // mine, carry home, deliver, go again
 *       turn.spawn();
 *     });
 *
 * `Turn` is what the bot knows in a tick, and where its orders go. The bot always is team 0, and the board is turned so that it
 * plays from the same corner in every match on a map. A cell is a number, row by row: `board.cell(x, y)`. A direction is "n", "e",
 * "s" or "w"; north is up, towards row 0. Everything is in a fixed order, so the same match gives the same orders again.
 *
 * This file is part of Robodrome; licence: MIT OR Apache-2.0.
 *
 * @typedef {"n" | "e" | "s" | "w"} Dir
 * @typedef {number} Cell
 * @typedef {"white" | "red" | "orange" | "yellow" | "green" | "blue" | "purple"} Color
 *
 * @typedef {object} Unit an own (team 0) or enemy unit
 * @property {number} team
 * @property {number} id its number within its team
 * @property {Cell} at
 * @property {number} hp
 * @property {number} cargo
 * @property {boolean} guarded whether it guarded in the last tick, and so cannot in this one
 *
 * @typedef {object} Rules every number of the rules, named as on the wire
 * @property {number} ticks
 * @property {boolean} fog
 * @property {number} sight
 * @property {number} core_hp
 * @property {number} start_bank
 * @property {number} max_units
 * @property {number} unit_hp
 * @property {number} unit_cargo
 * @property {number} ore_amount
 * @property {number} mine_amount
 * @property {number} strike_damage
 * @property {number} lance_damage
 * @property {number} lance_cost
 * @property {number} guard_amount
 * @property {number} flank_damage
 * @property {number} repair_amount
 * @property {number} repair_cost
 * @property {number} spawn_cost
 * @property {number} spawn_cost_step
 * @property {number} beacon_radius
 * @property {number} beacon_points
 * @property {number} storm_start
 * @property {number} storm_period
 * @property {number} storm_rest
 * @property {number} storm_damage
 */

/** The four directions, in the order in which everything is tried. */
export const DIRS = ["n", "e", "s", "w"];

/** Plays a match: calls `bot` once a tick and sends what was ordered, until the match is over. Returns the end line, if told. */
export function run(bot) {
  let turn = null;
  for (let line = readLine(); line !== null; line = readLine()) {
    const message = parse(line);
    if (message?.type === "start") turn = new Turn(message);
    if (message?.type === "end") return message;
    if (message?.type !== "tick" || !turn) continue;
    turn.begin(message);
    try {
      bot(turn);
    } catch (error) {
      // What was ordered before it still counts, and the match goes on.
      (globalThis.reportError ?? console.error)(error);
    }
    writeLine(JSON.stringify(turn.end()));
  }
  return null;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (line.trim()) console.error(`a line is not a message; passed over: ${error.message}`);
    return null;
  }
}

/** What never changes in a match: the terrain. */
export class Board {
  constructor(rows, teams) {
    this.height = rows.length;
    this.width = Math.max(0, ...rows.map(row => row.length));
    /** By cell: one of "floor", "wall", "ore", "beacon", "core". */
    this.tiles = new Array(this.width * this.height).fill("wall");
    /** Every ore cell and every beacon, in reading order. @type {Cell[]} */
    this.ores = [];
    this.beacons = [];
    /** The cores' cells, by team. @type {Cell[]} */
    this.cores = new Array(teams).fill(0);
    rows.forEach((row, y) => [...row].forEach((letter, x) => this.#read(y * this.width + x, letter)));
    this.#ways = this.tiles.map((_, cell) => DIRS.map(dir => this.next(cell, dir)).filter(to => this.isOpen(to)));
  }

  /** By cell: the open cells beside it. */
  #ways = [];

  #read(cell, letter) {
    const tile = { ".": "floor", o: "ore", b: "beacon" }[letter] ?? (letter >= "0" && letter <= "7" ? "core" : "wall");
    this.tiles[cell] = tile;
    if (tile === "ore") this.ores.push(cell);
    if (tile === "beacon") this.beacons.push(cell);
    if (tile === "core" && Number(letter) < this.cores.length) this.cores[letter] = cell;
  }

  /** The cell in a column and row, -1 off the board. */
  cell(x, y) {
    return x >= 0 && y >= 0 && x < this.width && y < this.height ? y * this.width + x : -1;
  }

  x(cell) {
    return cell % this.width;
  }

  y(cell) {
    return Math.floor(cell / this.width);
  }

  /** The cell one step away, -1 off the board. */
  next(cell, dir) {
    const x = this.x(cell), y = this.y(cell);
    switch (dir) {
      case "n": return this.cell(x, y - 1);
      case "e": return this.cell(x + 1, y);
      case "s": return this.cell(x, y + 1);
      case "w": return this.cell(x - 1, y);
      default: return cell;
    }
  }

  /** The direction of a neighbouring cell, undefined if it is not one. @returns {Dir | undefined} */
  dir(from, to) {
    return to < 0 ? undefined : DIRS.find(dir => this.next(from, dir) === to);
  }

  /** Whether a unit can stand on a cell, whoever stands there now. */
  isOpen(cell) {
    const tile = this.tiles[cell] ?? "wall";
    return tile !== "wall" && tile !== "core";
  }

  /** The cells beside a cell on which a unit can stand. */
  around(cell) {
    return this.#ways[cell];
  }

  /** Steps from one cell to another with nothing in the way. */
  walk(a, b) {
    return Math.abs(this.x(a) - this.x(b)) + Math.abs(this.y(a) - this.y(b));
  }

  /** The larger coordinate difference: what sight and beacons use. */
  chebyshev(a, b) {
    return Math.max(Math.abs(this.x(a) - this.x(b)), Math.abs(this.y(a) - this.y(b)));
  }

  /** How far a cell is from the edge of the board; the edge is 0. */
  depth(cell) {
    const x = this.x(cell), y = this.y(cell);
    return Math.min(x, y, this.width - 1 - x, this.height - 1 - y);
  }

  /** Walking distances to the nearest of some goals, by cell; Infinity where none can be reached. Units in the way are not looked at. */
  distances(...goals) {
    const steps = new Array(this.tiles.length).fill(Infinity);
    for (const goal of goals) steps[goal] = 0;
    const queue = [...goals];
    for (let i = 0; i < queue.length; i++) {
      const next = steps[queue[i]] + 1;
      for (const to of this.#ways[queue[i]]) {
        if (steps[to] !== Infinity) continue;
        steps[to] = next;
        queue.push(to);
      }
    }
    return steps;
  }
}

/** One tick: what the bot knows, and where its orders go. Orders return whether the unit was still without one; the first one stands. */
export class Turn {
  #floods = new Map();
  #oreIndex = new Map();
  #before = [];
  #units = new Map();
  #enemies = new Map();
  #plans = new Map();
  #claimed = new Set();
  #planned = new Map();
  #reply = null;
  #spawns = false;
  #gifts = 0;

  /** @param start the start line */
  constructor(start) {
    this.name = start.name;
    this.teams = start.teams;
    /** @type {Rules} */
    this.rules = start.rules;
    this.board = new Board(start.map, start.teams);
    /** The own core's cell, also after it is lost. @type {Cell} */
    this.home = this.board.cores[0];
    this.tick = 0;
    /** Enemies in sight, by team and number. @type {Unit[]} */
    this.enemies = [];
    this.board.ores.forEach((cell, i) => this.#oreIndex.set(cell, i));
    // Before the first tick there is fuel enough, and these are needed again and again.
    for (const goal of [this.home, ...this.board.beacons, ...this.board.ores]) this.distances(goal);
  }

  /** Takes in the next tick line and forgets the orders of the last one. */
  begin(now) {
    const cell = ([x, y]) => this.board.cell(x, y);
    const passed = now.tick - this.tick;
    this.#before = passed === 1 ? this.enemies : [];
    /** Ticks that passed while the bot was still thinking. */
    this.missed = Math.max(0, passed - 1);
    /** The tick that the orders will be for; the first is 1. */
    this.tick = now.tick;
    /** Ore in the bank. */
    this.bank = now.bank;
    /** By team, the own one first: points, damage dealt, hit points of the cores (0 is lost). @type {number[]} */
    this.points = now.points;
    this.damage = now.damage;
    this.cores = now.cores;
    /** Rings of the storm. */
    this.rings = now.rings;
    /** Own units, by rising number. @type {Unit[]} */
    this.units = now.units.map(unit => ({ ...unit, team: 0, at: cell(unit.at) }));
    this.enemies = now.enemies.map(unit => ({ ...unit, at: cell(unit.at) }));
    /** Loose cargo in sight, in reading order. @type {{at: Cell, amount: number}[]} */
    this.loose = now.loose.map(({ at, amount }) => ({ at: cell(at), amount }));
    /** Orders of the last tick that came to nothing; `unit` is null for the core. @type {{unit: number | null, why: string}[]} */
    this.failed = now.failed;
    this.#ore = now.ore;
    this.#units = new Map(this.units.map(unit => [unit.at, unit]));
    this.#enemies = new Map(this.enemies.map(unit => [unit.at, unit]));
    this.#plans = new Map();
    this.#claimed = new Set();
    this.#planned = new Map();
    this.#reply = { orders: [], marks: [], watch: {} };
    this.#spawns = false;
    this.#gifts = 0;
  }

  #ore = [];

  /** What the next unit costs. */
  get spawnCost() {
    return this.rules.spawn_cost + Math.floor(this.units.length / Math.max(1, this.rules.spawn_cost_step));
  }

  /** The own unit on a cell. @returns {Unit | undefined} */
  unitAt(cell) {
    return this.#units.get(cell);
  }

  /** The enemy in sight on a cell. @returns {Unit | undefined} */
  enemyAt(cell) {
    return this.#enemies.get(cell);
  }

  /** The unit of a list that is fewest steps away as the crow flies, the first of several. @returns {Unit | undefined} */
  closest(units, cell) {
    let best, least = Infinity;
    for (const unit of units) {
      const steps = this.board.walk(unit.at, cell);
      if (steps < least) [best, least] = [unit, steps];
    }
    return best;
  }

  /** Own hit points less those of enemies in sight within so many steps. */
  odds(cell, steps) {
    const near = units => units.reduce((sum, u) => sum + (this.board.walk(u.at, cell) <= steps ? u.hp : 0), 0);
    return near(this.units) - near(this.enemies);
  }

  /** Ore left on a cell. */
  ore(cell) {
    return this.#ore[this.#oreIndex.get(cell)] ?? 0;
  }

  /** Beacons outside the storm, in reading order. @returns {Cell[]} */
  beacons() {
    return this.board.beacons.filter(cell => !this.inStorm(cell));
  }

  /** Whether a unit that ends a tick, this one if none is given, on a cell is inside the storm. */
  inStorm(cell, tick = this.tick) {
    const { storm_start, storm_period, storm_rest } = this.rules;
    if (tick < storm_start) return false;
    const most = Math.max(0, Math.floor((Math.min(this.board.width, this.board.height) - storm_rest) / 2));
    return this.board.depth(cell) < Math.min(most, 1 + Math.floor((tick - storm_start) / Math.max(1, storm_period)));
  }

  /** Walking distances to a cell, by cell. Worked out once a match for each cell. @returns {number[]} */
  distances(goal) {
    let steps = this.#floods.get(goal);
    if (!steps) this.#floods.set(goal, (steps = this.board.distances(goal)));
    return steps;
  }

  /** The cell that is fewest steps away, the first of several; undefined if none can be reached. @returns {Cell | undefined} */
  nearest(from, goals) {
    let best, least = Infinity;
    for (const goal of goals) {
      const steps = this.distances(goal)[from];
      if (steps < least) [best, least] = [goal, steps];
    }
    return best;
  }

  // Orders.

  /** Whether a unit has no order yet. */
  isFree(unit) {
    return unit.team === 0 && !this.#plans.has(unit.id);
  }

  mine(unit) {
    return this.#order(unit, { do: "mine" });
  }

  guard(unit) {
    return this.#order(unit, { do: "guard" });
  }

  strike(unit, to) {
    return this.#order(unit, { do: "strike", to });
  }

  lance(unit, to) {
    return this.#order(unit, { do: "lance", to });
  }

  repair(unit, to) {
    return this.#order(unit, { do: "repair", to });
  }

  give(unit, to, amount) {
    if (!this.#order(unit, { do: "give", to, amount: Math.max(1, amount) })) return false;
    if (this.board.next(unit.at, to) === this.home) this.#gifts += Math.min(amount, unit.cargo);
    return true;
  }

  /**
   * Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm
   * where that takes one step.
   */
  hold(unit) {
    return this.#plan(unit, "stay");
  }

  /** The next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another. */
  go(unit, goal) {
    const steps = this.distances(goal);
    return this.step(unit, cell => steps[cell]);
  }

  /** Step to the neighbouring cell for which `cost` is least, or stay if it is the own one. Cells inside the storm cost 8 more. */
  step(unit, cost) {
    return this.#plan(unit, cost);
  }

  /** A new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it. */
  spawn() {
    this.#spawns = true;
  }

  /** A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do. */
  harvest(unit) {
    if (!this.isFree(unit)) return false;
    const room = this.rules.unit_cargo - unit.cargo;
    if (room <= 0) return this.deliver(unit);
    if (this.ore(unit.at) > 0 && !this.inStorm(unit.at) && this.claim(unit.at)) return this.mine(unit);
    const load = this.#bestLoad(unit, room);
    if (load === undefined) return unit.cargo > 0 && this.deliver(unit);
    this.claim(load);
    return this.go(unit, load);
  }

  /** Carries home what a unit has. */
  deliver(unit) {
    if (this.cores[0] <= 0) return false;
    const dir = this.board.dir(unit.at, this.home);
    if (!dir) return this.go(unit, this.home);
    return unit.cargo > 0 && this.give(unit, dir, unit.cargo);
  }

  /** Takes a cell for a miner; false if another one has it. */
  claim(cell) {
    const first = !this.#claimed.has(cell);
    this.#claimed.add(cell);
    return first;
  }

  /** The cell from which a load is home soonest. */
  #bestLoad(unit, room) {
    const home = this.distances(this.home);
    let best, least = Infinity;
    const weigh = (cell, work) => {
      const cost = 2 * this.distances(cell)[unit.at] + home[cell] + work;
      if (cost >= least || this.#claimed.has(cell) || this.inStorm(cell) || this.enemyAt(cell)) return;
      const there = this.unitAt(cell);
      if (!there || there.id === unit.id || work === 0) [best, least] = [cell, cost];
    };
    for (const { at, amount } of this.loose) if (amount >= 2) weigh(at, 0);
    this.board.ores.forEach((cell, i) => this.#ore[i] > 0 && weigh(cell, room));
    return best;
  }

  /** Strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach. */
  fight(unit) {
    if (!this.isFree(unit)) return false;
    let best, most = 0;
    for (const dir of DIRS) {
      const worth = this.#worth(this.board.next(unit.at, dir));
      if (worth > most) [best, most] = [dir, worth];
    }
    if (!best) return false;
    const at = this.board.next(unit.at, best);
    for (const enemy of this.enemies) {
      if (this.predict(enemy) === at) this.#planned.set(enemy, this.#plannedFor(enemy) + this.rules.strike_damage);
    }
    return this.strike(unit, best);
  }

  #plannedFor(enemy) {
    return this.#planned.get(enemy) ?? 0;
  }

  #worth(cell) {
    let sum = 0;
    for (const enemy of this.enemies) {
      const planned = this.#plannedFor(enemy);
      if (planned >= enemy.hp || this.board.walk(enemy.at, cell) > 1 || this.predict(enemy) !== cell) continue;
      sum += 20 + Math.max(0, 10 - enemy.hp) + (planned > 0 ? 5 : 0);
    }
    const team = this.board.cores.indexOf(cell);
    return team > 0 && this.cores[team] > 0 ? sum + 8 : sum;
  }

  /**
   * Where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near comes
   * nearer, others go on as they went. Attacks fall on cells after the moves, so strike there.
   */
  predict(enemy) {
    const { at, team, id, cargo } = enemy;
    const full = cargo >= this.rules.unit_cargo;
    const near = this.closest(this.units, at);
    const steps = near ? this.board.walk(near.at, at) : Infinity;
    if (steps <= 1 || (!full && this.ore(at) > 0)) return at;
    if (full) {
      const way = this.distances(this.board.cores[team]);
      return this.board.around(at).find(to => way[to] < way[at]) ?? at;
    }
    if (steps <= 3) return this.board.around(at).find(to => this.board.walk(to, near.at) < steps) ?? at;
    const was = this.#before.find(unit => unit.team === team && unit.id === id);
    const dir = was && this.board.dir(was.at, at);
    const to = dir ? this.board.next(at, dir) : at;
    return this.board.isOpen(to) ? to : at;
  }

  // Debug output: recorded and drawn, never simulated. console.log writes to the bot's log.

  /** @param {Color} color */
  markLine(from, to, color = "white") {
    this.#reply.marks.push({ kind: "line", from: this.#wire(from), to: this.#wire(to), color });
  }

  /** @param {Color} color */
  markCircle(at, radius, color = "white") {
    this.#reply.marks.push({ kind: "circle", at: this.#wire(at), radius, color });
  }

  /** @param {Color} color */
  markText(at, text, color = "white") {
    this.#reply.marks.push({ kind: "text", at: this.#wire(at), text: String(text), color });
  }

  /** Shows a value beside the board: a text, a number or a boolean; beside a unit, if `key` is its number and `value` an object of values. */
  watch(key, value) {
    this.#reply.watch[key] = value;
  }

  #wire(cell) {
    return [this.board.x(cell), this.board.y(cell)];
  }

  /** Settles all moves and the spawn, and gives the answer to be sent. */
  end() {
    const { orders } = this.#reply;
    const traffic = new Traffic(this.board.tiles.length);
    for (const unit of this.units) traffic.add(unit, this.#choices(unit));
    traffic.settle();
    for (const unit of this.units) {
      const to = this.board.dir(unit.at, traffic.endOf(unit));
      if (to) orders.push({ unit: unit.id, do: "move", to });
    }
    const to = this.#spawnDir(traffic);
    if (to) orders.push({ do: "spawn", to });
    return this.#reply;
  }

  /** Where a unit may end, with what that costs; null for one that stays, whoever wants to pass. */
  #choices(unit) {
    const plan = this.#plans.get(unit.id);
    if (plan === "stay") return null;
    const price = plan ?? (cell => (cell === unit.at ? 0 : 1));
    const cells = [unit.at, ...this.board.around(unit.at).filter(cell => !this.enemyAt(cell))];
    return { goes: plan !== undefined, cells: cells.map(at => ({ at, cost: price(at) + (this.inStorm(at) ? 8 : 0) })) };
  }

  #spawnDir(traffic) {
    const full = this.units.length >= this.rules.max_units;
    if (!this.#spawns || full || this.cores[0] <= 0 || this.bank + this.#gifts < this.spawnCost) return undefined;
    const free = cell => this.board.isOpen(cell) && !this.enemyAt(cell) && !traffic.isTaken(cell);
    return DIRS.find(dir => free(this.board.next(this.home, dir)));
  }

  #order(unit, order) {
    const first = this.#plan(unit, "stay");
    if (first) this.#reply.orders.push({ unit: unit.id, ...order });
    return first;
  }

  #plan(unit, plan) {
    if (!this.isFree(unit)) return false;
    this.#plans.set(unit.id, plan);
    return true;
  }
}

/**
 * Settles where all own units go in a tick, so that none of them bumps into another. The method is priority inheritance with
 * backtracking (Okumura and others, 2022): units choose in the order of their distance to their goal; whoever wants a cell where a
 * unit stands that has not chosen yet makes that unit choose first, and takes the next best cell if it cannot get away.
 */
class Traffic {
  #agents = new Map(); // by unit number
  #standing; // by cell: who stands there now
  #taken; // by cell: whether somebody will

  constructor(cells) {
    this.#standing = new Array(cells);
    this.#taken = new Array(cells).fill(false);
  }

  add(unit, choices) {
    const agent = { at: unit.at, goes: choices?.goes ?? false, cells: choices?.cells ?? [], end: undefined };
    this.#agents.set(unit.id, agent);
    this.#standing[unit.at] = agent;
    if (!choices) this.#take(agent, unit.at);
  }

  /** Where a unit will stand. */
  endOf(unit) {
    return this.#agents.get(unit.id).end;
  }

  isTaken(cell) {
    return this.#taken[cell];
  }

  settle() {
    // Staying comes first among the cells. Those with a goal choose before those without, the nearest to it first.
    const rank = agent => (agent.goes ? agent.cells[0].cost : Infinity);
    const order = [...this.#agents.values()].filter(agent => agent.end === undefined);
    order.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
    for (const agent of order) if (agent.end === undefined) this.#choose(agent);
  }

  #take(agent, cell) {
    this.#taken[cell] = true;
    agent.end = cell;
  }

  /** Finds a cell for an agent, making others choose if need be. False if it could only stay. */
  #choose(agent) {
    for (const cell of this.#cheapestFirst(agent)) {
      if (this.#taken[cell]) continue;
      if (cell === agent.at) break;
      const other = this.#standing[cell];
      if (other?.end === agent.at) continue;
      this.#take(agent, cell);
      if (!other || other.end !== undefined || this.#choose(other)) return true;
    }
    // Its own cell may be promised to whoever pushed it; then staying takes it back.
    this.#take(agent, agent.at);
    return false;
  }

  /** Among equals staying comes first, then empty cells, then n, e, s, w. */
  #cheapestFirst(agent) {
    const price = ({ at, cost }) => 4 * cost + (at === agent.at ? 0 : this.#standing[at] ? 3 : 2);
    return agent.cells
      .map(choice => [price(choice), choice.at])
      .filter(([cost, at]) => cost < Infinity || at === agent.at)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, at]) => at);
  }
}
