use crate::command::{Place, assert_says};
use crate::talker::talker;

#[test]
fn bundled_bots_pass() {
    let place = Place::new();
    let opinions = place.does("check idle greedy simple --json").json();
    for opinion in opinions.as_array().unwrap() {
        assert_eq!(opinion["ok"], true, "{opinion}");
        assert!(opinion["code"].is_null());
        assert!(opinion["usage"]["module_bytes"]["used"].as_u64().unwrap() > 100);
        assert_eq!(opinion["trial"]["ticks"], 20);
    }
    assert_eq!(opinions[0]["trial"]["orders"], 0);
    assert!(opinions[1]["trial"]["orders"].as_u64().unwrap() > 20);
    assert_says(
        &place.does("check greedy").out,
        &["admitted", "greedy", "module bytes", "dearest tick", "still playing"],
    );
}

#[test]
fn what_is_no_module_is_refused_with_the_remedy() {
    let place = Place::new();
    place.write("bot.wasm", "fn main() {}");
    let said = place.ends_with(1, "check bot.wasm");
    assert_says(&said.out, &["refused", "bot.wasm", "not_wasm", "Upload the `.wasm` file"]);
    let opinions = place.ends_with(1, "check idle bot.wasm --json").json();
    assert_eq!(opinions[0]["ok"], true);
    assert_eq!(opinions[1]["ok"], false);
    assert_eq!(opinions[1]["code"], "not_wasm");
    assert!(opinions[1]["trial"].is_null());
}

#[test]
fn a_forbidden_import_is_named() {
    let place = Place::new();
    place.write(
        "web.wasm",
        wat::parse_str(
            r#"(module (import "env" "now" (func)) (memory (export "memory") 1) (func (export "_start")))"#,
        )
        .unwrap(),
    );
    let opinion = &place.ends_with(1, "check web.wasm --json").json()[0];
    assert_eq!(opinion["code"], "unknown_import_module");
    assert_says(opinion["detail"].as_str().unwrap(), &["env"]);
    let said = place.ends_with(1, "run web.wasm idle");
    assert_says(
        &said.err,
        &["error: web.wasm is refused: unknown_import_module", "help: ", "arena check web.wasm"],
    );
}

#[test]
fn a_bot_that_dies_is_told_why() {
    let place = Place::new();
    place.write("trap.wasm", talker("{\"orders\":[]}\n", "about to die\n", 5, "(unreachable)"));
    place.write("exit.wasm", talker("{\"orders\":[]}\n", "", 5, "(call $exit (i32.const 3))"));
    let opinions = place.ends_with(1, "check trap.wasm exit.wasm --json").json();
    assert_eq!(opinions[0]["trial"]["status"], "faulted(unreachable)");
    assert_eq!(opinions[1]["trial"]["status"], "exited(3)");
    let said = place.ends_with(1, "check trap.wasm");
    assert_says(&said.out, &["stopped", "does not play", "panic or a failed assertion", "about to die"]);
}

#[test]
fn dropped_orders_are_explained() {
    let place = Place::new();
    place.write(
        "wild.wasm",
        talker("{\"orders\":[{\"unit\":99,\"do\":\"mine\"},{\"unit\":0,\"do\":\"fly\"}]}\n", "", 999, ""),
    );
    let opinion = &place.does("check wild.wasm --json").json()[0];
    let dropped = opinion["trial"]["dropped"].as_array().unwrap();
    let words: Vec<&str> = dropped.iter().map(|complaint| complaint["why"].as_str().unwrap()).collect();
    assert_eq!(words, ["unknown_verb", "no_such_unit"]);
    assert_eq!(dropped[0]["times"], 20);
    assert_eq!(dropped[0]["first_tick"], 1);
    assert_says(
        &place.does("check wild.wasm").out,
        &["no_such_unit, 20 times, first at tick 1: The bot has no living unit"],
    );
}

#[test]
fn a_bot_without_fuel_is_told_so() {
    let place = Place::new();
    let opinion = &place.does("check greedy --json --set fuel.per_tick=1000 --set fuel.bank=1000").json()[0];
    assert!(opinion["trial"]["late"].as_u64().unwrap() > 10, "{opinion}");
    assert_says(&opinion["advice"].to_string(), &["ran out of fuel in"]);
}
