"""atlas: weighs the board. Every beacon gets a need, from how many enemies stand near it, and each soldier goes where it is needed most for
the way that it has to go. The share of soldiers grows during the match; the others mine."""

import robodrome

HURT = 3  # hit points at which a soldier goes back to mining
NEAR = 4  # steps within which an enemy matters

posts = {}  # unit number -> beacon, kept from tick to tick so that nobody walks to and fro


def play(turn):
    for unit in turn.units:
        turn.fight(unit)
    assign(turn)
    for unit in turn.units:
        if turn.is_free(unit):
            if unit.id in posts:
                hold(turn, unit, posts[unit.id])
            else:
                work(turn, unit)
    turn.spawn()
    turn.watch("soldiers", len(posts))


def share(turn):
    """How many soldiers there should be."""
    if not any(amount and not turn.in_storm(cell) for cell, amount in turn.ore.items()):
        return len(turn.units)
    tick = turn.tick
    return len(turn.units) // (6 if tick < 50 else 3 if tick < 120 else 2)


def assign(turn):
    """Gives every soldier a beacon: the one with the most need for the way."""
    wanted, beacons = share(turn), turn.beacons()
    everyone = wanted == len(turn.units)
    fit = {unit.id: unit for unit in turn.units if unit.hp > HURT or everyone}
    for number in list(posts):
        if number not in fit or posts[number] not in beacons:
            del posts[number]
    home = turn.distances(turn.home)
    threat = {beacon: sum(robodrome.walk(e.at, beacon) <= 5 for e in turn.enemies) for beacon in beacons}
    while beacons and len(posts) < wanted:
        crews = list(posts.values())
        # A crew may be one stronger than the enemy; beyond that others need it more.
        need = min(beacons, key=lambda b: 12 * (crews.count(b) - threat[b]) + home.get(b, 99))
        free = [unit for unit in fit.values() if unit.id not in posts]
        if not free:
            return
        nearest = min(free, key=lambda unit: (turn.steps(unit.at, need) + unit.cargo, unit.id))
        posts[nearest.id] = need


def hold(turn, unit, post):
    """Goes to a post, and at the enemy near it where the odds are good."""
    enemy = robodrome.closest(turn.enemies, unit.at)
    near = enemy and robodrome.walk(enemy.at, unit.at) <= NEAR
    odds = turn.odds(unit.at, NEAR)
    goal = turn.predict(enemy) if near and odds > 0 else post
    way = turn.distances(goal)
    turn.mark_line(unit.at, goal, "red" if near else "yellow")

    def cost(cell):
        danger = sum(robodrome.walk(turn.predict(e), cell) == 1 for e in turn.enemies) if near else 0
        # Anywhere within two steps of a beacon holds it.
        steps = way.get(cell, robodrome.FAR)
        return 2 * (steps if near else max(1, steps)) + danger * (1 if odds > 0 else 5)

    turn.step(unit, cost)


def work(turn, unit):
    """Mines, and keeps out of fights that it cannot win."""
    enemy = robodrome.closest(turn.enemies, unit.at)
    if enemy and robodrome.walk(enemy.at, unit.at) <= 2 and turn.odds(unit.at, 3) < 0:
        turn.go(unit, turn.home)
    elif not turn.harvest(unit):
        beacon = turn.nearest(unit.at, turn.beacons())
        if beacon:
            turn.go(unit, beacon)


robodrome.run(play)
