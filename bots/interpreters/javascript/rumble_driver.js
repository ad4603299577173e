// Plays a robot of Robot Rumble: a line with the state in, a line with its units' actions out.
(function (host) {
    "use strict";

    const { State, Action, debug } = globalThis;
    const evaluate = eval;

    // Longer tables of `debug.inspect` are left out, so that the actions are not lost with them.
    const LINE_CHARACTERS = 60000;

    // The line of the innermost frame that is the robot's own.
    function lineOf(error) {
        const at = /^\s*at .*?\(?[^\s(]+\.js:(\d+)(?::\d+)?\)?$/m.exec(error?.stack ?? "");
        return at ? Number(at[1]) : null;
    }

    function describe(error) {
        const line = error?.robotLine ?? lineOf(error);
        return {
            summary: String(error),
            details: error?.stack ?? null,
            loc: line === null ? null : { start: [line, null], end: null },
        };
    }

    function report(what, error) {
        const { loc, details } = describe(error);
        const place = loc ? ` in line ${loc.start[0]}` : "";
        host.log(`error: ${what}${place}: ${error}` + (details ? `\n${details.trimEnd()}` : ""));
    }

    function initError(what, error) {
        report(what, error);
        return { Err: { InitError: describe(error) } };
    }

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
            report(`unit ${id}`, error);
            return { Err: describe(error) };
        }
    }

    function turn(robot, initTurn, text) {
        const state = new State(JSON.parse(text));
        debug.located = [];
        debug.table = {};
        try {
            if (initTurn) initTurn(state);
        } catch (error) {
            return initError("initTurn", error);
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
        host.log("error: debug.inspect and debug.locate were given too much to be shown");
        const details = (action) => (action.Err ? { Err: { ...action.Err, details: null } } : action);
        const actions = Object.entries(result.Ok.robot_actions).map(([id, action]) => [id, details(action)]);
        const robot_actions = Object.fromEntries(actions);
        return JSON.stringify({ Ok: { robot_actions, logs: [], debug_inspect_tables: {}, debug_locate_queries: [] } });
    }

    function fail(error) {
        host.writeLine(`__rr_init:${JSON.stringify(initError("the robot cannot be loaded", error))}`);
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
            for (let text; (text = host.readLine()) !== null; ) {
                host.writeLine(`__rr_output:${line(turn(robot, initTurn, text))}`);
            }
        },
    };
})
