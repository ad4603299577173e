// Plays a robot of Robot Rumble: a line with the state in, a line with its units' actions out.
(function (host) {
    "use strict";

    const { State, Action, debug } = globalThis;
    const evaluate = eval;

    // A line is cut off at 64 KiB: what could be too long is left out, so that the actions are not lost with it.
    const LINE_CHARACTERS = 60000;
    const DETAILS_CHARACTERS = 1200;

    function shorten(text) {
        if (text.length <= DETAILS_CHARACTERS) return text;
        return `${text.slice(0, DETAILS_CHARACTERS / 2)}\n...\n${text.slice(-DETAILS_CHARACTERS / 2)}`;
    }

    // The stack without the driver's own frames.
    function stackOf(error) {
        if (typeof error?.stack !== "string") return null;
        const own = error.stack.split("\n").filter((line) => !line.includes("(driver:"));
        return shorten(own.join("\n").trimEnd());
    }

    // The line of the innermost frame that is the robot's own.
    function lineOf(error) {
        const at = /^\s*at .*?\(?[^\s(]+\.js:(\d+)(?::\d+)?\)?$/m.exec(error?.stack ?? "");
        return at ? Number(at[1]) : null;
    }

    function describe(error) {
        const line = lineOf(error);
        return {
            summary: shorten(String(error)),
            details: stackOf(error),
            loc: line === null ? null : { start: [line, null], end: null },
        };
    }

    const initError = (error) => ({ Err: { InitError: describe(error) } });

    // A global name of the robot, however it was declared.
    const find = (name) => evaluate(`typeof ${name} === "undefined" ? undefined : ${name}`);

    function check(name, callback, parameters) {
        if (typeof callback !== "function") throw new TypeError(`there has to be a function ${name}`);
        if (callback.length !== parameters) {
            throw new TypeError(`the function ${name} has to take ${parameters} arguments, not ${callback.length}`);
        }
    }

    // The result of one unit.
    function act(robot, state, id) {
        try {
            const action = robot(state, state.objById(id));
            if (action === null) return { Ok: null };
            if (action instanceof Action) return { Ok: { type: action.type, direction: action.direction } };
            throw new TypeError(`robot has to return an Action or null, not ${String(action)}`);
        } catch (error) {
            return { Err: describe(error) };
        }
    }

    function turn(robot, initTurn, read) {
        // No robot gets at what the state holds, which the host shares between turns where nothing changed.
        const state = new State(typeof read === "string" ? JSON.parse(read) : read);
        debug.located = [];
        debug.table = {};
        try {
            if (initTurn) initTurn(state);
        } catch (error) {
            return initError(error);
        }
        const output = { robot_actions: {}, logs: [], debug_inspect_tables: {}, debug_locate_queries: debug.located };
        for (const id of state.idsByTeam(state.ourTeam)) {
            debug.table = {};
            output.robot_actions[id] = act(robot, state, id);
            if (Object.keys(debug.table).length > 0) output.debug_inspect_tables[id] = debug.table;
        }
        return { Ok: output };
    }

    function line(result) {
        const text = JSON.stringify(result);
        if (text.length <= LINE_CHARACTERS || !result.Ok) return text;
        host.log("error: there is too much of debug.inspect, debug.locate or stacks to be shown");
        const details = (action) => (action.Err ? { Err: { ...action.Err, details: null } } : action);
        const actions = Object.entries(result.Ok.robot_actions).map(([id, action]) => [id, details(action)]);
        const robot_actions = Object.fromEntries(actions);
        return JSON.stringify({ Ok: { robot_actions, logs: [], debug_inspect_tables: {}, debug_locate_queries: [] } });
    }

    function fail(error) {
        host.writeLine(`__rr_init:${JSON.stringify(initError(error))}`);
        host.exit(1);
    }

    return {
        fail,

        play() {
            const robot = find("robot");
            const initTurn = find("initTurn");
            try {
                check("robot", robot, 2);
                if (initTurn !== undefined) check("initTurn", initTurn, 1);
            } catch (error) {
                fail(error);
            }
            host.writeLine('__rr_init:{"Ok":null}');
            for (let read; (read = host.readState()) !== null; ) {
                host.writeLine(`__rr_output:${line(turn(robot, initTurn, read))}`);
            }
        },
    };
})
