"""Write a bot for Robodrome's game Beacons in Python.

    import robodrome

    def play(turn):                     # once a tick
        for unit in turn.units:
            turn.harvest(unit)          # mine, carry home, deliver, go again
        turn.spawn()

    robodrome.run(play)

`Turn` is what the bot knows in a tick, and where its orders go. The bot always is team 0, and the board is turned so that it plays
from the same corner in every match on a map. A cell is a tuple (x, y); x runs right, y runs down, both from 0. A direction is "n",
"e", "s" or "w"; north is up. Everything is in a fixed order, so the same match gives the same orders again.

This file is part of Robodrome; licence: MIT OR Apache-2.0.
"""

import json
import math
import traceback
from typing import Callable, Iterable, NamedTuple, Optional

Cell = tuple[int, int]

#: The four directions, in the order in which everything is tried, and the step that each one is.
DIRS = {"n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0)}

#: The distance of a cell from which a goal cannot be reached.
FAR = math.inf


class Unit(NamedTuple):
    """A unit, own (team 0) or enemy."""

    team: int
    id: int  #: its number within its team
    at: Cell
    hp: int
    cargo: int
    guarded: bool  #: whether it guarded in the last tick, and so cannot in this one


class Failure(NamedTuple):
    """An order of the last tick that came to nothing."""

    unit: Optional[int]  #: None for the core, and for a whole line
    why: str  #: a word; Robodrome's bots/README.md lists them


class Rules:
    """Every number of the rules, named as on the wire: rules.unit_cargo."""

    ticks: int
    fog: bool
    sight: int
    core_hp: int
    start_bank: int
    max_units: int
    unit_hp: int
    unit_cargo: int
    ore_amount: int
    mine_amount: int
    strike_damage: int
    lance_damage: int
    lance_cost: int
    guard_amount: int
    flank_damage: int
    repair_amount: int
    repair_cost: int
    spawn_cost: int
    spawn_cost_step: int
    beacon_radius: int
    beacon_points: int
    storm_start: int
    storm_period: int
    storm_rest: int
    storm_damage: int

    def __init__(self, numbers: dict):
        self.__dict__.update(numbers)


def walk(a: Cell, b: Cell) -> int:
    """Steps from one cell to another with nothing in the way."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def chebyshev(a: Cell, b: Cell) -> int:
    """The larger coordinate difference: what sight and beacons use."""
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def step(cell: Cell, to: str) -> Cell:
    """The cell one step away, on the board or off it."""
    dx, dy = DIRS[to]
    return cell[0] + dx, cell[1] + dy


def direction(start: Cell, to: Cell) -> Optional[str]:
    """The direction of a neighbouring cell, None if it is not one."""
    move = to[0] - start[0], to[1] - start[1]
    return next((name for name, offset in DIRS.items() if offset == move), None)


def closest(units: Iterable[Unit], cell: Cell) -> Optional[Unit]:
    """The unit that is fewest steps away as the crow flies, the first of several."""
    return min(units, key=lambda unit: walk(unit.at, cell), default=None)


class Board:
    """What never changes in a match: the terrain."""

    TILES = {".": "floor", "o": "ore", "b": "beacon"}

    def __init__(self, rows: list[str], teams: int):
        self.height = len(rows)
        self.width = max(map(len, rows), default=0)
        #: By cell: "floor", "wall", "ore", "beacon" or "core". Everything else is wall.
        self.tiles: dict[Cell, str] = {}
        #: The cores' cells, by team.
        self.cores: list[Cell] = [(0, 0)] * teams
        for y, row in enumerate(rows):
            for x, letter in enumerate(row):
                is_core = letter in "01234567"
                self.tiles[x, y] = "core" if is_core else self.TILES.get(letter, "wall")
                if is_core and int(letter) < teams:
                    self.cores[int(letter)] = (x, y)
        #: Every ore cell and every beacon, in reading order.
        self.ores = [cell for cell, tile in self.tiles.items() if tile == "ore"]
        self.beacons = [cell for cell, tile in self.tiles.items() if tile == "beacon"]
        #: By cell: the cells beside it on which a unit can stand.
        self.around = {
            cell: [to for to in (step(cell, name) for name in DIRS) if self.is_open(to)] for cell in self.tiles
        }

    def is_open(self, cell: Cell) -> bool:
        """Whether a unit can stand on a cell, whoever stands there now."""
        return self.tiles.get(cell, "wall") in ("floor", "ore", "beacon")

    def depth(self, cell: Cell) -> int:
        """How far a cell is from the edge of the board; the edge is 0."""
        x, y = cell
        return min(x, y, self.width - 1 - x, self.height - 1 - y)

    def distances(self, *goals: Cell) -> dict[Cell, int]:
        """Walking distances to the nearest of some goals, of the cells from which one can be reached. Units in the way are not looked at."""
        steps = dict.fromkeys(goals, 0)
        queue = list(goals)
        around = self.around
        for cell in queue:  # grows as it is walked
            further = steps[cell] + 1
            for to in around[cell]:
                if to not in steps:
                    steps[to] = further
                    queue.append(to)
        return steps


class Turn:
    """One tick: what the bot knows, and where its orders go.

    From the start line: name, teams, rules, board, home (the own core's cell, also after it is lost).
    From the tick line: tick, bank, points, damage, cores (hit points; all three by team), rings, units, enemies, ore (what is left, by
    cell), loose (cargo in sight, by cell), failed. And missed: ticks that passed while the bot was still thinking.

    Orders return whether the unit was still without one; the first one stands.
    """

    def __init__(self, start: dict):
        self.name: str = start["name"]
        self.teams: int = start["teams"]
        self.rules = Rules(start["rules"])
        self.board = Board(start["map"], self.teams)
        self.home = self.board.cores[0]
        self.tick = 0
        self.enemies: list[Unit] = []
        self._floods: dict[Cell, dict[Cell, int]] = {}
        # Before the first tick there is fuel enough, and these are needed again and again.
        for goal in [self.home, *self.board.beacons, *self.board.ores]:
            self.distances(goal)

    def begin(self, now: dict) -> None:
        """Takes in the next tick line and forgets the orders of the last one."""
        passed = now["tick"] - self.tick
        self._before = {(unit.team, unit.id): unit.at for unit in self.enemies} if passed == 1 else {}
        self.missed = max(0, passed - 1)
        self.tick: int = now["tick"]
        self.bank: int = now["bank"]
        self.points: list[int] = now["points"]
        self.damage: list[int] = now["damage"]
        self.cores: list[int] = now["cores"]
        self.rings: int = now["rings"]
        self.units = [self._unit(unit) for unit in now["units"]]
        self.enemies = [self._unit(unit) for unit in now["enemies"]]
        self.ore: dict[Cell, int] = dict(zip(self.board.ores, now["ore"]))
        self.loose: dict[Cell, int] = {tuple(lies["at"]): lies["amount"] for lies in now["loose"]}
        self.failed = [Failure(failure.get("unit"), failure["why"]) for failure in now["failed"]]
        self._own_at = {unit.at: unit for unit in self.units}
        self._enemy_at = {unit.at: unit for unit in self.enemies}
        self._plans: dict[int, Callable[[Cell], float] | str] = {}
        self._claimed: set[Cell] = set()
        self._planned = dict.fromkeys(self.enemies, 0)
        self._likely: dict[Unit, Cell] = {}
        self._gifts = 0
        self._spawns = False
        self._orders: list[dict] = []
        self._marks: list[dict] = []
        self._watch: dict = {}

    @staticmethod
    def _unit(unit: dict) -> Unit:
        x, y = unit["at"]
        return Unit(unit.get("team", 0), unit["id"], (x, y), unit["hp"], unit["cargo"], unit["guarded"])

    # Who and what

    def unit_at(self, cell: Cell) -> Optional[Unit]:
        """The own unit on a cell."""
        return self._own_at.get(cell)

    def enemy_at(self, cell: Cell) -> Optional[Unit]:
        """The enemy in sight on a cell."""
        return self._enemy_at.get(cell)

    def odds(self, cell: Cell, steps: int) -> int:
        """Own hit points less those of enemies in sight within so many steps."""
        own = sum(unit.hp for unit in self.units if walk(unit.at, cell) <= steps)
        return own - sum(unit.hp for unit in self.enemies if walk(unit.at, cell) <= steps)

    @property
    def spawn_cost(self) -> int:
        """What the next unit costs."""
        return self.rules.spawn_cost + len(self.units) // max(1, self.rules.spawn_cost_step)

    def beacons(self) -> list[Cell]:
        """Beacons outside the storm, in reading order."""
        return [cell for cell in self.board.beacons if not self.in_storm(cell)]

    def in_storm(self, cell: Cell, tick: Optional[int] = None) -> bool:
        """Whether a unit that ends a tick, this one if none is given, on a cell is inside the storm."""
        rules, tick = self.rules, self.tick if tick is None else tick
        if tick < rules.storm_start:
            return False
        most = max(0, min(self.board.width, self.board.height) - rules.storm_rest) // 2
        return self.board.depth(cell) < min(most, 1 + (tick - rules.storm_start) // max(1, rules.storm_period))

    def distances(self, goal: Cell) -> dict[Cell, int]:
        """Walking distances to a cell. Worked out once a match for each cell, so it is cheap to ask again."""
        if goal not in self._floods:
            self._floods[goal] = self.board.distances(goal)
        return self._floods[goal]

    def steps(self, start: Cell, to: Cell) -> float:
        """The steps that a unit needs from one cell to another, or FAR."""
        return self.distances(to).get(start, FAR)

    def nearest(self, start: Cell, goals: Iterable[Cell]) -> Optional[Cell]:
        """The cell that is fewest steps away, the first of several; None if none can be reached."""
        reached = [goal for goal in goals if self.steps(start, goal) < FAR]
        return min(reached, key=lambda goal: self.steps(start, goal), default=None)

    # Orders

    def is_free(self, unit: Unit) -> bool:
        """Whether a unit has no order yet."""
        return unit.team == 0 and unit.id not in self._plans

    def mine(self, unit: Unit) -> bool:
        return self._order(unit, do="mine")

    def guard(self, unit: Unit) -> bool:
        return self._order(unit, do="guard")

    def strike(self, unit: Unit, to: str) -> bool:
        return self._order(unit, do="strike", to=to)

    def lance(self, unit: Unit, to: str) -> bool:
        return self._order(unit, do="lance", to=to)

    def repair(self, unit: Unit, to: str) -> bool:
        return self._order(unit, do="repair", to=to)

    def give(self, unit: Unit, to: str, amount: int) -> bool:
        given = self._order(unit, do="give", to=to, amount=max(1, amount))
        if given and step(unit.at, to) == self.home:
            self._gifts += min(amount, unit.cargo)
        return given

    def hold(self, unit: Unit) -> bool:
        """Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm
        where that takes one step."""
        return self._plan(unit, "stay")

    def go(self, unit: Unit, goal: Cell) -> bool:
        """The next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another."""
        steps = self.distances(goal)
        return self.step(unit, lambda cell: steps.get(cell, FAR))

    def step(self, unit: Unit, cost: Callable[[Cell], float]) -> bool:
        """Step to the neighbouring cell that costs least, or stay if the own one does. Cells inside the storm cost 8 more."""
        return self._plan(unit, cost)

    def spawn(self) -> None:
        """A new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it."""
        self._spawns = True

    def harvest(self, unit: Unit) -> bool:
        """A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do."""
        if not self.is_free(unit):
            return False
        room = self.rules.unit_cargo - unit.cargo
        if room <= 0:
            return self.deliver(unit)
        if self.ore.get(unit.at, 0) > 0 and not self.in_storm(unit.at) and self.claim(unit.at):
            return self.mine(unit)
        load = self._best_load(unit, room)
        if load is None:
            return unit.cargo > 0 and self.deliver(unit)
        self.claim(load)
        return self.go(unit, load)

    def deliver(self, unit: Unit) -> bool:
        """Carries home what a unit has."""
        if self.cores[0] <= 0:
            return False
        to = direction(unit.at, self.home)
        if to is None:
            return self.go(unit, self.home)
        return unit.cargo > 0 and self.give(unit, to, unit.cargo)

    def claim(self, cell: Cell) -> bool:
        """Takes a cell for a miner; False if another one has it."""
        first = cell not in self._claimed
        self._claimed.add(cell)
        return first

    def _best_load(self, unit: Unit, room: int) -> Optional[Cell]:
        """The cell from which a load is home soonest."""
        home, best, least = self.distances(self.home), None, FAR
        loads = [(cell, 0) for cell, amount in self.loose.items() if amount >= 2]
        loads += [(cell, room) for cell, amount in self.ore.items() if amount > 0]
        for cell, work in loads:
            cost = 2 * self.steps(unit.at, cell) + home.get(cell, FAR) + work
            if cost >= least or cell in self._claimed or self.in_storm(cell) or self.enemy_at(cell):
                continue
            there = self.unit_at(cell)
            if there is None or there.id == unit.id or work == 0:
                best, least = cell, cost
        return best

    def fight(self, unit: Unit) -> bool:
        """Strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach."""
        if not self.is_free(unit):
            return False
        worth = {to: self._worth(step(unit.at, to)) for to in DIRS}
        best = max(worth, key=worth.get)
        if worth[best] <= 0:
            return False
        for enemy in self.enemies:
            if self.predict(enemy) == step(unit.at, best):
                self._planned[enemy] += self.rules.strike_damage
        return self.strike(unit, best)

    def _worth(self, cell: Cell) -> int:
        worth = 0
        for enemy in self.enemies:
            planned = self._planned[enemy]
            if planned < enemy.hp and self.predict(enemy) == cell:
                worth += 20 + max(0, 10 - enemy.hp) + (5 if planned else 0)
        cores = enumerate(self.board.cores)
        return worth + sum(8 for team, core in cores if team and core == cell and self.cores[team] > 0)

    def predict(self, enemy: Unit) -> Cell:
        """Where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near comes
        nearer, others go on as they went. Attacks fall on cells after the moves, so strike there."""
        if enemy not in self._likely:
            self._likely[enemy] = self._predict(enemy)
        return self._likely[enemy]

    def _predict(self, enemy: Unit) -> Cell:
        at = enemy.at
        full = enemy.cargo >= self.rules.unit_cargo
        near = closest(self.units, at)
        steps = walk(near.at, at) if near else FAR
        if steps <= 1 or (not full and self.ore.get(at, 0) > 0):
            return at
        if full:
            way = self.distances(self.board.cores[enemy.team])
            return next((to for to in self.board.around[at] if way.get(to, FAR) < way.get(at, FAR)), at)
        if near and steps <= 3:
            return next((to for to in self.board.around[at] if walk(to, near.at) < steps), at)
        was = self._before.get((enemy.team, enemy.id), at)
        to = 2 * at[0] - was[0], 2 * at[1] - was[1]
        return to if walk(at, to) == 1 and self.board.is_open(to) else at

    # Debug output: recorded and drawn, never simulated. `print` writes to the bot's log. Colours: white red orange yellow green blue purple.

    def mark_line(self, start: Cell, to: Cell, color: str = "white") -> None:
        self._marks.append({"kind": "line", "from": start, "to": to, "color": color})

    def mark_circle(self, at: Cell, radius: int, color: str = "white") -> None:
        self._marks.append({"kind": "circle", "at": at, "radius": radius, "color": color})

    def mark_text(self, at: Cell, text: object, color: str = "white") -> None:
        self._marks.append({"kind": "text", "at": at, "text": str(text), "color": color})

    def watch(self, key: object, value: object) -> None:
        """Shows a value beside the board: a text, a number or a bool; beside a unit, if `key` is its number and `value` a dict of values."""
        self._watch[str(key)] = value

    # The end of a turn

    def end(self) -> dict:
        """Settles all moves and the spawn, and gives the answer to be sent."""
        traffic = Traffic(self._agent(unit) for unit in self.units)
        traffic.settle()
        for unit in self.units:
            to = direction(unit.at, traffic.ends[unit.at])
            if to:
                self._orders.append({"unit": unit.id, "do": "move", "to": to})
        to = self._spawn_direction(set(traffic.ends.values()))
        if to:
            self._orders.append({"do": "spawn", "to": to})
        return {"orders": self._orders, "marks": self._marks, "watch": self._watch}

    def _agent(self, unit: Unit) -> tuple[Cell, bool, dict[Cell, float]]:
        """A unit's cell, whether it was given a goal, and where it may end with what that costs; the first is to stay."""
        plan = self._plans.get(unit.id)
        if plan == "stay":
            return unit.at, False, {}
        cost = plan or (lambda cell: int(cell != unit.at))
        cells = [unit.at, *(cell for cell in self.board.around[unit.at] if cell not in self._enemy_at)]
        return unit.at, plan is not None, {cell: cost(cell) + 8 * self.in_storm(cell) for cell in cells}

    def _spawn_direction(self, taken: set[Cell]) -> Optional[str]:
        full = len(self.units) >= self.rules.max_units
        if not self._spawns or full or self.cores[0] <= 0 or self.bank + self._gifts < self.spawn_cost:
            return None
        free = [cell for cell in self.board.around[self.home] if cell not in taken and cell not in self._enemy_at]
        return direction(self.home, free[0]) if free else None

    def _order(self, unit: Unit, **order: object) -> bool:
        first = self._plan(unit, "stay")
        if first:
            self._orders.append({"unit": unit.id, **order})
        return first

    def _plan(self, unit: Unit, plan: Callable[[Cell], float] | str) -> bool:
        first = self.is_free(unit)
        if first:
            self._plans[unit.id] = plan
        return first


class Traffic:
    """Settles where all own units go in a tick, so that none of them bumps into another.

    The method is priority inheritance with backtracking (Okumura and others, 2022): units choose in the order of their distance to their
    goal; whoever wants a cell where a unit stands that has not chosen yet makes that unit choose first, and takes the next best cell if it
    cannot get away.
    """

    def __init__(self, agents: Iterable[tuple[Cell, bool, dict[Cell, float]]]):
        #: By the cell where a unit stands: where it may end with what that costs. Without a choice it stays.
        self.choices: dict[Cell, dict[Cell, float]] = {}
        #: By the cell where a unit stands: where it will.
        self.ends: dict[Cell, Cell] = {}
        self.taken: set[Cell] = set()
        self.ranks: dict[Cell, tuple[bool, float]] = {}
        for at, goes, choices in agents:
            self.choices[at] = choices
            if choices:
                # Those with a goal choose before those without, the nearest to it first.
                self.ranks[at] = (not goes, choices[at])
            else:
                self.take(at, at)

    def settle(self) -> None:
        for at in sorted(self.ranks, key=self.ranks.get):
            if at not in self.ends:
                self.choose(at)

    def take(self, at: Cell, end: Cell) -> None:
        self.taken.add(end)
        self.ends[at] = end

    def choose(self, at: Cell) -> bool:
        """Finds a cell for the unit that stands on a cell, making others choose if need be. False if it could only stay."""
        for cell in self.cheapest_first(at):
            if cell in self.taken:
                continue
            if cell == at:
                break
            if self.ends.get(cell) == at:
                continue  # they would swap
            self.take(at, cell)
            if cell not in self.choices or cell in self.ends or self.choose(cell):
                return True
        # Its own cell may be promised to whoever pushed it; then staying takes it back.
        self.take(at, at)
        return False

    def cheapest_first(self, at: Cell) -> list[Cell]:
        """Among equals staying comes first, then empty cells, then n, e, s, w."""
        def price(cell: Cell) -> float:
            return 4 * choices[cell] + (0 if cell == at else 3 if cell in self.choices else 2)
        choices = self.choices[at]
        return sorted((cell for cell in choices if choices[cell] < FAR), key=price)


def run(bot: Callable[[Turn], None]) -> Optional[dict]:
    """Plays a match: calls bot once a tick and sends what was ordered, until the match is over. Returns the end line, if told."""
    # Only the engine's own Python has it; the rest of this module can be used, and tested, with any.
    import robodrome_host
    from robodrome_host import read_line, write_line

    report = getattr(robodrome_host, "report", lambda problem: traceback.print_exc())
    turn = None
    while (line := read_line()) is not None:
        message = _parse(line)
        match message.get("type"):
            case "start":
                turn = Turn(message)
            case "tick" if turn:
                turn.begin(message)
                try:
                    bot(turn)
                except Exception as problem:
                    # What was ordered before it still counts, and the match goes on.
                    report(problem)
                write_line(json.dumps(turn.end(), separators=(",", ":")))
            case "end":
                return message
    return None


def _parse(line: str) -> dict:
    try:
        message = json.loads(line)
    except ValueError as problem:
        if line.strip():
            print(f"a line is not a message; passed over: {problem}")
        return {}
    return message if isinstance(message, dict) else {}
