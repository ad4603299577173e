//! What holds for every page: it is well formed, obeys the policy that it is served under, leads only where something is,
//! can be used by keyboard and screen reader, and shows what strangers wrote as text and nothing else.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the example uses the rest")]
mod sample;

use std::collections::BTreeSet;

use ladder::pages::{CONTENT_SECURITY_POLICY, address, asset};
use scraper::{ElementRef, Html, Selector};

fn pages() -> Vec<(&'static str, String, Html)> {
    let parse = |(name, page): (&'static str, maud::Markup)| {
        let text = page.into_string();
        let html = Html::parse_document(&text);
        (name, text, html)
    };
    sample::pages().into_iter().map(parse).collect()
}

fn select<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

#[test]
fn every_page_is_well_formed() {
    assert!(!Html::parse_document("<!DOCTYPE html><p></b>").errors.is_empty(), "the parser tells of errors");
    for (name, source, html) in pages() {
        assert!(html.errors.is_empty(), "{name}: {:?}", html.errors);
        assert!(source.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{name}");
        let ids: Vec<&str> = select(&html, "[id]").iter().filter_map(|it| it.value().id()).collect();
        let distinct: BTreeSet<&&str> = ids.iter().collect();
        // A board has its shapes, and a page has one board.
        assert_eq!(ids.len(), distinct.len(), "{name}: an id stands twice: {ids:?}");
    }
}

#[test]
fn nothing_needs_an_exception_from_the_policy() {
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    for (name, _, html) in pages() {
        for element in select(&html, "*") {
            let tag = element.value().name();
            assert_ne!(tag, "style", "{name}: styles stand in a file of their own");
            assert!(!["iframe", "object", "embed", "base"].contains(&tag), "{name}: <{tag}>");
            for (attribute, value) in element.value().attrs() {
                assert_ne!(attribute, "style", "{name}: <{tag} style={value:?}>");
                assert!(!attribute.starts_with("on"), "{name}: <{tag} {attribute}={value:?}>");
                assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{name}: {value:?}");
            }
        }
        for script in select(&html, "script") {
            let path = script.value().attr("src").unwrap_or_else(|| panic!("{name}: an inline script"));
            assert!(asset::find(path).is_some(), "{name}: {path}");
            assert_eq!(text(script), "", "{name}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let leads = |path: &str| {
        address::ROUTES.iter().any(|route| {
            let (route, path): (Vec<&str>, Vec<&str>) =
                (route.split('/').collect(), path.split('/').collect());
            let fits = |(part, given): (&&str, &&str)| {
                if part.starts_with('{') { !given.is_empty() } else { part == given }
            };
            route.len() == path.len() && route.iter().zip(&path).all(fits)
        })
    };
    for (name, _, html) in pages() {
        for attribute in ["href", "src", "action", "data-frames", "data-events"] {
            for element in select(&html, &format!("[{attribute}]")) {
                let link = element.value().attr(attribute).unwrap();
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                let path = path.split('?').next().unwrap_or("");
                if path.is_empty() {
                    let target =
                        select(&html, "[id]").into_iter().any(|it| it.value().id() == Some(fragment));
                    assert!(target, "{name}: nothing on the page is called {link}");
                } else {
                    assert!(leads(path), "{name}: {attribute}={link:?} fits no route");
                    assert!(!path.starts_with("/static/") || asset::find(path).is_some(), "{name}: {path}");
                }
            }
        }
    }
}

#[test]
fn every_page_can_be_used_without_eyes_and_mouse() {
    for (name, _, html) in pages() {
        for landmark in ["header", "main#content", "footer", "nav[aria-label]", "h1", "title"] {
            assert!(!select(&html, landmark).is_empty(), "{name}: no {landmark}");
        }
        assert_eq!(select(&html, "h1").len(), 1, "{name}");
        for table in select(&html, "table") {
            let caption = table.select(&Selector::parse("caption").unwrap()).next();
            assert!(
                caption.is_some_and(|caption| !text(caption).is_empty()),
                "{name}: a table without caption"
            );
        }
        for head in select(&html, "th") {
            assert!(head.value().attr("scope").is_some(), "{name}: {} has no scope", text(head));
        }
        for button in select(&html, "button, a[href]") {
            let said = button.value().attr("aria-label").map_or_else(|| text(button), str::to_owned);
            assert!(!said.is_empty(), "{name}: {}", button.html());
        }
        for picture in select(&html, "svg") {
            let value = picture.value();
            let silent = value.attr("aria-hidden") == Some("true");
            assert!(silent || value.attr("aria-label").is_some(), "{name}: {}", picture.html());
        }
        for field in select(&html, "input:not([type=hidden]), select") {
            let id = field.value().id();
            let named = id.is_some_and(|id| !select(&html, &format!("label[for={id}]")).is_empty());
            let inside =
                field.ancestors().filter_map(ElementRef::wrap).any(|it| it.value().name() == "label");
            assert!(named || inside, "{name}: {} has no label", field.html());
        }
        for region in select(&html, "[aria-labelledby]") {
            let id = region.value().attr("aria-labelledby").unwrap();
            assert!(!select(&html, &format!("#{id}")).is_empty(), "{name}: nothing is called {id}");
        }
    }
}

#[test]
fn every_form_that_changes_something_proves_whose_it_is() {
    for (name, _, html) in pages() {
        let signed_in = !select(&html, "form[action='/sign-out']").is_empty();
        for form in select(&html, "form") {
            assert_eq!(form.value().attr("method"), Some("post"), "{name}");
            let proof = form.select(&Selector::parse("input[name=csrf]").unwrap()).count();
            assert_eq!(proof, usize::from(signed_in), "{name}: {:?}", form.value().attr("action"));
        }
    }
}

#[test]
fn what_strangers_wrote_is_text_and_stays_where_it_is() {
    /// Marks that turn the writing direction, and what makes a terminal or a browser do something.
    const HARMFUL: [char; 9] =
        ['\u{202e}', '\u{202d}', '\u{202b}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{200f}', '\u{1b}', '\0'];
    let mut met = 0;
    for (name, source, html) in pages() {
        assert!(!source.contains(HARMFUL), "{name}");
        for tag in ["marquee", "em", "i", "img"] {
            assert!(select(&html, tag).is_empty(), "{name}: <{tag}> came out of a text");
        }
        for bold in select(&html, "b") {
            assert!(!text(bold).contains("Mallory") && text(bold) != "CI", "{name}: {}", bold.html());
        }
        // Escaped, the same texts are there for everybody to see.
        met += source.matches("&lt;script&gt;alert").count();
        for element in select(&html, "bdi.name") {
            let (title, shown) = (element.value().attr("title").unwrap(), text(element));
            assert_eq!(title.trim(), shown, "{name}");
        }
    }
    assert!(met > 10, "the sample has too few hostile names: {met}");
}

#[test]
fn words_of_strangers_do_not_turn_those_around_them() {
    for (name, _, html) in pages() {
        for node in html.root_element().descendants() {
            let Some(words) = node.value().as_text() else { continue };
            let arabic = words.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
            // An option holds nothing but text, and is a line of its own.
            let kept = node.ancestors().filter_map(ElementRef::wrap).any(|it| {
                ["bdi", "option", "title"].contains(&it.value().name())
                    || it.value().attr("dir") == Some("auto")
            });
            assert!(!arabic || kept, "{name}: {words:?} stands outside of <bdi>");
        }
    }
}

#[test]
fn a_bot_with_ten_thousand_matches_is_shown_at_once() {
    let view = sample::views::bot_view(true, 10_000);
    let start = std::time::Instant::now();
    let page = ladder::pages::bot::page(&sample::shell(true), &view).into_string();
    let took = start.elapsed();
    assert!(page.len() < 200_000, "{} bytes", page.len());
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
