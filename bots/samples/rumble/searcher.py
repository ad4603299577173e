# Searches two plies: for each of its units every action, and for the enemies beside it their best answer.
from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from itertools import product
from typing import Iterator, NamedTuple, Optional

MAX_PLIES = 2


class Act(NamedTuple):
    kind: str
    direction: Optional[Direction] = None


@dataclass
class Piece:
    coords: Coords
    health: int
    ours: bool


class Board:
    """What matters of a state, cheap to copy."""

    def __init__(self, pieces: dict[str, Piece]):
        self.pieces = pieces
        self.by_coords = {piece.coords: id for id, piece in pieces.items()}

    @classmethod
    def of(cls, state: State) -> Board:
        pieces = {}
        for team in Team:
            for unit in state.objs_by_team(team):
                pieces[unit.id] = Piece(unit.coords, unit.health, team is state.our_team)
        return cls(pieces)

    def near(self, coords: Coords, reach: int) -> Board:
        close = {id: piece for id, piece in self.pieces.items() if piece.coords.walking_distance_to(coords) <= reach}
        return Board(close)

    def is_free(self, coords: Coords) -> bool:
        return coords not in self.by_coords and (9 - coords.x) ** 2 + (9 - coords.y) ** 2 < 81

    def options(self, id: str) -> Iterator[Act]:
        piece = self.pieces[id]
        yield Act("pass")
        for direction in Direction:
            there = piece.coords + direction
            other = self.by_coords.get(there)
            if other is not None and self.pieces[other].ours != piece.ours:
                yield Act("attack", direction)
            elif self.is_free(there):
                yield Act("move", direction)

    def after(self, id: str, act: Act) -> Board:
        pieces = {other: copy.copy(piece) for other, piece in self.pieces.items()}
        piece = pieces[id]
        if act.kind == "move":
            piece.coords = piece.coords + act.direction
        elif act.kind == "attack":
            victim = self.by_coords[piece.coords + act.direction]
            pieces[victim].health -= 1
            if pieces[victim].health <= 0:
                del pieces[victim]
        return Board(pieces)

    def value(self) -> float:
        ours = [piece for piece in self.pieces.values() if piece.ours]
        theirs = [piece for piece in self.pieces.values() if not piece.ours]
        material = sum(4 + piece.health for piece in ours) - sum(4 + piece.health for piece in theirs)
        closeness = sum(
            1 / one.coords.walking_distance_to(other.coords) for one, other in product(ours, theirs)
        )
        return material + 0.1 * closeness


def search(board: Board, id: str, plies: int) -> tuple[float, Act]:
    """The best action of a unit, and what it is worth to its team."""
    sign = 1 if board.pieces[id].ours else -1
    best = (-math.inf, Act("pass"))
    for act in board.options(id):
        after = board.after(id, act)
        value = sign * after.value()
        if plies > 1 and id in after.pieces:
            me = after.pieces[id]
            answers = [
                search(after, other, plies - 1)[0]
                for other, piece in after.pieces.items()
                if piece.ours != me.ours and piece.coords.walking_distance_to(me.coords) <= 2
            ]
            value = -max(answers, default=-value)
        best = max(best, (value, act), key=lambda pair: pair[0])
    return best


claimed = {}


def init_turn(state):
    claimed.clear()
    claimed["board"] = Board.of(state)


def nearest(state, unit):
    return min(state.objs_by_team(state.other_team), key=lambda e: e.coords.walking_distance_to(unit.coords), default=None)


def robot(state, unit):
    board: Board = claimed["board"]
    close = board.near(unit.coords, 4)
    if all(piece.ours for piece in close.pieces.values()):
        enemy = nearest(state, unit)
        act = Act("move", unit.coords.direction_to(enemy.coords)) if enemy else Act("pass")
    else:
        value, act = search(close, unit.id, MAX_PLIES)
        debug.inspect("value", round(value, 2))
    if act.kind == "move":
        goal = unit.coords + act.direction
        if not board.is_free(goal):
            return None
        board.by_coords[goal] = unit.id
        return Action.move(act.direction)
    return Action.attack(act.direction) if act.kind == "attack" else None
