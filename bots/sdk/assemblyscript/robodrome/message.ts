// What crosses the pipe, as classes. A newer engine may send fields that are not known here.

import { Reader } from "./json";

/** No cell, no direction, no unit. */
export const NONE = -1;

/** A direction; north is up, towards row 0. STAY stands for the cell itself. */
export enum Dir { N, E, S, W, STAY }

/** A unit, own (team 0) or enemy. */
export class Unit {
  team: i32 = 0;
  /** Its number within its team. */
  id: i32 = 0;
  /** Its cell. */
  at: i32 = 0;
  hp: i32 = 0;
  cargo: i32 = 0;
  /** Whether it guarded in the last tick, and so cannot in this one. */
  guarded: bool = false;
}

/** Cargo that lies on a cell. */
export class Loose {
  constructor(public at: i32, public amount: i32) {}
}

/** An order of the last tick that came to nothing. */
export class Failure {
  /** NONE for the core, and for a whole line. */
  unit: i32 = NONE;
  /** A word; Robodrome's bots/README.md lists them. */
  why: string = "";
}

/** Every number of the rules. */
export class Rules {
  ticks: i32 = 0;
  fog: bool = false;
  sight: i32 = 0;
  coreHp: i32 = 0;
  startBank: i32 = 0;
  maxUnits: i32 = 0;
  unitHp: i32 = 0;
  unitCargo: i32 = 0;
  oreAmount: i32 = 0;
  mineAmount: i32 = 0;
  strikeDamage: i32 = 0;
  lanceDamage: i32 = 0;
  lanceCost: i32 = 0;
  guardAmount: i32 = 0;
  flankDamage: i32 = 0;
  repairAmount: i32 = 0;
  repairCost: i32 = 0;
  spawnCost: i32 = 0;
  spawnCostStep: i32 = 0;
  beaconRadius: i32 = 0;
  beaconPoints: i32 = 0;
  stormStart: i32 = 0;
  stormPeriod: i32 = 0;
  stormRest: i32 = 0;
  stormDamage: i32 = 0;

  static read(from: Reader): Rules {
    const rules = new Rules();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("fog")) rules.fog = from.flag();
      else if (from.field("ticks")) rules.ticks = from.number();
      else if (from.field("sight")) rules.sight = from.number();
      else if (from.field("core_hp")) rules.coreHp = from.number();
      else if (from.field("start_bank")) rules.startBank = from.number();
      else if (from.field("max_units")) rules.maxUnits = from.number();
      else if (from.field("unit_hp")) rules.unitHp = from.number();
      else if (from.field("unit_cargo")) rules.unitCargo = from.number();
      else if (from.field("ore_amount")) rules.oreAmount = from.number();
      else if (from.field("mine_amount")) rules.mineAmount = from.number();
      else if (from.field("strike_damage")) rules.strikeDamage = from.number();
      else if (from.field("lance_damage")) rules.lanceDamage = from.number();
      else if (from.field("lance_cost")) rules.lanceCost = from.number();
      else if (from.field("guard_amount")) rules.guardAmount = from.number();
      else if (from.field("flank_damage")) rules.flankDamage = from.number();
      else if (from.field("repair_amount")) rules.repairAmount = from.number();
      else if (from.field("repair_cost")) rules.repairCost = from.number();
      else if (from.field("spawn_cost")) rules.spawnCost = from.number();
      else if (from.field("spawn_cost_step")) rules.spawnCostStep = from.number();
      else if (from.field("beacon_radius")) rules.beaconRadius = from.number();
      else if (from.field("beacon_points")) rules.beaconPoints = from.number();
      else if (from.field("storm_start")) rules.stormStart = from.number();
      else if (from.field("storm_period")) rules.stormPeriod = from.number();
      else if (from.field("storm_rest")) rules.stormRest = from.number();
      else if (from.field("storm_damage")) rules.stormDamage = from.number();
      else from.skip();
    }
    return rules;
  }
}

/** The first line: what never changes in a match. */
export class Start {
  /** The bot's name in this match. */
  name: string = "";
  /** 2, 4 or 8; the bot is team 0. */
  teams: i32 = 0;
  /** A text a row from the top: `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` the core of that team. */
  map: string[] = [];
  rules: Rules = new Rules();

