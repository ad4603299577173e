"""Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say."""

import robodrome

turns = 0


def play(turn):
    global turns
    turns += 1
    first, second, third = turn.units
    if turns == 1:
        tell_start(turn)
        turn.mine(first)
        turn.strike(second, "n")
        turn.lance(third, "e")
        turn.mark_line((7, 4), (8, 4), "red")
        turn.mark_circle((7, 5), 2, "yellow")
        turn.mark_text((7, 1), f'{first.cargo} of "10"')
    elif turns == 2:
        tell_tick(turn)
        turn.guard(first)
        turn.mine(first)  # the first one stands
        turn.give(second, "w", 10)
        turn.repair(third, "s")
    else:
        turn.watch("missed", turn.missed)
        turn.go(third, (7, 5))
        turn.hold(second)
        turn.spawn()
        print(f"logged {turn.tick}")
        raise ValueError("caught")


def tell_start(turn):
    board = turn.board
    walls = list(board.tiles.values()).count("wall")
    rules = (int(getattr(turn.rules, name)) for name in robodrome.Rules.__annotations__)
    turn.watch("start", f"{turn.name} {turn.teams} teams {board.width}x{board.height}")
    turn.watch("rules", " ".join(map(str, rules)))
    turn.watch("map", f"{walls} walls, {len(board.ores)} ores, beacons {' '.join(map(text, board.beacons))}")
    turn.watch("cores", " ".join(map(text, board.cores)))


def tell_tick(turn):
    stormy = [int(turn.in_storm((0, 5), tick)) for tick in (249, 250)]
    turn.watch("tick", f"{turn.tick} missed {turn.missed}")
    turn.watch("teams", " ".join(map(str, turn.points + turn.damage + turn.cores)))
    turn.watch("storm", f"{turn.rings} {stormy[0]} {stormy[1]}")
    turn.watch("bank", f"{turn.bank} of {turn.spawn_cost}")
    turn.watch("units", "; ".join(tell(unit) for unit in turn.units))
    turn.watch("enemies", "; ".join(f"{unit.team}.{tell(unit)}" for unit in turn.enemies))
    turn.watch("ore", f"{sum(turn.ore.values())} loose {turn.loose[5, 5]}")
    turn.watch("failed", "; ".join(f"{'-' if unit is None else unit} {why}" for unit, why in turn.failed))


def tell(unit):
    return f"{unit.id}@{text(unit.at)} {unit.hp} {unit.cargo}" + (" guarded" if unit.guarded else "")


def text(cell):
    return "{},{}".format(*cell)


print("end", robodrome.run(play)["result"])
