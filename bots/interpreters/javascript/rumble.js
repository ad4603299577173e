// The Robot API of Robot Rumble for JavaScript, as global names. Lodash is `_`.
//
// What published robots can tell apart is kept: each look-up gives a new object, so `===` between two of the same unit is
// false; what is not there is `undefined`; a list of ids is the list itself.
(function (global) {
    "use strict";

    function requireKind(value, kind, what) {
        if (!(value instanceof kind)) throw new TypeError(`${what} must be a ${kind.name}, not ${describe(value)}`);
    }

    function requireType(value, type, what) {
        if (typeof value !== type || value === null) {
            throw new TypeError(`${what} must be a ${type}, not ${describe(value)}`);
        }
    }

    function describe(value) {
        if (value === null) return "null";
        if (typeof value === "object") return `a ${value.constructor?.name ?? "object"}`;
        return typeof value === "undefined" ? "undefined" : `${typeof value} ${String(value)}`;
    }

    // One of a few named values. `valueOf` of the class finds one by its name.
    class Named {
        constructor(name) {
            this.enumKey = name;
        }

        static define(...names) {
            for (const [ordinal, name] of names.entries()) {
                const value = new this(name);
                value.ordinal = ordinal;
                this[name] = value;
            }
            Object.defineProperty(this, "enumValues", { value: names.map((name) => this[name]) });
        }

        static valueOf(name) {
            requireType(name, "string", `${this.name}.valueOf: the name`);
            return this.enumValues.find((value) => value.enumKey === name);
        }

        toString() {
            return `${this.constructor.name}.${this.enumKey}`;
        }

        toJSON() {
            return this.enumKey;
        }
    }

    const CLOCKWISE = ["North", "East", "South", "West"];
    const STEP = { North: [0, -1], South: [0, 1], East: [1, 0], West: [-1, 0] };

    class Direction extends Named {
        get opposite() {
            return this.#turned(2);
        }

        get rotateCw() {
            return this.#turned(1);
        }

        get rotateCcw() {
            return this.#turned(3);
        }

        get toCoords() {
            const step = STEP[this.enumKey];
            return new Coords(step[0], step[1]);
        }

        #turned(quarters) {
            return Direction[CLOCKWISE[(CLOCKWISE.indexOf(this.enumKey) + quarters) % 4]];
        }
    }
    Direction.define("North", "South", "East", "West");

    class Team extends Named {
        get opposite() {
            return this === Team.Red ? Team.Blue : Team.Red;
        }
    }
    Team.define("Red", "Blue");

    class ObjType extends Named {}
    ObjType.define("Unit", "Terrain");

    class ActionType extends Named {}
    ActionType.define("Attack", "Move", "Heal");

    const MAP_SIZE = 19;
    const MIDDLE = 9;

    const isFloor = (x, y) => (MIDDLE - x) ** 2 + (MIDDLE - y) ** 2 < 81;
    const isOnHill = (x, y) => Math.abs(MIDDLE - x) <= 1 && Math.abs(MIDDLE - y) <= 1;
    const isOnSpawn = (x, y) => isFloor(x, y) && !Object.values(STEP).every(([dx, dy]) => isFloor(x + dx, y + dy));

    class Coords {
        constructor(x, y) {
            // Called more often than anything else: the usual case calls nothing.
            if (typeof x !== "number") requireType(x, "number", "new Coords: x");
            if (typeof y !== "number") requireType(y, "number", "new Coords: y");
            this.x = x;
            this.y = y;
        }

        toString() {
            return `(${this.x}, ${this.y})`;
        }

        distanceTo(other) {
            if (!(other instanceof Coords)) requireKind(other, Coords, "Coords.distanceTo: the argument");
            return Math.sqrt((other.x - this.x) ** 2 + (other.y - this.y) ** 2);
        }

        walkingDistanceTo(other) {
            if (!(other instanceof Coords)) requireKind(other, Coords, "Coords.walkingDistanceTo: the argument");
            return Math.abs(other.x - this.x) + Math.abs(other.y - this.y);
        }

        coordsAround() {
            return Direction.enumValues.map((direction) => this.add(direction));
        }

        directionTo(other) {
            requireKind(other, Coords, "Coords.directionTo: the argument");
            const theta = Math.atan2(this.y - other.y, this.x - other.x);
            const isNear = (angle) => Math.abs(theta - angle) <= Math.PI / 4;
            if (isNear(0)) return Direction.West;
            if (isNear(-Math.PI / 2)) return Direction.South;
            return isNear(Math.PI / 2) ? Direction.North : Direction.East;
        }

        isSpawn() {
            return isOnSpawn(this.x, this.y);
        }

        isHill() {
            return isOnHill(this.x, this.y);
        }

        add(other) {
            const step = other instanceof Coords ? other : stepOf(other, "Coords.add");
            return new Coords(this.x + step.x, this.y + step.y);
        }

        sub(other) {
            const step = stepOf(other, "Coords.sub");
            return new Coords(this.x - step.x, this.y - step.y);
        }

        mul(factor) {
            requireType(factor, "number", "Coords.mul: the argument");
            return new Coords(this.x * factor, this.y * factor);
        }
    }

    function stepOf(value, what) {
        if (value instanceof Coords) return value;
        if (value instanceof Direction) return value.toCoords;
        throw new TypeError(`${what}: the argument must be Coords or a Direction, not ${describe(value)}`);
    }

    function cells(isWanted) {
        const found = [];
        for (let x = 0; x < MAP_SIZE; x++) {
            for (let y = 0; y < MAP_SIZE; y++) if (isWanted(x, y)) found.push(new Coords(x, y));
        }
        return found;
    }

    class Obj {
        #data;

        constructor(data) {
            if (typeof data !== "object") requireType(data, "object", "new Obj: the argument");
            this.#data = data;
        }

        get id() {
            return this.#data.id;
        }

        get coords() {
            const { coords } = this.#data;
            return new Coords(coords[0], coords[1]);
        }

        get objType() {
            return ObjType[this.#data.obj_type];
        }

        get team() {
            return this.#data.obj_type === "Unit" ? Team[this.#data.team] : undefined;
        }

        get health() {
            return this.#data.obj_type === "Unit" ? this.#data.health : undefined;
        }

        toString() {
            const unit = this.objType === ObjType.Unit ? ` ${this.team} health=${this.health}` : "";
            return `<${this.objType} id=${this.id} coords=${this.coords}${unit}>`;
        }
    }

    class State {
        #data;

        constructor(data) {
            requireType(data, "object", "new State: the argument");
            this.#data = data;
        }

        get turn() {
            return this.#data.turn;
        }

        get ourTeam() {
            return Team[this.#data.team];
        }

        get otherTeam() {
            return this.ourTeam.opposite;
        }

        objById(id) {
            if (typeof id !== "string") requireType(id, "string", "State.objById: the id");
            const data = this.#data.objs[id];
            return data && new Obj(data);
        }

        idsByTeam(team) {
            requireKind(team, Team, "State.idsByTeam: the team");
            return this.#data.teams[team.enumKey];
        }

        objsByTeam(team) {
            requireKind(team, Team, "State.objsByTeam: the team");
            const { objs, teams } = this.#data;
            return teams[team.enumKey].map((id) => new Obj(objs[id]));
        }

        idByCoords(coords) {
            if (!(coords instanceof Coords)) requireKind(coords, Coords, "State.idByCoords: the place");
            return this.#data.grid[coords.y]?.[coords.x] ?? undefined;
        }

        objByCoords(coords) {
            const id = this.idByCoords(coords);
            return id === undefined ? undefined : new Obj(this.#data.objs[id]);
        }
    }

    class Action {
        constructor(type, direction) {
            requireKind(type, ActionType, "new Action: the type");
            requireKind(direction, Direction, "new Action: the direction");
            this.type = type;
            this.direction = direction;
        }

        static move(direction) {
            requireKind(direction, Direction, "Action.move: the direction");
            return new Action(ActionType.Move, direction);
        }

        static attack(direction) {
            requireKind(direction, Direction, "Action.attack: the direction");
            return new Action(ActionType.Attack, direction);
        }

        static heal(direction) {
            requireKind(direction, Direction, "Action.heal: the direction");
            return new Action(ActionType.Heal, direction);
        }

        toString() {
            return `<${this.type} ${this.direction}>`;
        }
    }

    // What robots say for the viewer. The driver empties it.
    class Debug {
        table = {};
        located = [];

        inspect(key, value) {
            requireType(key, "string", "debug.inspect: the key");
            this.table[key] = String(value);
        }

        locate(unit) {
            requireKind(unit, Obj, "debug.locate: the unit");
            this.located.push(unit.id);
        }
    }

    const names = {
        Direction,
        Team,
        ObjType,
        ActionType,
        Coords,
        Obj,
        State,
        Action,
        MAP_SIZE,
        SPAWN_COORDS: cells(isOnSpawn),
        HILL_COORDS: cells(isOnHill),
        debug: new Debug(),
    };
    // Not as `const`: a robot may have names of its own like these.
    for (const [name, value] of Object.entries(names)) {
        Object.defineProperty(global, name, { value, writable: true, configurable: true });
    }
})(globalThis);
