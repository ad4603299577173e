//! What holds for every page: it is well formed, obeys the policy that it is served under, leads only where something is,
//! can be used by keyboard and screen reader, and shows what strangers wrote as text and nothing else.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod markup;
#[allow(dead_code, reason = "the example uses the rest")]
mod sample;

use std::collections::BTreeSet;
use std::time::Instant;

use ladder::pages::{CONTENT_SECURITY_POLICY, address, asset};
use markup::{Element, Page};

/// Every page of the sample: its name, its source, and what it says.
fn pages() -> Vec<(&'static str, String, Page)> {
    let read = |(name, page): (&'static str, maud::Markup)| {
        let source = page.into_string();
        let page = Page::read(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, source, page)
    };
    sample::pages().into_iter().map(read).collect()
}

#[test]
fn every_page_is_well_formed() {
    for broken in ["<p></b>", "<p><div></div></p>", "<i>", "<a b=1 b=2></a>", "<a><b><a></a></b></a>"] {
        assert!(Page::read(broken).is_err(), "{broken}");
    }
    for (name, source, page) in pages() {
        assert!(source.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{name}");
        let ids: Vec<&str> = page.all().filter_map(|it| it.attribute("id")).collect();
        let distinct: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), distinct.len(), "{name}: an id stands twice: {ids:?}");
    }
}

#[test]
fn nothing_needs_an_exception_from_the_policy() {
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    for (name, _, page) in pages() {
        for element in page.all() {
            let tag = element.tag();
            let forbidden = ["style", "iframe", "object", "embed", "base"];
            assert!(!forbidden.contains(&element.name.as_str()), "{name}: {tag}");
            for (attribute, value) in &element.attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {tag}");
                assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{name}: {tag}");
            }
        }
        for script in page.named(&["script"]) {
            let path = script.attribute("src").unwrap_or_else(|| panic!("{name}: an inline script"));
            assert!(asset::find(path).is_some(), "{name}: {path}");
            assert_eq!(script.said(), "", "{name}");
        }
    }
}

/// Whether a path fits one of the routes.
fn leads(path: &str) -> bool {
    address::ROUTES.iter().any(|route| {
        let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
        let fits = |(part, given): (&&str, &&str)| {
            if part.starts_with('{') { !given.is_empty() } else { part == given }
        };
        route.len() == path.len() && route.iter().zip(&path).all(fits)
    })
}

#[test]
fn every_link_leads_somewhere() {
    const LINKS: [&str; 5] = ["href", "src", "action", "data-frames", "data-events"];
    assert!(!leads("/nowhere") && !leads("/bots/") && leads("/bots/7"));
    for (name, _, page) in pages() {
        for element in page.all() {
            for link in LINKS.iter().filter_map(|attribute| element.attribute(attribute)) {
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                let path = path.split('?').next().unwrap_or("");
                if path.is_empty() {
                    assert!(page.by_id(fragment).is_some(), "{name}: nothing on the page is called {link}");
                } else {
                    assert!(leads(path), "{name}: {link} fits no route");
                    assert!(!path.starts_with("/static/") || asset::find(path).is_some(), "{name}: {path}");
                }
            }
        }
    }
}

#[test]
fn every_page_can_be_used_without_eyes_and_mouse() {
    for (name, _, page) in pages() {
        for landmark in ["header", "main", "footer", "nav", "h1", "title"] {
            assert!(page.named(&[landmark]).next().is_some(), "{name}: no <{landmark}>");
        }
        assert_eq!(page.named(&["h1"]).count(), 1, "{name}");
        for table in page.named(&["table"]) {
            let caption = page.within(table).find(|it| it.name == "caption");
            assert!(
                caption.is_some_and(|caption| !caption.said().is_empty()),
                "{name}: a table without caption"
            );
        }
        for head in page.named(&["th"]) {
            assert!(head.attribute("scope").is_some(), "{name}: {}", head.tag());
        }
        for control in page.named(&["button", "a", "summary"]) {
            let said = control.attribute("aria-label").unwrap_or(control.said());
            assert!(!said.is_empty(), "{name}: {}", control.tag());
        }
        for picture in page.named(&["svg"]) {
            let silent = picture.attribute("aria-hidden") == Some("true");
            assert!(silent || picture.attribute("aria-label").is_some(), "{name}: {}", picture.tag());
        }
        for region in page.all().filter_map(|it| it.attribute("aria-labelledby")) {
            assert!(page.by_id(region).is_some(), "{name}: nothing is called {region}");
        }
        for field in page.named(&["input", "select"]).filter(|it| it.attribute("type") != Some("hidden")) {
            let labels =
                |label: &Element| label.attribute("for").is_some_and(|of| field.attribute("id") == Some(of));
            let named = page.named(&["label"]).any(labels) || page.around(field).any(|it| it.name == "label");
            assert!(named, "{name}: {} has no label", field.tag());
        }
    }
}

