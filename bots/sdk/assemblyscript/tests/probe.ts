// Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.

import { Dir, End, log, run, Rules, Tile, Turn, Unit } from "../robodrome";

let turns = 0;

tellEnd(run(turn => {
  const units = turn.now.units;
  switch (++turns) {
    case 1:
      tellStart(turn);
      turn.mine(units[0]);
      turn.strike(units[1], Dir.N);
      turn.lance(units[2], Dir.E);
      turn.markLine(turn.board.cell(7, 4), turn.board.cell(8, 4), "red");
      turn.markCircle(turn.board.cell(7, 5), 2, "yellow");
      turn.markText(turn.board.cell(7, 1), units[0].cargo.toString() + ' of "10"');
      break;
    case 2:
      tellTick(turn);
      turn.guard(units[0]);
      turn.mine(units[0]); // the first one stands
      turn.give(units[1], Dir.W, 10);
      turn.repair(units[2], Dir.S);
      break;
    default:
      turn.watch("missed", turn.missed.toString());
      turn.go(units[2], turn.board.cell(7, 5));
      turn.hold(units[1]);
      turn.spawn();
      log("logged " + turn.now.tick.toString());
  }
}));

function tellEnd(end: End | null): void {
  if (end) log("end " + end.result);
}

function tellStart(turn: Turn): void {
  const board = turn.board, start = turn.start;
  let walls = 0;
  for (let cell = 0; cell < board.tiles.length; cell++) if (board.tiles[cell] == Tile.WALL) walls++;
  turn.watch("start", `${start.name} ${start.teams} teams ${board.width}x${board.height}`);
  turn.watch("rules", numbers(start.rules).join(" "));
  turn.watch("map", `${walls} walls, ${board.ores.length} ores, beacons ${cells(turn, board.beacons)}`);
  turn.watch("cores", cells(turn, board.cores));
}

function numbers(r: Rules): i32[] {
  return [
    r.ticks, r.fog ? 1 : 0, r.sight, r.coreHp, r.startBank, r.maxUnits, r.unitHp, r.unitCargo, r.oreAmount, r.mineAmount,
    r.strikeDamage, r.lanceDamage, r.lanceCost, r.guardAmount, r.flankDamage, r.repairAmount, r.repairCost, r.spawnCost,
    r.spawnCostStep, r.beaconRadius, r.beaconPoints, r.stormStart, r.stormPeriod, r.stormRest, r.stormDamage,
  ];
}

function tellTick(turn: Turn): void {
  const now = turn.now, failed: string[] = [];
  let ore = 0, loose = 0;
  for (let i = 0; i < turn.board.ores.length; i++) ore += turn.ore(turn.board.ores[i]);
  for (let i = 0; i < now.loose.length; i++) if (now.loose[i].at == turn.board.cell(5, 5)) loose += now.loose[i].amount;
  for (let i = 0; i < now.failed.length; i++) {
    failed.push((now.failed[i].unit < 0 ? "-" : now.failed[i].unit.toString()) + " " + now.failed[i].why);
  }
  const edge = turn.board.cell(0, 5);
  turn.watch("tick", `${now.tick} missed ${turn.missed}`);
  turn.watch("teams", now.points.concat(now.damage).concat(now.cores).join(" "));
  turn.watch("storm", `${now.rings} ${<i32>turn.inStorm(edge, 249)} ${<i32>turn.inStorm(edge, 250)}`);
  turn.watch("bank", `${now.bank} of ${turn.spawnCost}`);
  turn.watch("units", units(turn, now.units));
  turn.watch("enemies", units(turn, now.enemies));
  turn.watch("ore", `${ore} loose ${loose}`);
  turn.watch("failed", failed.join("; "));
}

function units(turn: Turn, all: Unit[]): string {
  const texts: string[] = [];
  for (let i = 0; i < all.length; i++) {
    const unit = all[i], team = unit.team ? `${unit.team}.` : "", guarded = unit.guarded ? " guarded" : "";
    texts.push(`${team}${unit.id}@${cells(turn, [unit.at])} ${unit.hp} ${unit.cargo}${guarded}`);
  }
  return texts.join("; ");
}

function cells(turn: Turn, all: i32[]): string {
  const texts: string[] = [];
  for (let i = 0; i < all.length; i++) texts.push(`${turn.board.x(all[i])},${turn.board.y(all[i])}`);
  return texts.join(" ");
}
