use crate::command::{Place, assert_says};
use crate::talker::talker;

#[test]
fn the_header_and_the_board_are_shown() {
    let place = Place::new();
    place.short_match("match.replay");
    let said = place.does("show match.replay");
    assert_says(
        &said.out,
        &[&format!("beacons, epoch {}, seed 1, 25 x 25", rules::EPOCH), "seat 0 a  greedy", "seat 1 b  twin"],
    );
    assert_says(
        &said.out,
        &[
            "tick 80 of 80",
            "units of greedy",
            "events of tick 80",
            "AA",
            "BB",
            "arena show match.replay --tick 80 --seat 0",
        ],
    );
    assert_says(&place.does("show match.replay --tick 0").out, &["tick 0 of 80", "0 points    4 units"]);
}

#[test]
fn a_seat_shows_what_it_was_sent_and_ordered() {
    let place = Place::new();
    place.short_match("match.replay");
    let shown = place.does("show match.replay --tick 40 --seat 1 --json").json();
    assert_eq!(shown["tick"], 40);
    assert_eq!(shown["frame"]["tick"], 40);
    assert_eq!(shown["last_tick"], 80);
    let seat = &shown["seat"];
    let sent: serde_json::Value = serde_json::from_str(seat["sent"].as_str().unwrap()).unwrap();
    assert_eq!(sent["type"], "tick");
    assert_eq!(sent["tick"], 40);
    let orders = seat["orders"].as_array().unwrap();
    assert!(!orders.is_empty());
    let opposite = |to: &str| {
        ["n", "e", "s", "w"][(["n", "e", "s", "w"].iter().position(|d| *d == to).unwrap() + 2) % 4]
    };
    for order in orders.iter().filter(|order| order["board"]["to"].is_string()) {
        let (board, own) = (order["board"]["to"].as_str().unwrap(), order["own"]["to"].as_str().unwrap());
        assert_eq!(own, opposite(board), "seat 1 of two sees the board turned by half a turn");
    }
    let said = place.does("show match.replay --tick 40 --seat 1");
    assert_says(
        &said.out,
        &[
            "as seat 1 sees it",
            "\"tick\": 40",
            "that stood",
            "(in its own frame: ",
            "fuel    ",
            "asked for the next line",
        ],
    );
}

/// The line is what the bot got, so a bot can be fed with it again.
#[test]
fn start_and_farewell_can_be_shown_too() {
    let place = Place::new();
    place.short_match("match.replay");
    let sent = |tick: u32| {
        let shown = place.does(&format!("show match.replay --tick {tick} --seat 0 --json")).json();
        serde_json::from_str::<serde_json::Value>(shown["seat"]["sent"].as_str().unwrap()).unwrap()
    };
    assert_eq!(sent(0)["type"], "start");
    assert_eq!(sent(0)["name"], "greedy");
    assert_eq!(sent(80)["type"], "tick");
    assert_eq!(sent(81)["type"], "end");
    assert_says(&place.does("show match.replay --tick 81").out, &["farewell"]);
}

/// A log is a stranger's text.
#[test]
fn logs_cannot_disturb_the_terminal() {
    let place = Place::new();
    let reply = "{\"orders\":[{\"unit\":7,\"do\":\"mine\"}],\"marks\":[{\"kind\":\"text\",\"at\":[1,2],\"text\":\"go\u{202e}\"}],\"watch\":{\"plan\":\"r\\u001b[2Jaid\"}}\n";
    let log = "plain\n\u{1b}[31mred\u{1b}[0m \u{202e}txet\u{7}\n";
    place.write("evil.wasm", talker(reply, log, 999, ""));
    place.does("run evil.wasm idle --ticks 5 --out match.replay");
    let said = place.does("show match.replay --tick 3 --seat 0 --color always");
    assert_says(
        &said.out,
        &[
            "plain",
            r"\u{1b}[31mred\u{1b}[0m \u{202e}txet\u{7}",
            r"go\u{202e}",
            r"plan = r\u{1b}[2Jaid",
            "no_such_unit",
        ],
    );
    assert!(
        !said.out.contains("\u{1b}[31mred") && !said.out.contains('\u{202e}') && !said.out.contains('\u{7}')
    );
    let exported = place.does("export match.replay --jsonl").out;
    assert!(!exported.contains('\u{1b}'));
    let turn: serde_json::Value = serde_json::from_str(exported.lines().nth(4).unwrap()).unwrap();
    assert_eq!(turn["seats"][0]["log"], log);
    assert_eq!(turn["seats"][0]["watches"][0]["value"], "r\u{1b}[2Jaid");
}

#[test]
fn ticks_and_seats_that_are_not_there_are_named() {
    let place = Place::new();
    place.short_match("match.replay");
    assert_says(
        &place.ends_with(2, "show match.replay --tick 99").err,
        &["no tick 99", "the last one is 80"],
    );
    assert_says(
        &place.ends_with(2, "show match.replay --seat 2").err,
        &["no seat 2", "0 is greedy, 1 is twin"],
    );
}