#[test]
fn every_form_proves_whose_it_is() {
    for (name, _, page) in pages() {
        let signed_in = page.named(&["form"]).any(|form| form.attribute("action") == Some(address::SIGN_OUT));
        for form in page.named(&["form"]) {
            assert_eq!(form.attribute("method"), Some("post"), "{name}");
            let proofs = page.within(form).filter(|it| it.attribute("name") == Some("csrf")).count();
            assert_eq!(proofs, usize::from(signed_in), "{name}: {}", form.tag());
        }
    }
}

#[test]
fn what_strangers_wrote_is_text_and_stays_where_it_is() {
    /// Marks that turn the writing direction, and what makes a terminal or a browser do something.
    const HARMFUL: [char; 9] =
        ['\u{202e}', '\u{202d}', '\u{202b}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{200f}', '\u{1b}', '\0'];
    let mut met = 0;
    for (name, source, page) in pages() {
        assert!(!source.contains(HARMFUL), "{name}");
        assert_eq!(
            page.named(&["marquee", "em", "i", "img"]).count(),
            0,
            "{name}: an element came out of a text"
        );
        for bold in page.named(&["b"]) {
            assert!(!bold.text.contains("Mallory") && bold.said() != "CI", "{name}: {}", bold.tag());
        }
        // Escaped, the same texts are there for everybody to see.
        met += source.matches("&lt;script&gt;alert").count();
        for shown in page.all().filter(|it| it.has_class("name") && it.name == "bdi") {
            assert_eq!(shown.attribute("title"), Some(shown.text.as_str()), "{name}");
        }
    }
    assert!(met > 10, "the sample has too few hostile names: {met}");
}

#[test]
fn words_of_strangers_do_not_turn_those_around_them() {
    let mut met = 0;
    for (name, _, page) in pages() {
        let arabic =
            |element: &&Element| element.own_text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
        for element in page.all().filter(arabic) {
            // An option and a title hold nothing but text, and are a line of their own.
            let kept = page.around(element).any(|it| ["bdi", "option", "title"].contains(&it.name.as_str()));
            assert!(kept, "{name}: {} stands outside of <bdi>", element.tag());
            met += 1;
        }
    }
    assert!(met > 10, "the sample has too few names in Arabic: {met}");
}

#[test]
fn a_bot_with_ten_thousand_matches_is_shown_at_once() {
    let view = sample::views::bot_view(true, 10_000);
    let shell = sample::shell(true);
    let draw = || {
        let start = Instant::now();
        let page = ladder::pages::bot::page(&shell, &view).into_string();
        (start.elapsed(), page.len())
    };
    // The best of some, since other tests are running.
    let (took, bytes) = (0..5).map(|_| draw()).min().unwrap();
    assert!(bytes < 200_000, "{bytes} bytes");
    // A tenth of what the whole answer may take, most of which is the database's.
    assert!(took.as_millis() < 10, "{took:?}");
}

/// The relative luminance of a colour, as WCAG 2 defines it.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_text_stands_out_from_its_ground_in_the_dark_and_in_the_light() {
    let style = asset::STYLE.body;
    let (dark, rest) = style.split_once("@media (prefers-color-scheme: light)").unwrap();
    let light = rest.split_once("svg.arena").unwrap().0;
    let color = |scheme: &str, name: &str| {
        let (_, value) = scheme.split_once(&format!("{name}: ")).unwrap_or_else(|| panic!("no {name}"));
        value[..7].to_owned()
    };
    for (mode, scheme) in [("dark", dark), ("light", light)] {
        let check = |text: &str, ground: &str| {
            let (one, other) = (luminance(&color(scheme, text)), luminance(&color(scheme, ground)));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{mode}: {text} on {ground} is {contrast:.2}, and AA asks for 4.5");
        };
        for ground in ["--ground", "--panel", "--raised", "--notice-ground"] {
            for text in ["--ink", "--dim", "--accent"] {
                check(text, ground);
            }
        }
        for ground in ["--ground", "--panel"] {
            for text in ["--good", "--bad", "--warn"] {
                check(text, ground);
            }
            for seat in 0..8 {
                check(&format!("--t{seat}"), ground);
            }
        }
        check("--good", "--good-ground");
        check("--bad", "--bad-ground");
        check("--ink", "--good-ground");
        check("--ink", "--bad-ground");
        check("--accent-ink", "--accent-ground");
    }
}
