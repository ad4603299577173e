//! The ladder as a newcomer meets it, in a real browser: joins, uploads two bots by the form, watches a match.
//!
//! Needs Chromium and its driver (Debian: `chromium chromium-driver`). Where they are missing the test says so and passes,
//! except in CI, which has to have them. Screenshots are left in the build folder, under `tmp/browser`, to be looked at.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chrome;
mod ladder;

use std::path::Path;

use chrome::{Chrome, DESKTOP, PAPER, PHONE};
use ladder::Ladder;

/// A browser, or `None` where this machine has none to offer and need not.
fn browser() -> Option<Chrome> {
    match Chrome::open(Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser")) {
        Ok(chrome) => Some(chrome),
        Err(missing) if std::env::var_os("CI").is_none() => {
            eprintln!("not tested: {missing}");
            None
        }
        Err(missing) => panic!("{missing}"),
    }
}

/// Uploads a bundled bot by the form, and waits until it is let in.
fn upload(chrome: &Chrome, ladder: &Ladder, name: &str) {
    chrome.open_page(&ladder.at("/upload"));
    chrome.fill("#name", name);
    chrome.fill("#file", ladder::module(name).to_str().unwrap());
    chrome.wait(
        "the file's size is told",
        "return /KiB|MiB/.test(document.querySelector('#file-hint').textContent)",
    );
    chrome.fill("#written-in", "Rust");
    chrome.shoot(&format!("upload-{name}"), DESKTOP);
    chrome.click("form[data-upload] button.primary");
    chrome.wait("the report", "return location.pathname.startsWith('/admissions/')");
    chrome.wait("the bot is let in", "return document.querySelector('.notice.good') !== null");
    chrome.shoot(&format!("admitted-{name}"), PAPER);
}

