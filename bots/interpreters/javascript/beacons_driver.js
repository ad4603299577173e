// Plays the script of a bot that is called back: `start`, `tick` and `end`, functions of the script or exports of its
// module. A script without a `tick` has been its own loop, and is over.
(function (host) {
    "use strict";

    const evaluate = eval;

    // The innermost place of the script itself, as "bot.js:7:12: ", or nothing.
    function place(error) {
        const at = /\(?([^\s(]+\.js:\d+(?::\d+)?)\)?$/m.exec(error?.stack ?? "");
        return at ? `${at[1]}: ` : "";
    }

    function report(error) {
        const lines = typeof error?.stack === "string" ? error.stack.split("\n") : [];
        const stack = lines.filter((line) => !line.includes("(driver:")).join("\n").trimEnd();
        host.log(`error: ${place(error)}${error}` + (stack ? `\n${stack}` : ""));
    }

    globalThis.reportError = report;

    // A name that a module exports, or a global one of a script, however it was declared.
    function find(scope, name) {
        if (scope !== globalThis) return scope[name];
        return evaluate(`typeof ${name} === "undefined" ? undefined : ${name}`);
    }

    // Calls a function of the script. What it throws is reported, and stands for no answer.
    function call(callback, message) {
        try {
            return host.settle(callback(message));
        } catch (error) {
            report(error);
            return undefined;
        }
    }

    function answer(reply) {
        if (reply === undefined || reply === null) return { orders: [] };
        return Array.isArray(reply) ? { orders: reply } : reply;
    }

    // The line that says what the script answered.
    function line(reply) {
        try {
            return JSON.stringify(answer(reply)) ?? '{"orders":[]}';
        } catch (error) {
            report(error);
            return '{"orders":[]}';
        }
    }

    return {
        fail(error) {
            report(error);
            host.exit(1);
        },

        play(scope) {
            const [start, tick, end] = ["start", "tick", "end"].map((name) => find(scope, name));
            if (typeof tick !== "function") return;
            for (let text; (text = host.readLine()) !== null; ) {
                const message = JSON.parse(text);
                switch (message.type) {
                    case "start":
                        if (typeof start === "function") call(start, message);
                        break;
                    case "tick":
                        host.writeLine(line(call(tick, message)));
                        break;
                    case "end":
                        if (typeof end === "function") call(end, message);
                        break;
                }
            }
        },
    };
})
