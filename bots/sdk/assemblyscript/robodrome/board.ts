import { Dir, NONE, Start } from "./message";

/** What a cell is made of. */
export enum Tile { WALL, FLOOR, ORE, BEACON, CORE }

/** The distance of a cell from which a goal cannot be reached. */
export const FAR = 0xffff;

/** What never changes in a match. A cell is a number, row by row: `y * width + x`; NONE is off the board. */
export class Board {
  width: i32 = 0;
  height: i32 = 0;
  /** By cell. */
  tiles: StaticArray<Tile> = [];
  /** Every ore cell, in reading order, also when its ore is used up. */
  ores: i32[] = [];
  /** Every beacon, in reading order. */
  beacons: i32[] = [];
  /** The cores' cells, by team. */
  cores: i32[] = [];

  constructor(start: Start) {
    const rows = start.map;
    this.height = rows.length;
    for (let y = 0; y < rows.length; y++) this.width = max(this.width, rows[y].length);
    this.cores = new Array<i32>(start.teams).fill(0);
    this.tiles = new StaticArray<Tile>(this.width * this.height);
    for (let y = 0; y < rows.length; y++) {
      for (let x = 0; x < rows[y].length; x++) this.read(y * this.width + x, rows[y].charCodeAt(x));
    }
  }

  private read(cell: i32, letter: i32): void {
    if (letter == 0x2e) this.tiles[cell] = Tile.FLOOR;
    if (letter == 0x6f) {
      this.tiles[cell] = Tile.ORE;
      this.ores.push(cell);
    }
    if (letter == 0x62) {
      this.tiles[cell] = Tile.BEACON;
      this.beacons.push(cell);
    }
    const team = letter - 0x30;
    if (team >= 0 && team < 8) {
      this.tiles[cell] = Tile.CORE;
      if (team < this.cores.length) this.cores[team] = cell;
    }
  }

  /** The cell in a column and row, NONE off the board. */
  cell(x: i32, y: i32): i32 {
    return x >= 0 && y >= 0 && x < this.width && y < this.height ? y * this.width + x : NONE;
  }

  x(cell: i32): i32 {
    return cell % this.width;
  }

  y(cell: i32): i32 {
    return cell / this.width;
  }

  /** The cell one step away, NONE off the board; STAY gives the cell itself. */
  next(cell: i32, to: Dir): i32 {
    if (cell < 0) return NONE;
    const x = this.x(cell), y = this.y(cell);
    switch (to) {
      case Dir.N: return this.cell(x, y - 1);
      case Dir.E: return this.cell(x + 1, y);
      case Dir.S: return this.cell(x, y + 1);
      case Dir.W: return this.cell(x - 1, y);
      default: return cell;
    }
  }

  /** The direction of a neighbouring cell, else NONE. */
  dir(from: i32, to: i32): i32 {
    for (let dir = Dir.N; dir <= Dir.W; dir++) if (to >= 0 && this.next(from, dir) == to) return dir;
    return NONE;
  }

  /** Whether a unit can stand on a cell, whoever stands there now. */
  isOpen(cell: i32): bool {
    return cell >= 0 && this.tiles[cell] != Tile.WALL && this.tiles[cell] != Tile.CORE;
  }

  /** Steps from one cell to another with nothing in the way. */
  walk(a: i32, b: i32): i32 {
    return abs(this.x(a) - this.x(b)) + abs(this.y(a) - this.y(b));
  }

  /** The larger coordinate difference: what sight and beacons use. */
  chebyshev(a: i32, b: i32): i32 {
    return max(abs(this.x(a) - this.x(b)), abs(this.y(a) - this.y(b)));
  }

  /** How far a cell is from the edge of the board; the edge is 0. */
  depth(cell: i32): i32 {
    const x = this.x(cell), y = this.y(cell);
    return min(min(x, this.width - 1 - x), min(y, this.height - 1 - y));
  }

  /** Walking distances to the nearest of some goals, by cell, FAR where none can be reached. Units in the way are not looked at. */
  distances(goals: i32[]): StaticArray<u16> {
    const steps = new StaticArray<u16>(this.tiles.length);
    steps.fill(<u16>FAR);
    const queue = new StaticArray<i32>(this.tiles.length);
    let end = 0;
    for (let i = 0; i < goals.length; i++) {
      if (goals[i] < 0 || !steps[goals[i]]) continue;
      steps[goals[i]] = 0;
      queue[end++] = goals[i];
    }
    for (let begin = 0; begin < end; begin++) {
      for (let dir = Dir.N; dir <= Dir.W; dir++) {
        const to = this.next(queue[begin], dir);
        if (!this.isOpen(to) || steps[to] != <u16>FAR) continue;
        steps[to] = steps[queue[begin]] + 1;
        queue[end++] = to;
      }
    }
    return steps;
  }
}
