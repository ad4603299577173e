//! What is not admitted here is not sent: no ladder is there to take it.

use std::net::TcpListener;

use crate::command::{Place, assert_says};

/// The words that would send it to a ladder that nobody reaches.
fn to_nobody(file: &str) -> String {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    format!("upload {file} --token rdl_x --to http://{address}")
}

#[test]
fn a_file_that_is_no_bot_is_refused_before_it_is_sent() {
    let place = Place::new();
    place.write("bot.wasm", b"\x7fELF\x02\x01\x01");
    let said = place.ends_with(1, &to_nobody("bot.wasm"));
    assert_says(
        &said.out,
        &[
            "refused",
            "bot.wasm",
            "not_wasm",
            "it begins with the bytes 7f 45 4c 46",
            "it seems to be a program for Linux",
            "not sent",
            "Upload the `.wasm` file",
        ],
    );
    place.write("notes.txt", "to do");
    assert_says(&place.ends_with(1, &to_nobody("notes.txt")).out, &["notes.txt", "it seems to be text"]);
    let report = place.ends_with(1, &(to_nobody("bot.wasm") + " --json")).json();
    assert_eq!((&report["state"], &report["refusal"]["code"]), (&"refused".into(), &"not_wasm".into()));
}

#[test]
fn a_module_that_is_not_admitted_is_told_as_a_check_tells_it() {
    let place = Place::new();
    let module =
        r#"(module (import "env" "now" (func)) (memory (export "memory") 1) (func (export "_start")))"#;
    place.write("web.wasm", wat::parse_str(module).unwrap());
    let checked = place.ends_with(1, "check web.wasm").out;
    let uploaded = place.ends_with(1, &to_nobody("web.wasm")).out;
    for title in ["refused", "  found", "  help"] {
        let line = |text: &str| text.lines().find(|line| line.starts_with(title)).unwrap().to_owned();
        assert_eq!(line(&uploaded), line(&checked));
    }
}

#[test]
fn a_script_that_is_too_long_is_not_sent_and_any_other_is() {
    let place = Place::new();
    place.write("long.py", "#".repeat(2 << 20));
    assert_says(&place.ends_with(1, &to_nobody("long.py")).out, &["long.py", "script_too_large", "not sent"]);
    place.write("bot.py", "print()");
    assert_says(&place.ends_with(3, &to_nobody("bot.py")).err, &["cannot reach the ladder"]);
    assert_says(&place.ends_with(3, &to_nobody("greedy")).err, &["cannot reach the ladder"]);
}
