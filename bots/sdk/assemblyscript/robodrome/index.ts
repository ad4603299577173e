/**
 * Write a bot for Robodrome's game Beacons in AssemblyScript.
 *
 *     import { run } from "./robodrome";
 *
 *     run(turn => {                                   // once a tick
 *       const units = turn.now.units;
 *       for (let i = 0; i < units.length; i++) turn.harvest(units[i]); // mine, carry home, deliver, go again
 *       turn.spawn();
 *     });
 *
 * `Turn` is what the bot knows in a tick, and where its orders go. Functions here cannot capture variables, as always in
 * AssemblyScript: what a bot remembers goes into globals. Everything is integer and in a fixed order, so the same match gives the
 * same orders again.
 *
 * This folder is part of Robodrome; licence: MIT OR Apache-2.0.
 */

import { Reader } from "./json";
import { End, kindOf, Start, Tick } from "./message";
import { Turn } from "./turn";
import { Lines, log, write } from "./wasi";

export { Board, FAR, Tile } from "./board";
export { Dir, End, Failure, Loose, NONE, Rules, Start, Tick, Unit } from "./message";
export { NEVER } from "./traffic";
export { Turn } from "./turn";
export { log } from "./wasi";

/**
 * Plays a match: calls the bot once a tick and sends what was ordered, until the match is over. Returns how it ended, if told.
 * Lines that it does not understand are named in the bot's log, and passed over.
 */
export function run(bot: (turn: Turn) => void): End | null {
  const lines = new Lines();
  let turn: Turn | null = null;
  while (lines.next()) {
    const kind = kindOf(new Reader(lines.begin, lines.end));
    const line = new Reader(lines.begin, lines.end);
    if (kind == "start") {
      const start = Start.read(line);
      if (understood(line)) turn = new Turn(start);
    } else if (kind == "tick" && turn) {
      const now = Tick.read(line, turn.board.width);
      if (!understood(line)) continue;
      turn.begin(now);
      bot(turn);
      write(1, turn.end());
    } else if (kind == "end") {
      return End.read(line);
    }
  }
  return null;
}

function understood(line: Reader): bool {
  if (line.stopped) log("a line is not a message; passed over");
  return !line.stopped;
}