#[test]
fn bots_are_uploaded_by_the_form_and_a_match_is_watched() {
    let Some(chrome) = browser() else { return };
    let ladder = Ladder::serve();

    chrome.open_page(&ladder.at("/"));
    chrome.shoot("front-empty", DESKTOP);
    chrome.click("a.button.primary");
    chrome.wait("the form", "return location.pathname === '/sign-up'");
    chrome.fill("#name", "Ada");
    chrome.click("form.panel button.primary");
    chrome.wait("a token is shown", "return document.querySelector('.notice.good code') !== null");
    chrome.shoot("joined", DESKTOP);
    let token = chrome.ask("return document.querySelector('.notice.good code').textContent");
    let token = token.as_str().unwrap().to_owned();

    upload(&chrome, &ladder, "balanced");
    upload(&chrome, &ladder, "greedy");

    // By itself, without being loaded again. The two have perhaps played all that they had to play by now, so another one
    // comes while somebody looks.
    chrome.open_page(&ladder.at("/matches"));
    chrome.ask("window.isTheSamePage = true; return null");
    ladder.upload(&token, "lancer");
    let soon = "return window.isTheSamePage === true && document.querySelector('.queue a.versus') !== null";
    chrome.wait("pairs are made", soon);
    chrome.shoot("matches-soon", DESKTOP);
    // A match that still waits shows its result by itself, when it has one.
    let last = chrome.ask("return [...document.querySelectorAll('.queue a.versus')].pop()?.href");
    chrome.open_page(last.as_str().expect("a match waits"));
    chrome.wait("its result", "return document.querySelector('.verdict, [data-said=progress] a') !== null");
    chrome.shoot("match-that-waited", PHONE);
    chrome.open_page(&ladder.at("/matches"));
    chrome.wait("matches that are over", "return document.querySelector('table.matches td a') !== null");
    chrome.shoot("matches", PHONE);
    chrome.click("table.matches td a[href^='/matches/']");
    chrome.wait("the match's page", "return /^\\/matches\\/[0-9a-f]{64}$/.test(location.pathname)");
    watch(&chrome);

    chrome.open_page(&ladder.at("/leaderboard"));
    let names = chrome.ask(
        "const bots = [...document.querySelectorAll('table.ranking th[scope=row] .bot')];
        return bots.map((bot) => bot.textContent.trim()).sort()",
    );
    assert_eq!(names, serde_json::json!(["balanced", "greedy", "lancer"]));
    chrome.shoot("leaderboard", PAPER);
    chrome.click("table.ranking th[scope=row] a.bot");
    chrome.wait("the bot's page", "return location.pathname.startsWith('/bots/')");
    chrome.shoot("bot", DESKTOP);
    chrome.shoot("bot-phone", PHONE);
    assert_eq!(chrome.overflow(), 0, "a bot's page fits on a phone");

    let complaints = chrome.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn a_match_is_watched_while_it_is_played() {
    let Some(chrome) = browser() else { return };
    let ladder = Ladder::serve();
    let joined = ureq::post(ladder.at("/api/v1/players")).send_json(serde_json::json!({ "name": "Ada" }));
    let joined: serde_json::Value = joined.unwrap().body_mut().read_json().unwrap();
    let token = joined["token"].as_str().unwrap();
    let slow = wat::parse_file(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slow.wat")).unwrap();
    chrome.open_page(&ladder.at("/matches"));
    ladder.upload_bytes(token, "slow", &slow);
    ladder.upload(token, "idle");

    chrome.wait("how far a match is", "return document.querySelector('.cards progress') !== null");
    chrome.shoot("matches-live", DESKTOP);
    chrome.click(".cards a.versus");
    // The page comes to it by itself, also where it was opened before there was anything to be seen.
    chrome.wait("the board", "return document.querySelector('.board[data-live] canvas') !== null");
    chrome.ask(
        "window.isTheSamePage = true; window.end = document.querySelector('.scrubber').max; return null",
    );
    let grows = "const scrubber = document.querySelector('.scrubber');
        return window.isTheSamePage === true && Number(scrubber.max) > Number(window.end)
            && Number(scrubber.value) > Number(window.end)";
    chrome.wait("newer ticks", grows);
    chrome.wait(
        "they are told",
        "return /^At tick \\d+: /.test(document.querySelector('[data-said]').textContent)",
    );
    chrome.shoot("match-live", DESKTOP);
    chrome.shoot("match-live-phone", PHONE);
    assert_eq!(chrome.overflow(), 0, "a live match fits on a phone");
    chrome.wait("its end", "return document.querySelector('[data-said=progress] a') !== null");
    assert_eq!(chrome.ask("return window.isTheSamePage"), true, "nobody who watches is interrupted");
    chrome.click("[data-said=progress] a");
    chrome.wait("its result", "return document.querySelector('.verdict') !== null");
    let complaints = chrome.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Plays the match that is shown, by mouse and by keys, and once more without scripts.
fn watch(chrome: &Chrome) {
    let tick = || chrome.ask("return Number(document.querySelector('.scrubber').value)").as_i64().unwrap();
    chrome.wait("the board", "return document.querySelector('.board canvas') !== null");
    let last = tick();
    assert!(last > 50, "the last board is shown first, at tick {last}");
    chrome.shoot("match", DESKTOP);

    chrome.click(".controls button[aria-label=Play]");
    chrome.wait(
        "it plays",
        "const at = Number(document.querySelector('.scrubber').value); return at > 2 && at < 200",
    );
    chrome.click(".controls button[aria-label=Pause]");
    chrome.fill(".board canvas", "\u{e011}");
    assert_eq!(tick(), 0, "Home leads to the start");
    chrome.fill(".board canvas", "\u{e014}\u{e014}\u{e014}\u{e012}");
    assert_eq!(tick(), 2, "the arrows step");
    chrome.fill(".board canvas", ".");
    assert!(tick() > 2, "a dot leads to the next event");
    chrome.ask(
        "const it = document.querySelector('.scrubber');
        it.value = it.max / 2;
        it.dispatchEvent(new Event('input'));
        return null",
    );
    assert!((tick() - last / 2).abs() <= 1, "the scrubber leads to the middle");
    chrome.shoot("match-middle", DESKTOP);
    // What is drawn, not only what is said.
    let colors = "const board = document.querySelector('.board canvas');
        const { data } = board.getContext('2d').getImageData(0, 0, board.width, board.height);
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
        return [0x3da9ff, 0xffa61f, 0x55627a].every((color) => seen.has(color))";
    assert_eq!(chrome.ask(colors), true, "robots of both teams and walls are drawn");
    chrome.shoot("match-phone", PHONE);
    assert_eq!(chrome.overflow(), 0, "a match's page fits on a phone");

    let here = chrome.ask("return location.href").as_str().unwrap().to_owned();
    chrome.allow_scripts(false);
    chrome.open_page(&here);
    chrome.allow_scripts(true);
    assert_eq!(
        chrome.ask("return document.querySelectorAll('svg.arena .unit').length > 0"),
        true,
        "a picture stands in for the board"
    );
    assert_eq!(chrome.ask("return document.querySelector('.board canvas') === null"), true);
    chrome.shoot("match-without-scripts", PAPER);
}
