//! Why a ladder did not do what it was asked to do, in sentences.

use replay::Escaped;
use serde::Deserialize;
use terminal::exit::{Failure, Trouble};

use crate::{Address, TOKEN};

/// There is no answer.
const UNREACHABLE: &str = "unreachable";

/// A ladder failed, and says so.
const FAILED: &str = "ladder";

/// What a ladder that refuses says.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// When to come again, in seconds.
    pub(crate) again: Option<String>,
    /// Where it is now.
    pub(crate) elsewhere: Option<String>,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// Whether a token was sent.
    pub(crate) signed: bool,
}

/// A ladder's own words.
#[derive(Deserialize)]
struct Words {
    message: String,
    remedy: String,
}

/// There was no answer, or not a whole one.
pub(crate) fn unreached(ladder: &Address, error: &ureq::Error) -> Failure {
    let why = match error {
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::Timeout(_) => "it does not answer in time".to_owned(),
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::BodyExceedsLimit(most) => format!("its answer is longer than {most} bytes"),
        error => error.to_string(),
    };
    Failure::host(format!("cannot reach the ladder at {ladder}: {why}"))
        .code(UNREACHABLE)
        .help("check the address, and whether the ladder runs; a browser shows its start page there")
}

/// The answer is not one that a ladder gives.
pub(crate) fn foreign(ladder: &Address, why: &str) -> Failure {
    Failure::host(format!("what is at {ladder} does not answer as a ladder does: {}", Escaped(why)))
        .code("no_ladder_there")
        .help("check the address; a ladder of a newer version may need a newer `arena`")
}

/// It refused.
pub(crate) fn refused(ladder: &Address, answer: &Answer) -> Failure {
    let status = answer.status;
    if let (300..=399, Some(elsewhere)) = (status, &answer.elsewhere) {
        return Failure::usage(format!("{ladder} leads to {}", Escaped(elsewhere)))
            .code("elsewhere")
            .help("name that address: a token is not sent on to another one");
    }
    let Ok(words) = serde_json::from_slice::<Words>(&answer.body) else {
        return by_proxy(ladder, status);
    };
    let (message, remedy) = (Escaped(&words.message).to_string(), Escaped(&words.remedy).to_string());
    let told = format!("{ladder}: {message}");
    match status {
        401 if answer.signed => Failure::usage(format!("{ladder} does not know this token"))
            .code("bad_token")
            .help("it was revoked, or is another ladder's; make one on your account's page, then `arena ladder sign-in`"),
        401 => Failure::usage(format!("{ladder} wants to know who you are"))
            .code("no_token")
            .help(format!("`arena ladder sign-in {ladder}` keeps your token; scripts give it as {TOKEN}")),
        403 => Failure::usage(told).code("forbidden").help(remedy),
        404 => Failure::usage(told).code("not_found").help(remedy),
        429 => {
            let when = answer.again.as_deref().and_then(|text| text.parse().ok()).map(duration);
            let help = when.map_or(remedy.clone(), |when| format!("{remedy}: in {when}"));
            Failure::host(told).code("quota").help(help)
        }
        413 => Failure::input(told).code("too_large").help(remedy),
        400..=499 => Failure::input(told).code("refused").help(remedy),
        _ => Failure::host(told).code(FAILED).help(remedy),
    }
}

/// Refused in words that are no ladder's: most likely by what stands before it.
fn by_proxy(ladder: &Address, status: u16) -> Failure {
    match status {
        413 => {
            Failure::input(format!("{ladder}: the upload is longer than the proxy before the ladder allows"))
                .code("too_large")
                .help("a ladder takes 4 MiB: make the upload smaller, or tell whoever runs the ladder")
        }
        502..=504 => Failure::host(format!("the ladder behind {ladder} does not answer (status {status})"))
            .code(UNREACHABLE)
            .help("try again in a minute; then tell whoever runs the ladder"),
        _ => foreign(ladder, &format!("status {status}")),
    }
}

/// Whether the same question may be answered a little later: nothing was reached, or what was reached failed.
pub(crate) fn may_pass(failure: &Failure) -> bool {
    matches!(failure, Failure::Untold(Trouble { code: UNREACHABLE | FAILED, .. }))
}

/// A time to wait, as people say it.
fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=119 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use terminal::exit::Exit;

    use super::*;

    fn told(status: u16, again: Option<&str>, body: &str, signed: bool) -> Trouble {
        let answer = Answer {
            status,
            again: again.map(str::to_owned),
            elsewhere: (status < 400).then(|| "https://club.example/".to_owned()),
            body: body.as_bytes().to_vec(),
            signed,
        };
        match refused(&"http://club.example".parse().unwrap(), &answer) {
            Failure::Untold(trouble) => trouble,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_refusal_says_who_is_at_fault_and_what_to_do() {
        let words = r#"{"code":"x","message":"it is so","remedy":"do that"}"#;
        let check = |status, exit, code, help: &str| {
            let trouble = told(status, Some("300"), words, true);
            assert_eq!((trouble.exit, trouble.code), (exit, code), "{status}");
            let said = trouble.help.unwrap_or_default();
            assert!(said.contains(help), "{status}: `{said}` does not say `{help}`");
        };
        check(301, Exit::Usage, "elsewhere", "name that address");
        check(401, Exit::Usage, "bad_token", "sign-in");
        check(403, Exit::Usage, "forbidden", "do that");
        check(404, Exit::Usage, "not_found", "do that");
        check(409, Exit::Input, "refused", "do that");
        check(413, Exit::Input, "too_large", "do that");
        check(422, Exit::Input, "refused", "do that");
        check(429, Exit::Host, "quota", "do that: in 5 minutes");
        check(503, Exit::Host, "ladder", "do that");
        check(507, Exit::Host, "ladder", "do that");
        assert_eq!(told(401, None, words, false).code, "no_token");
        assert_eq!(told(429, None, words, true).help.as_deref(), Some("do that"));
    }

    #[test]
    fn what_is_no_ladder_is_not_quoted() {
        let trouble = told(404, None, "<html>\x1b[2Jnot here</html>", false);
        assert_eq!((trouble.exit, trouble.code), (Exit::Host, "no_ladder_there"));
        assert!(!trouble.message.contains("html"), "{}", trouble.message);
    }

    #[test]
    fn what_a_proxy_says_is_told_from_what_a_ladder_says() {
        let check = |status, exit, code| {
            let trouble = told(status, None, "<html>nginx</html>", true);
            assert_eq!((trouble.exit, trouble.code), (exit, code), "{status}");
        };
        check(413, Exit::Input, "too_large");
        check(502, Exit::Host, "unreachable");
        check(504, Exit::Host, "unreachable");
    }

    #[test]
    fn what_may_pass_is_told_from_what_stays() {
        let words = r#"{"message":"it is so","remedy":"do that"}"#;
        for (status, body, passes) in [
            (503, words, true),
            (500, words, true),
            (502, "", true),
            (404, words, false),
            (429, words, false),
        ] {
            assert_eq!(may_pass(&Failure::Untold(told(status, None, body, true))), passes, "{status}");
        }
    }

    #[test]
    fn nothing_that_a_ladder_says_reaches_the_terminal_as_it_is() {
        let trouble = told(409, None, r#"{"message":"a\u001b[2Jb","remedy":"c\u0007d"}"#, false);
        assert!(!trouble.message.contains('\u{1b}') && !trouble.help.unwrap().contains('\u{7}'));
    }
}
