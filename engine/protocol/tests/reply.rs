//! What becomes of a bot's line: every reason for which a part of it is dropped while it is read, and what still stands.

use protocol::{Ask, Dir, Mark, Note, Pos, Reason, UnitId, limits, parse_reply};

fn note(unit: Option<u16>, why: Reason) -> Note {
    Note { unit: unit.map(UnitId), why }
}

fn ask(unit: Option<u16>, verb: &'static str) -> Ask<'static> {
    Ask { unit: unit.map(UnitId), verb: verb.into(), to: None, amount: None }
}

#[track_caller]
fn check(line: &str, asks: &[Ask<'_>], drops: &[Note]) {
    let parsed = parse_reply(line.as_bytes());
    assert_eq!(parsed.asks, asks, "orders of {line}");
    assert_eq!(parsed.drops, drops, "drops of {line}");
}

#[test]
fn good_lines() {
    check("", &[], &[]);
    check("  \r", &[], &[]);
    check("{}", &[], &[]);
    check(r#"{"orders":[]}"#, &[], &[]);
    check(r#"{"orders":[{"unit":3,"do":"mine"}]}"#, &[ask(Some(3), "mine")], &[]);
    check(r#"{"orders":[{"do":"mine"},{"unit":null,"do":"x"}]}"#, &[ask(None, "mine"), ask(None, "x")], &[]);
    check(r#"{"comment":"hi","orders":[{"unit":3,"do":"mine","why":"ore"}]}"#, &[ask(Some(3), "mine")], &[]);
    check(r#"{"orders":[{"unit":3,"do":"mi\u006ee"}]}"#, &[ask(Some(3), "mine")], &[]);
    let give = Ask { to: Some(Ok(Dir::W)), amount: Some(Ok(7)), ..ask(Some(0), "give") };
    check(r#"{"orders":[{"unit":0,"do":"give","to":"w","amount":7}]}"#, &[give], &[]);
}

#[test]
fn lines_that_are_no_reply() {
    let bad = [note(None, Reason::BadJson)];
    for line in [
        "{",
        "7",
        "null",
        "[]",
        "hello",
        r#"{"orders":7}"#,
        r#"{"orders":{}}"#,
        "{} {}",
        r#"{"orders":[1e400]}"#,
        r#"{"orders":[{"unit":1,"do":"mine"}],"comment":1e400}"#,
        r#"{"orders":[{"unit":1,"do":"mine","why":1e400}]}"#,
    ] {
        check(line, &[], &bad);
    }
    check(&"[".repeat(60_000), &[], &bad);
    assert_eq!(parse_reply(b"{\"orders\":[],\"x\":\"\xff\"}").drops, bad);
    assert_eq!(parse_reply(b"\0").drops, bad);
}

#[test]
fn lines_that_are_too_long() {
    let padded = |bytes: usize| format!("{{}}{}", " ".repeat(bytes - 2));
    check(&padded(limits::LINE_BYTES), &[], &[]);
    check(&padded(limits::LINE_BYTES + 1), &[], &[note(None, Reason::LineTooLong)]);
}

/// One broken order costs the others nothing.
#[test]
fn orders_that_are_broken() {
    let good = r#"{"unit":1,"do":"mine"}"#;
    for (broken, unit) in [
        ("7", None),
        ("[]", None),
        ("null", None),
        (r#"{"unit":"1","do":"mine"}"#, None),
        (r#"{"unit":1.5,"do":"mine"}"#, None),
        (r#"{"unit":4,"do":7}"#, Some(4)),
        (r#"[4,"mine",null,null]"#, None),
    ] {
        let line = format!(r#"{{"orders":[{broken},{good}]}}"#);
        check(&line, &[ask(Some(1), "mine")], &[note(unit, Reason::BadOrder)]);
    }
}

/// What the game has to judge is passed on, marked as what it is.
#[test]
fn fields_that_are_wrong() {
    let wrong_dir = Ask { to: Some(Err(())), ..ask(Some(1), "move") };
    check(r#"{"orders":[{"unit":1,"do":"move","to":"north"}]}"#, std::slice::from_ref(&wrong_dir), &[]);
    check(r#"{"orders":[{"unit":1,"do":"move","to":4}]}"#, &[wrong_dir], &[]);
    for amount in ["-1", "1.5", "4294967296", "\"7\"", "9223372036854775808"] {
        let wrong = Ask { amount: Some(Err(())), ..ask(Some(1), "give") };
        check(&format!(r#"{{"orders":[{{"unit":1,"do":"give","amount":{amount}}}]}}"#), &[wrong], &[]);
    }
    for unit in ["65536", "-1", "9223372036854775808", "18446744073709551615"] {
        check(
            &format!(r#"{{"orders":[{{"unit":{unit},"do":"mine"}}]}}"#),
            &[ask(Some(u16::MAX), "mine")],
            &[],
        );
    }
    check(r#"{"orders":[{"unit":1}]}"#, &[ask(Some(1), "")], &[]);
}

#[test]
fn orders_beyond_the_limit() {
    let orders = |n: usize, first: &str| {
        let rest = vec![r#"{"unit":1,"do":"mine"}"#; n - 1].join(",");
        format!(r#"{{"orders":[{first},{rest}]}}"#)
    };
    let limit = limits::ORDERS_PER_LINE;
    let cases = [
        (r#"{"unit":1,"do":"mine"}"#, limit, 0),
        (r#"{"unit":1,"do":"mine","to":"up"}"#, limit, 0),
        ("7", limit - 1, 1),
    ];
    for (first, asks, broken) in cases {
        assert_eq!(parse_reply(orders(limit, first).as_bytes()).drops.len(), broken);
        let line = orders(limit + 50, first);
        let parsed = parse_reply(line.as_bytes());
        assert_eq!(parsed.asks.len(), asks, "{first}");
        assert_eq!(parsed.drops.last(), Some(&note(None, Reason::TooManyOrders)));
        assert_eq!(parsed.drops.len(), broken + 1);
    }
}

#[test]
fn marks_are_cut_to_their_limits() {
    let text = "ä".repeat(100);
    let line = format!(
        r#"{{"orders":[],"marks":[{{"kind":"text","at":[1,2],"text":"{text}"}},{{"kind":"star"}},["circle",[1,2],3],4]}}"#
    );
    let Mark::Text { at, text, .. } = &parse_reply(line.as_bytes()).marks[0] else { panic!("a text") };
    assert_eq!((*at, text.len()), (Pos::new(1, 2), limits::MARK_TEXT_BYTES));
    assert_eq!(parse_reply(line.as_bytes()).marks.len(), 1);

    let many = vec![r#"{"kind":"circle","at":[1,2],"radius":1}"#; limits::MARKS_PER_TICK + 9].join(",");
    let line = format!(r#"{{"marks":[{many}]}}"#);
    assert_eq!(parse_reply(line.as_bytes()).marks.len(), limits::MARKS_PER_TICK);
}

#[test]
fn watches_of_bots_and_units() {
    let line = br#"{"watch":{"plan":"raid","left":7,"sure":true,"3":{"target":"core","deep":{}},"4":"odd","list":[]}}"#;
    let watches: Vec<String> = parse_reply(line)
        .watches
        .iter()
        .map(|w| format!("{:?} {}={}", w.unit.map(|u| u.0), w.key, w.value))
        .collect();
    let expected = ["Some(3) target=core", "None 4=odd", "None left=7", "None plan=raid", "None sure=true"];
    assert_eq!(watches, expected);
}

/// The reader of well-formed lines and the reader of broken ones must agree on what is right in a line.
#[test]
fn both_readers_agree() {
    let right =
        r#"{"unit":1,"do":"give","to":"s","amount":2},{"do":"spawn","to":"n"},{"unit":65535,"do":"guard"}"#;
    let typed_line = format!(r#"{{"orders":[{right}]}}"#);
    let loose_line = format!(r#"{{"orders":[{right},7]}}"#);
    let (typed, loose) = (parse_reply(typed_line.as_bytes()), parse_reply(loose_line.as_bytes()));
    assert_eq!(typed.asks, loose.asks);
    assert_eq!(loose.drops, [note(None, Reason::BadOrder)]);
}
