//! Bots that are scripts, from the command line.

use crate::command::{Place, assert_says};

/// A bot in two languages that mines, and stumbles in tick 3.
const JAVASCRIPT: &str =
    "function tick({ tick }) {\n  if (tick === 3) null.x;\n  return [{ unit: 0, do: 'mine' }];\n}\n";
const LUA: &str = "function tick(t)\n  if t.tick == 3 then local n; return n.x end\n  return { { unit = 0, ['do'] = 'mine' } }\nend\n";

#[test]
fn scripts_play_as_they_are() {
    let place = Place::new();
    place.write("one.js", JAVASCRIPT);
    place.write("two.lua", LUA);
    let result = place.does("run one.js two.lua --ticks 8 --out match.replay --json").json();
    for (seat, name) in result["seats"].as_array().unwrap().iter().zip(["one", "two"]) {
        assert_eq!((&seat["name"], &seat["status"]), (&name.into(), &"waiting".into()));
        assert_eq!(seat["script"].as_str().unwrap().len(), 64);
        assert!(seat["fuel"].as_u64().unwrap() > 0);
    }
    place.does("verify --bots . match.replay");
    assert_says(&place.does("show match.replay").out, &["one", "JavaScript", "two", "Lua"]);
}

#[test]
fn the_first_error_of_a_script_is_shown() {
    let place = Place::new();
    place.write("one.js", JAVASCRIPT);
    place.write("bad.lua", "\n\n\n\n\n\nlocal x = = 3");
    let said = place.does("run one.js bad.lua --ticks 8 --no-replay").out;
    assert_says(
        &said,
        &[
            "one in tick 3: one.js:2:",
            "TypeError: cannot read property 'x' of null",
            "bad ended its process with code 1",
            "bad at the start: bad.lua:7: unexpected symbol near '='",
        ],
    );
}

#[test]
fn a_script_that_changed_is_not_taken_for_the_one_that_played() {
    let place = Place::new();
    place.write("one.js", JAVASCRIPT);
    place.does("run one.js idle --ticks 5 --out match.replay");
    place.does("verify --bots . match.replay");
    place.write("one.js", format!("{JAVASCRIPT}\n"));
    let findings = place.ends_with(1, "verify --bots . match.replay --json").json();
    assert_eq!(findings[0]["error"]["code"], "missing_script");
    assert_says(findings[0]["error"]["message"].as_str().unwrap(), &["`one`", "BLAKE3"]);
}

#[test]
fn scripts_are_checked_like_modules() {
    let place = Place::new();
    place.write("one.js", JAVASCRIPT);
    place.write("bad.lua", "x = = 3");
    place.write("long.py", vec![b'#'; (1 << 20) + 1]);
    let checks = place.ends_with(1, "check one.js bad.lua long.py --json").json();
    assert_eq!((&checks[0]["ok"], &checks[1]["ok"]), (&true.into(), &false.into()));
    assert_says(checks[1]["trial"]["log"].as_str().unwrap(), &["bad.lua:1: unexpected symbol near '='"]);
    assert_eq!(checks[2]["code"], "script_too_large");
}
