// Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.

import { run } from "robodrome";

let turns = 0;

const end = run(turn => {
  const { board, units } = turn;
  switch (++turns) {
    case 1:
      tellStart(turn);
      turn.mine(units[0]);
      turn.strike(units[1], "n");
      turn.lance(units[2], "e");
      turn.markLine(board.cell(7, 4), board.cell(8, 4), "red");
      turn.markCircle(board.cell(7, 5), 2, "yellow");
      turn.markText(board.cell(7, 1), `${units[0].cargo} of "10"`);
      break;
    case 2:
      tellTick(turn);
      turn.guard(units[0]);
      turn.mine(units[0]); // the first one stands
      turn.give(units[1], "w", 10);
      turn.repair(units[2], "s");
      break;
    default:
      turn.watch("missed", turn.missed);
      turn.go(units[2], board.cell(7, 5));
      turn.hold(units[1]);
      turn.spawn();
      console.log(`logged ${turn.tick}`);
      throw new Error("caught");
  }
});
console.log(`end ${end.result}`);

function tellStart(turn) {
  const { board, rules } = turn;
  const walls = board.tiles.filter(tile => tile === "wall").length;
  const { gravity, ...known } = rules; // the check adds a rule that nobody knows
  turn.watch("start", `${turn.name} ${turn.teams} teams ${board.width}x${board.height}`);
  turn.watch("rules", Object.values(known).map(Number).join(" "));
  turn.watch("map", `${walls} walls, ${board.ores.length} ores, beacons ${cells(turn, board.beacons)}`);
  turn.watch("cores", cells(turn, board.cores));
}

function tellTick(turn) {
  const { board } = turn;
  const edge = board.cell(0, 5);
  const ore = board.ores.reduce((sum, cell) => sum + turn.ore(cell), 0);
  const loose = turn.loose.find(({ at }) => at === board.cell(5, 5)).amount;
  turn.watch("tick", `${turn.tick} missed ${turn.missed}`);
  turn.watch("teams", [...turn.points, ...turn.damage, ...turn.cores].join(" "));
  turn.watch("storm", `${turn.rings} ${Number(turn.inStorm(edge, 249))} ${Number(turn.inStorm(edge, 250))}`);
  turn.watch("bank", `${turn.bank} of ${turn.spawnCost}`);
  turn.watch("units", turn.units.map(unit => tell(turn, unit)).join("; "));
  turn.watch("enemies", turn.enemies.map(unit => `${unit.team}.${tell(turn, unit)}`).join("; "));
  turn.watch("ore", `${ore} loose ${loose}`);
  turn.watch("failed", turn.failed.map(({ unit, why }) => `${unit ?? "-"} ${why}`).join("; "));
}

function tell(turn, unit) {
  return `${unit.id}@${cells(turn, [unit.at])} ${unit.hp} ${unit.cargo}${unit.guarded ? " guarded" : ""}`;
}

function cells({ board }, all) {
  return all.map(cell => `${board.x(cell)},${board.y(cell)}`).join(" ");
}
