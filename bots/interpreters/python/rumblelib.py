"""The Robot API of Robot Rumble.

What published robots can tell apart is kept: each look-up gives a new object, which is equal to no other; the list of a
team's ids is the list itself; and `is_spawn` and `is_hill` are as they are in the original, see `_Cells`.
"""

import math
from enum import Enum
from typing import Any, List, Optional, Union

__all__ = [
    "Direction", "Team", "ObjType", "ActionType", "Coords", "Obj", "State", "Action", "debug",
    "MAP_SIZE", "SPAWN_COORDS", "HILL_COORDS",
]  # fmt: skip

MAP_SIZE = 19
_MIDDLE = 9


def _check(value: Any, kind: type, what: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{what} must be of type {kind.__name__}, not {type(value).__name__}")


class _Named(Enum):
    def __repr__(self) -> str:
        return str(self)


class Direction(_Named):
    North = "North"
    South = "South"
    East = "East"
    West = "West"

    @property
    def opposite(self) -> "Direction":
        return _OPPOSITE[self]

    @property
    def to_coords(self) -> "Coords":
        return _STEP[self]

    @property
    def rotate_cw(self) -> "Direction":
        return _CLOCKWISE[self]

    @property
    def rotate_ccw(self) -> "Direction":
        return _OPPOSITE[_CLOCKWISE[self]]


_OPPOSITE = {
    Direction.North: Direction.South,
    Direction.South: Direction.North,
    Direction.East: Direction.West,
    Direction.West: Direction.East,
}
_CLOCKWISE = {
    Direction.North: Direction.East,
    Direction.East: Direction.South,
    Direction.South: Direction.West,
    Direction.West: Direction.North,
}


class Team(_Named):
    Red = "Red"
    Blue = "Blue"

    @property
    def opposite(self) -> "Team":
        return Team.Blue if self is Team.Red else Team.Red


class ObjType(_Named):
    Unit = "Unit"
    Terrain = "Terrain"


class ActionType(_Named):
    Attack = "Attack"
    Move = "Move"
    Heal = "Heal"


class Coords(tuple):
    """A place, or a step: a tuple of x and y."""

    __slots__ = ()

    def __new__(cls, x: int, y: int) -> "Coords":
        _check(x, int, "Coords: x")
        _check(y, int, "Coords: y")
        return tuple.__new__(cls, (x, y))

    def __getnewargs__(self):
        return tuple(self)

    @property
    def x(self) -> int:
        return self[0]

    @property
    def y(self) -> int:
        return self[1]

    def __repr__(self) -> str:
        return f"({self[0]}, {self[1]})"

    def __add__(self, other: Union["Coords", Direction]) -> "Coords":
        dx, dy = _step(other, "Coords + ...")
        return tuple.__new__(Coords, (self[0] + dx, self[1] + dy))

    def __sub__(self, other: Union["Coords", Direction]) -> "Coords":
        dx, dy = _step(other, "Coords - ...")
        return tuple.__new__(Coords, (self[0] - dx, self[1] - dy))

    def __mul__(self, factor: int) -> "Coords":
        _check(factor, int, "Coords * n: n")
        return tuple.__new__(Coords, (self[0] * factor, self[1] * factor))

    def distance_to(self, other: "Coords") -> float:
        _check(other, Coords, "Coords.distance_to: the argument")
        return math.sqrt((other[0] - self[0]) ** 2 + (other[1] - self[1]) ** 2)

    def walking_distance_to(self, other: "Coords") -> int:
        _check(other, Coords, "Coords.walking_distance_to: the argument")
        return abs(other[0] - self[0]) + abs(other[1] - self[1])

    def coords_around(self) -> List["Coords"]:
        return [self + direction for direction in Direction]

    def direction_to(self, other: "Coords") -> Direction:
        _check(other, Coords, "Coords.direction_to: the argument")
        theta = math.atan2(self[1] - other[1], self[0] - other[0])
        if abs(theta) <= math.pi / 4:
            return Direction.West
        if abs(theta + math.pi / 2) <= math.pi / 4:
            return Direction.South
        if abs(theta - math.pi / 2) <= math.pi / 4:
            return Direction.North
        return Direction.East

    def is_spawn(self) -> bool:
        """As in the original, which is not what it says: see `_Cells`. `in SPAWN_COORDS` is right."""
        return SPAWN_COORDS._comes_next(self)

    def is_hill(self) -> bool:
        """As in the original, which is not what it says: see `_Cells`. `in HILL_COORDS` is right."""
        return HILL_COORDS._comes_next(self)


_STEP = {
    Direction.North: Coords(0, -1),
    Direction.South: Coords(0, 1),
    Direction.East: Coords(1, 0),
    Direction.West: Coords(-1, 0),
}


def _step(value: Any, what: str) -> Coords:
    if isinstance(value, Coords):
        return value
    if isinstance(value, Direction):
        return _STEP[value]
    raise TypeError(f"{what}: Coords or a Direction is needed, not {type(value).__name__}")


class _Cells(set):
    """A set of cells, in the order of x and then y.

    The original's `is_spawn` and `is_hill` look for a cell in an iterator over the texts of the cells, which is made once.
    So a look takes everything up to the cell out of it, or all of it, and what was taken is not found again. Published
    robots were written with that, and play otherwise without it.
    """

    def __init__(self, cells):
        super().__init__(cells)
        self._ordered = sorted(cells)
        self._texts = map(str, self._ordered)

    def __iter__(self):
        return iter(self._ordered)

    def _comes_next(self, cell: Coords) -> bool:
        return str(cell) in self._texts


def _is_floor(x: int, y: int) -> bool:
    return (_MIDDLE - x) ** 2 + (_MIDDLE - y) ** 2 < 81


_FLOOR = [Coords(x, y) for x in range(MAP_SIZE) for y in range(MAP_SIZE) if _is_floor(x, y)]
SPAWN_COORDS = _Cells([cell for cell in _FLOOR if not all(_is_floor(*near) for near in cell.coords_around())])
HILL_COORDS = _Cells([cell for cell in _FLOOR if max(abs(_MIDDLE - cell.x), abs(_MIDDLE - cell.y)) <= 1])


class Obj:
    """A unit or a wall."""

    def __init__(self, data: dict) -> None:
        _check(data, dict, "Obj: the argument")
        self.__data = data

    def __repr__(self) -> str:
        unit = f" {self.team} health={self.health}" if self.obj_type is ObjType.Unit else ""
        return f"<{self.obj_type} id={self.id} coords={self.coords}{unit}>"

    @property
    def id(self) -> str:
        return self.__data["id"]

    @property
    def coords(self) -> Coords:
        return tuple.__new__(Coords, self.__data["coords"])

    @property
    def obj_type(self) -> ObjType:
        return ObjType(self.__data["obj_type"])

    @property
    def team(self) -> Optional[Team]:
        return Team(self.__data["team"]) if self.__data["obj_type"] == "Unit" else None

    @property
    def health(self) -> Optional[int]:
        return self.__data["health"] if self.__data["obj_type"] == "Unit" else None


class State:
    """What a robot sees of a turn."""

    def __init__(self, data: dict) -> None:
        _check(data, dict, "State: the argument")
        self.__data = data

    @property
    def turn(self) -> int:
        return self.__data["turn"]

    @property
    def our_team(self) -> Team:
        return Team(self.__data["team"])

    @property
    def other_team(self) -> Team:
        return self.our_team.opposite

    def obj_by_id(self, id: str) -> Optional[Obj]:
        _check(id, str, "State.obj_by_id: the id")
        data = self.__data["objs"].get(id)
        return None if data is None else Obj(data)

    def ids_by_team(self, team: Team) -> List[str]:
        _check(team, Team, "State.ids_by_team: the team")
        return self.__data["teams"][team.value]

    def objs_by_team(self, team: Team) -> List[Obj]:
        _check(team, Team, "State.objs_by_team: the team")
        return [self.obj_by_id(id) for id in self.ids_by_team(team)]

    def id_by_coords(self, coords: Coords) -> Optional[str]:
        _check(coords, Coords, "State.id_by_coords: the place")
        try:
            return self.__data["grid"][coords[1]][coords[0]]
        except IndexError:
            return None

    def obj_by_coords(self, coords: Coords) -> Optional[Obj]:
        _check(coords, Coords, "State.obj_by_coords: the place")
        id = self.id_by_coords(coords)
        return None if id is None else self.obj_by_id(id)


class Action:
    """What a unit does."""

    def __init__(self, type: ActionType, direction: Direction) -> None:
        _check(type, ActionType, "Action: the type")
        _check(direction, Direction, "Action: the direction")
        self.type = type
        self.direction = direction

    def __repr__(self) -> str:
        return f"<{self.type} {self.direction}>"

    @staticmethod
    def move(direction: Direction) -> "Action":
        _check(direction, Direction, "Action.move: the direction")
        return Action(ActionType.Move, direction)

    @staticmethod
    def attack(direction: Direction) -> "Action":
        _check(direction, Direction, "Action.attack: the direction")
        return Action(ActionType.Attack, direction)

    @staticmethod
    def heal(direction: Direction) -> "Action":
        _check(direction, Direction, "Action.heal: the direction")
        return Action(ActionType.Heal, direction)


class _Debug:
    """What robots say for the viewer. The driver takes it."""

    def __init__(self) -> None:
        self.table: dict = {}
        self.located: list = []

    def inspect(self, key: str, value: Any) -> None:
        _check(key, str, "debug.inspect: the key")
        self.table[key] = str(value)

    def locate(self, unit: Obj) -> None:
        _check(unit, Obj, "debug.locate: the unit")
        self.located.append(unit.id)


debug = _Debug()
