//! Names that players choose: shown to everybody, so checked once, when they are chosen.

use crate::{Error, limits};

/// A name as it is kept: letters, digits, spaces and a few signs, of any script. No control characters, no marks that turn
/// the direction of text, nothing that cannot be seen.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn checked(what: &str, chosen: &str) -> Result<String, Error> {
    let words: Vec<&str> = chosen.split_whitespace().collect();
    let name = words.join(" ");
    let length = name.chars().count();
    let wrong = |problem: String| {
        Error::refused(
            422,
            "bad_name",
            format!("this name for a {what} cannot be used: {problem}"),
            format!("choose 1 to {} letters, digits, spaces and the signs - _ . + ' !", limits::NAME_CHARS),
        )
    };
    if length == 0 {
        return Err(wrong("it is empty".to_owned()));
    }
    if length > limits::NAME_CHARS || name.len() > 4 * limits::NAME_CHARS {
        return Err(wrong(format!(
            "it has {length} characters, and at most {} can be shown",
            limits::NAME_CHARS
        )));
    }
    if let Some(other) = name.chars().find(|&c| !(c.is_alphanumeric() || " -_.+'!".contains(c))) {
        return Err(wrong(format!("it has the character U+{:04X}", u32::from(other))));
    }
    if !name.chars().any(char::is_alphanumeric) || name.starts_with('.') {
        return Err(wrong("it has no letter and no digit, or begins with a dot".to_owned()));
    }
    Ok(name)
}

/// What two names have in common that nobody can tell apart at a glance.
pub(crate) fn key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Somebody else has it.
pub(crate) fn taken(what: &str, name: &str) -> Error {
    Error::refused(
        409,
        "name_taken",
        format!("there is a {what} called {name} already"),
        "choose another name",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_shown_are_kept_and_others_refused() {
        for (chosen, kept) in [
            ("lancer", Some("lancer")),
            ("  Big   Bot 2 ", Some("Big Bot 2")),
            ("naïve-Übung", Some("naïve-Übung")),
            ("机器人", Some("机器人")),
            ("", None),
            ("   ", None),
            ("../x", None),
            (".hidden", None),
            ("a/b", None),
            ("a\\b", None),
            ("<script>alert(1)</script>", None),
            ("a\u{202e}b", None),
            ("a\u{200b}b", None),
            ("a\0b", None),
            ("a\x1b[31m", None),
            ("---", None),
            ("a%2e%2e", None),
            (&"x".repeat(32), Some(&"x".repeat(32))),
            (&"x".repeat(33), None),
        ] {
            assert_eq!(checked("bot", chosen).ok().as_deref(), kept, "{chosen:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_one() {
        assert_eq!(key("Big  Bot"), key("big bot"));
        assert_ne!(key("big bot"), key("bigbot"));
    }
}
