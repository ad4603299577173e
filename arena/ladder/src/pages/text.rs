//! Texts, numbers and times as pages show them.

use jiff::{Timestamp, tz::Offset};
use maud::{Markup, html};

/// A text that a player chose, such as a name: escaped, cut where there is no room, whole in its tooltip, and without
/// effect on the writing direction around it.
pub fn name(text: &str) -> Markup {
    let shown = said(text);
    html! { bdi.name title=(shown) { (shown) } }
}

/// What a stranger said, on one line: control characters and marks that turn the writing direction or take no room come out
/// as `\u{..}`, so that what is read is what is there.
pub fn said(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            _ if c.is_control() || is_hidden(c) => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
        out
    })
}

/// What a stranger's program wrote on several lines.
pub fn said_lines(text: &str) -> String {
    let line = |line: &str| said(&line.trim_end_matches('\r').replace('\t', "    "));
    text.split('\n').map(line).collect::<Vec<String>>().join("\n")
}

/// Marks that nobody sees, but for the joiners that Persian, Hindi and emoji are written with.
fn is_hidden(c: char) -> bool {
    const HIDDEN: &str = "\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
        \u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{2066}\u{2067}\u{2068}\u{2069}\u{206a}\u{206b}\u{206c}\u{206d}\u{206e}\u{206f}\u{feff}";
    HIDDEN.contains(c)
}

/// A whole number with a thin space between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Much, in three digits: `24.5 M`.
pub fn short(number: u64) -> String {
    const STEPS: [(u64, &str); 4] = [
        (1_000_000_000_000, "\u{202f}T"),
        (1_000_000_000, "\u{202f}G"),
        (1_000_000, "\u{202f}M"),
        (1_000, "\u{202f}k"),
    ];
    for (step, letter) in STEPS {
        if number >= step {
            let parts = number as f64 / step as f64;
            return if parts < 99.95 { format!("{parts:.1}{letter}") } else { format!("{parts:.0}{letter}") };
        }
    }
    number.to_string()
}

/// A size in bytes, for people.
pub fn bytes(number: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    let parts = |step: u64| format!("{:.1}", number as f64 / step as f64).trim_end_matches(".0").to_owned();
    match number {
        0..KIB => plural(number, "byte"),
        KIB..MIB => format!("{}\u{a0}KiB", parts(KIB)),
        _ => format!("{}\u{a0}MiB", parts(MIB)),
    }
}

/// The first digits of a long hash, whole in its tooltip.
pub fn hash(hex: &str) -> Markup {
    let shown: String = hex.chars().take(12).collect();
    html! { code.hash title=(hex) { (shown) } }
}

/// A time, told as how long ago it was or how far off it is, exact in its tooltip.
pub fn time(now: Timestamp, then: Timestamp) -> Markup {
    html! { time datetime=(then) title=(exact(then)) { (relative(now, then)) } }
}

/// A day.
pub fn day(then: Timestamp) -> Markup {
    let date = Offset::UTC.to_datetime(then).date();
    html! { time datetime=(then) title=(exact(then)) { (date) } }
}

/// A time to the minute, in UTC.
pub fn exact(then: Timestamp) -> String {
    let time = Offset::UTC.to_datetime(then);
    format!("{} {:02}:{:02} UTC", time.date(), time.hour(), time.minute())
}

fn relative(now: Timestamp, then: Timestamp) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let seconds = now.as_second() - then.as_second();
    let size = seconds.abs();
    let span = match size {
        0..5 => return "now".to_owned(),
        5..MINUTE => format!("{size} s"),
        MINUTE..HOUR => format!("{} min", size / MINUTE),
        HOUR..DAY => format!("{} h", size / HOUR),
        _ if size < 14 * DAY => plural(size / DAY, "day"),
        _ => return Offset::UTC.to_datetime(then).date().to_string(),
    };
    if seconds > 0 { format!("{span} ago") } else { format!("in {span}") }
}

/// Text as one word of a shell's command line.
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", said(text).replace('\'', "'\\''")),
    }
}

/// A number and its noun.
pub fn plural(number: impl Into<i128>, noun: &str) -> String {
    let number = number.into();
    let shown = u64::try_from(number).map_or(number.to_string(), grouped);
    match (number, noun) {
        (1, _) => format!("{shown}\u{a0}{noun}"),
        (_, "match") => format!("{shown}\u{a0}matches"),
        (_, "reply" | "entry") => format!("{shown}\u{a0}{}ies", &noun[..noun.len() - 1]),
        _ => format!("{shown}\u{a0}{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        let check = |number, whole: &str, brief: &str| {
            assert_eq!(grouped(number), whole);
            assert_eq!(short(number), brief);
        };
        check(0, "0", "0");
        check(999, "999", "999");
        check(1_234, "1\u{202f}234", "1.2\u{202f}k");
        check(24_512_000, "24\u{202f}512\u{202f}000", "24.5\u{202f}M");
        check(907_900_000, "907\u{202f}900\u{202f}000", "908\u{202f}M");
        assert_eq!(bytes(4_194_304), "4\u{a0}MiB");
        assert_eq!(bytes(17_412), "17\u{a0}KiB");
        assert_eq!(bytes(1_700_000), "1.6\u{a0}MiB");
        assert_eq!(bytes(12), "12\u{a0}bytes");
        assert_eq!(plural(1, "match"), "1\u{a0}match");
        assert_eq!(plural(2, "match"), "2\u{a0}matches");
    }

    #[test]
    fn a_shell_reads_a_name_as_one_word() {
        let check = |name: &str, word: &str| assert_eq!(quoted(name), word);
        check("greedy-2.0", "greedy-2.0");
        check("calm one", "'calm one'");
        check("Ada's", "'Ada'\\''s'");
        check("$(reboot)!", "'$(reboot)!'");
        check("", "''");
    }

    #[test]
    fn times_are_told_from_now() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let check = |seconds: i64, told: &str| {
            let then = Timestamp::from_second(1_800_000_000 + seconds).unwrap();
            assert_eq!(relative(now, then), told);
        };
        check(0, "now");
        check(-40, "40 s ago");
        check(-150, "2 min ago");
        check(-7200, "2 h ago");
        check(-100_000, "1\u{a0}day ago");
        check(-2_000_000, "2026-12-23");
        check(90, "in 1 min");
    }

    #[test]
    fn a_name_cannot_turn_the_text_around_it() {
        let shown = name("\u{202e}evil</bdi><script>").into_string();
        assert!(!shown.contains('\u{202e}'), "{shown}");
        assert!(!shown.contains("<script>"), "{shown}");
    }
}
