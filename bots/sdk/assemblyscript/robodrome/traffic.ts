// Settles where all own units go in a tick, so that none of them bumps into another.
//
// The method is priority inheritance with backtracking (Okumura and others, 2022): units choose in the order of their distance
// to their goal; whoever wants a cell where a unit stands that has not chosen yet makes that unit choose first, and takes the
// next best cell if it cannot get away.

import { Board } from "./board";
import { Dir, NONE } from "./message";

/** The cost of what is out of the question. */
export const NEVER = i32.MAX_VALUE;

/** A unit as traffic sees it. */
export class Agent {
  /** Costs of a step to each of n, e, s, w, and of staying. */
  costs: StaticArray<i32> = [1, 1, 1, 1, 0];
  /** Whether it has a goal; those without one choose last. */
  goes: bool = false;
  /** Where it will stand, NONE as long as that is open. */
  end: i32 = NONE;

  constructor(public at: i32) {}
}

/** Fills in where each agent will stand. */
export function settle(board: Board, agents: Agent[]): void {
  const plan = new Planner(board, agents);
  for (let next = plan.next(); next; next = plan.next()) plan.choose(next);
}

class Planner {
  /** By cell: who stands there now, and whether somebody will. */
  private standing: StaticArray<Agent | null>;
  private taken: StaticArray<bool>;

  constructor(private board: Board, private agents: Agent[]) {
    this.standing = new StaticArray<Agent | null>(board.tiles.length);
    this.taken = new StaticArray<bool>(board.tiles.length);
    for (let i = 0; i < agents.length; i++) {
      this.standing[agents[i].at] = agents[i];
      if (agents[i].end != NONE) this.taken[agents[i].end] = true;
    }
  }

  /** Who chooses next: of those with a goal the one that is nearest to it. */
  next(): Agent | null {
    let best: Agent | null = null;
    for (let i = 0; i < this.agents.length; i++) {
      const agent = this.agents[i];
      if (agent.end != NONE) continue;
      if (!best || (agent.goes && (!best.goes || agent.costs[Dir.STAY] < best.costs[Dir.STAY]))) best = agent;
    }
    return best;
  }

  private take(agent: Agent, cell: i32): void {
    this.taken[cell] = true;
    agent.end = cell;
  }

  /** Finds a cell for an agent, making others choose if need be. False if it could only stay. */
  choose(agent: Agent): bool {
    let tried = 0;
    while (true) {
      const dir = this.cheapest(agent, tried);
      if (dir == NONE || (dir == Dir.STAY && !this.taken[agent.at])) break;
      tried |= 1 << dir;
      const to = this.board.next(agent.at, dir);
      const other = this.standing[to];
      if (this.taken[to] || (other && other.end == agent.at)) continue;
      this.take(agent, to);
      if (!other || other.end != NONE || this.choose(other)) return true;
    }
    // Its own cell may be promised to whoever pushed it; then staying takes it back.
    this.take(agent, agent.at);
    return false;
  }

  /** The best choice that was not tried; among equals to stay, then empty cells, then n, e, s, w. */
  private cheapest(agent: Agent, tried: i32): i32 {
    let best = NONE, least = i64.MAX_VALUE;
    for (let dir = Dir.N; dir <= Dir.STAY; dir++) {
      if (tried & (1 << dir) || agent.costs[dir] == NEVER) continue;
      let cost = <i64>agent.costs[dir] * 4;
      if (dir != Dir.STAY) cost += this.standing[this.board.next(agent.at, dir)] ? 3 : 2;
      if (cost >= least) continue;
      best = dir;
      least = cost;
    }
    return best;
  }
}
