//! Everything that can be wrong with a command line: a sentence, the remedy, and the right exit code.

use crate::command::{Place, assert_says};

#[test]
fn each_mistake_has_its_sentence_and_its_remedy() {
    let place = Place::new();
    place.write("text.wasm", "not a module");
    place.write("text.replay", "not a replay");
    place.write("bad.toml", "game = 1");
    place.short_match("match.replay");
    let two = "run idle idle";
    for (code, line, says) in [
        (2, "run gredy idle", &["no bot named `gredy`", "did you mean `greedy`?"][..]),
        (2, "run missing.wasm idle", &["there is no file missing.wasm", "come with the engine: idle"]),
        (2, "run . idle", &["is a folder"]),
        (2, "run idle", &["one bot alone cannot play", "name a second one"]),
        (2, "run idle idle idle", &["2, 4 or 8 bots, and 3 were named"]),
        (1, "run text.wasm idle", &["text.wasm is refused: not_wasm", "help: "]),
        (2, &format!("{two} --set ore=3"), &["there is no `ore` in `rules`", "ore_amount"]),
        (2, &format!("{two} --set fuel.tank=3"), &["there is no `tank` in `fuel`", "per_tick"]),
        (2, &format!("{two} --set ticks"), &["key=value"]),
        (2, &format!("{two} --set ticks=many"), &["`many`"]),
        (2, &format!("{two} --ticks 0"), &["`ticks`", "must be from"]),
        (2, &format!("{two} --map moon"), &["no map `moon`", "many-beacons", "arena maps"]),
        (2, &format!("{two} --size 9"), &["size"]),
        (2, &format!("{two} --game chess"), &["no game named `chess`", "beacons"]),
        (2, &format!("{two} --rules none.toml"), &["cannot read the rule set none.toml"]),
        (1, &format!("{two} --rules bad.toml"), &["rule set bad.toml"]),
        (2, &format!("{two} --backend llvm"), &["`llvm` is no back end", "cranelift"]),
        (
            2,
            &format!("{two} --out nowhere/x.replay"),
            &["cannot write the replay nowhere/x.replay", "a folder that exists"],
        ),
        (2, "show none.replay", &["cannot read the replay none.replay"]),
        (2, "show greedy", &["is a bot, not a replay"]),
        (1, "show text.replay", &["not a replay"]),
        (2, "show match.replay --bogus", &["--bogus"]),
        (2, "verify none.replay", &["cannot read the replay none.replay"]),
        (2, "verify --bots nowhere match.replay", &["nowhere"]),
        (2, "export match.replay", &["--jsonl"]),
        (2, "export match.replay --jsonl --out no/where", &["cannot write the export no/where"]),
        (2, "maps --teams 3", &["2, 4 or 8 teams"]),
        (2, "rum", &["rum", "run"]),
    ] {
        let said = place.ends_with(code, line);
        assert_says(&said.err, &["error: "]);
        assert_says(&said.err, says);
        assert!(said.out.is_empty(), "{line}: {}", said.out);
    }
}

#[test]
fn the_map_of_a_file_decides_how_many_play() {
    let place = Place::new();
    place.write("four.map", place.does("maps --map open --teams 4 --text").out);
    let said = place.ends_with(2, "run idle idle --map four.map");
    assert_says(&said.err, &["the map four.map is for 4 bots, and 2 were named", "name 4 bots"]);
}

#[test]
fn programs_get_errors_as_objects() {
    let place = Place::new();
    for (code, line, word) in [
        (2, "run gredy idle --json", "unknown_bot"),
        (2, "show none.replay --json", "not_found"),
        (2, "run idle idle --set x=1 --json", "setting"),
        (2, "run --nonsense --json", "usage"),
    ] {
        let error = &place.ends_with(code, line).json()["error"];
        assert_eq!(error["code"], word, "{line}");
        assert!(error["message"].as_str().unwrap().len() > 10, "{error}");
    }
}

#[test]
fn every_verb_explains_itself() {
    let place = Place::new();
    for verb in [
        "run",
        "check",
        "feed",
        "show",
        "verify",
        "export",
        "tournament",
        "bench",
        "conformance",
        "new",
        "maps",
        "completions",
    ] {
        let said = place.does(&format!("help {verb}"));
        assert_says(&said.out, &["Usage: arena", "Examples:"]);
    }
    assert_says(&place.does("--help").out, &["Start here:", "Exit codes:"]);
    assert_says(&place.does("completions bash").out, &["_arena()", "tournament"]);
}