  static read(from: Reader): Start {
    const start = new Start();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("name")) start.name = from.text();
      else if (from.field("teams")) start.teams = from.number();
      else if (from.field("map")) for (let row = true; from.nextItem(row); row = false) start.map.push(from.text());
      else if (from.field("rules")) start.rules = Rules.read(from);
      else from.skip();
    }
    return start;
  }
}

/** What the bot sees in a tick. Lists by team begin with the bot's own. */
export class Tick {
  /** The tick that the orders will be for; the first is 1. */
  tick: i32 = 0;
  /** Ore in the bank. */
  bank: i32 = 0;
  points: i32[] = [];
  /** Damage dealt. */
  damage: i32[] = [];
  /** Hit points of the cores; 0 is lost. */
  cores: i32[] = [];
  /** Rings of the storm. */
  rings: i32 = 0;
  /** Own units by rising number. */
  units: Unit[] = [];
  /** Enemy units in sight by team and number. */
  enemies: Unit[] = [];
  /** Ore left in each ore cell, in reading order. */
  ore: i32[] = [];
  /** Loose cargo in sight, in reading order. */
  loose: Loose[] = [];
  /** Orders of the last tick that came to nothing. */
  failed: Failure[] = [];

  /** Cells are numbered row by row, so their numbers depend on the board's width. */
  static read(from: Reader, width: i32): Tick {
    const tick = new Tick();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("tick")) tick.tick = from.number();
      else if (from.field("bank")) tick.bank = from.number();
      else if (from.field("points")) tick.points = from.numbers();
      else if (from.field("damage")) tick.damage = from.numbers();
      else if (from.field("cores")) tick.cores = from.numbers();
      else if (from.field("rings")) tick.rings = from.number();
      else if (from.field("units")) tick.units = readUnits(from, width);
      else if (from.field("enemies")) tick.enemies = readUnits(from, width);
      else if (from.field("ore")) tick.ore = from.numbers();
      else if (from.field("loose")) tick.loose = readLoose(from, width);
      else if (from.field("failed")) tick.failed = readFailures(from);
      else from.skip();
    }
    return tick;
  }
}

function readCell(from: Reader, width: i32): i32 {
  const xy = from.numbers();
  return xy.length == 2 ? xy[1] * width + xy[0] : 0;
}

function readUnits(from: Reader, width: i32): Unit[] {
  const units: Unit[] = [];
  for (let item = true; from.nextItem(item); item = false) {
    const unit = new Unit();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("team")) unit.team = from.number();
      else if (from.field("id")) unit.id = from.number();
      else if (from.field("at")) unit.at = readCell(from, width);
      else if (from.field("hp")) unit.hp = from.number();
      else if (from.field("cargo")) unit.cargo = from.number();
      else if (from.field("guarded")) unit.guarded = from.flag();
      else from.skip();
    }
    units.push(unit);
  }
  return units;
}

function readLoose(from: Reader, width: i32): Loose[] {
  const all: Loose[] = [];
  for (let item = true; from.nextItem(item); item = false) {
    const loose = new Loose(0, 0);
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("at")) loose.at = readCell(from, width);
      else if (from.field("amount")) loose.amount = from.number();
      else from.skip();
    }
    all.push(loose);
  }
  return all;
}

function readFailures(from: Reader): Failure[] {
  const all: Failure[] = [];
  for (let item = true; from.nextItem(item); item = false) {
    const failure = new Failure();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("why")) failure.why = from.text();
      else if (from.field("unit") && !from.isNext("n")) failure.unit = from.number();
      else from.skip();
    }
    all.push(failure);
  }
  return all;
}

/** The last line. */
export class End {
  tick: i32 = 0;
  /** won, lost or draw. */
  result: string = "";
  points: i32[] = [];

  static read(from: Reader): End {
    const end = new End();
    for (let first = true; from.nextField(first); first = false) {
      if (from.field("tick")) end.tick = from.number();
      else if (from.field("result")) end.result = from.text();
      else if (from.field("points")) end.points = from.numbers();
      else from.skip();
    }
    return end;
  }
}

/** What stands under `type`. The engine writes it first. */
export function kindOf(from: Reader): string {
  for (let first = true; from.nextField(first); first = false) {
    if (from.field("type")) return from.text();
    from.skip();
  }
  return "";
}
