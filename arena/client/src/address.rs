use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use terminal::exit::Failure;
use ureq::http::Uri;

/// Where a ladder is: `https://ladder.example`, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

/// Where a match of a ladder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchAddress {
    /// The ladder.
    pub ladder: Address,
    /// The match: 64 hexadecimal digits.
    pub id: String,
}

/// Whether a word is meant as an address, and not as a file.
pub fn is_address(word: &str) -> bool {
    let scheme =
        |scheme: &str| word.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    scheme("http://") || scheme("https://")
}

/// What needs no escape in a part of a path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

impl Address {
    /// The address of something at the ladder, each part escaped.
    pub(crate) fn at(&self, parts: &[&str]) -> String {
        parts
            .iter()
            .fold(self.0.clone(), |address, part| format!("{address}/{}", utf8_percent_encode(part, PLAIN)))
    }

    /// A bot's page.
    pub fn bot(&self, id: &str) -> String {
        self.at(&["bots", id])
    }

    /// A match's page.
    pub fn contest(&self, id: &str) -> String {
        self.at(&["matches", id])
    }

    /// Whether it is on this machine, where no proxy leads to.
    pub(crate) fn is_near(&self) -> bool {
        let host =
            self.0.parse::<Uri>().ok().and_then(|uri| Some(uri.host()?.trim_matches(['[', ']']).to_owned()));
        let Some(host) = host else { return false };
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Address {
    type Err = Failure;

    fn from_str(word: &str) -> Result<Address, Failure> {
        let (ladder, path) = split(word)?;
        match path.as_str() {
            "" => Ok(ladder),
            _ => Err(Failure::usage(format!("{word} is a page, and not a ladder"))
                .code("address")
                .help(format!("the ladder is at {ladder}"))),
        }
    }
}

impl FromStr for MatchAddress {
    type Err = Failure;

    fn from_str(word: &str) -> Result<MatchAddress, Failure> {
        let (ladder, path) = split(word)?;
        let path = path.strip_prefix("/api/v1").unwrap_or(&path);
        let id = path.strip_prefix("/matches/").map(|rest| rest.strip_suffix("/replay").unwrap_or(rest));
        match id {
            Some(id) if id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(MatchAddress { ladder, id: id.to_ascii_lowercase() })
            }
            _ => Err(Failure::usage(format!("{word} is not the address of a match")).code("address").help(
                format!("a match is at {ladder}/matches/ and 64 digits; its page shows the whole command"),
            )),
        }
    }
}

impl fmt::Display for MatchAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ladder.contest(&self.id))
    }
}

/// The ladder, and the path behind it without a slash at its end. What a browser adds behind `?` or `#` is left out.
fn split(word: &str) -> Result<(Address, String), Failure> {
    let wrong = |why: &str| {
        Failure::usage(format!("`{word}` is no address of a ladder: {why}"))
            .code("address")
            .help("write it as in a browser: https://ladder.example, or http://127.0.0.1:7070")
    };
    if !is_address(word) {
        return Err(wrong("it begins neither with http:// nor with https://"));
    }
    let word = word.split('#').next().unwrap_or_default();
    let uri: Uri = word.parse().map_err(|_| wrong("it has a character that addresses do not have"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong("it names no host"));
    };
    if authority.as_str().contains('@') {
        return Err(wrong("a name or password in it is not used"));
    }
    if authority.host().is_empty() {
        return Err(wrong("it names no host"));
    }
    let ladder = Address(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase()));
    Ok((ladder, uri.path().trim_end_matches('/').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_is_a_scheme_and_a_host() {
        let check =
            |word: &str, address: &str| assert_eq!(word.parse(), Ok(Address(address.to_owned())), "{word}");
        check("http://127.0.0.1:7070", "http://127.0.0.1:7070");
        check("https://Ladder.Example/", "https://ladder.example");
        check("HTTP://[::1]:80/?page=2#top", "http://[::1]:80");
    }

    #[test]
    fn a_match_is_recognised_in_whatever_was_copied() {
        let id = "0123456789abcdef".repeat(4);
        let check = |word: &str| {
            let address = MatchAddress { ladder: Address("http://h:1".to_owned()), id: id.clone() };
            assert_eq!(word.parse(), Ok(address), "{word}");
        };
        check(&format!("http://h:1/matches/{id}"));
        check(&format!("http://h:1/matches/{id}/"));
        check(&format!("http://h:1/matches/{}?x=1#board", id.to_uppercase()));
        check(&format!("http://h:1/matches/{id}/replay"));
        check(&format!("http://h:1/api/v1/matches/{id}/replay"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_remedy() {
        let check = |text: String, part: &str| assert!(text.contains(part), "`{text}` does not say `{part}`");
        let ladder = |word: &str| word.parse::<Address>().unwrap_err().to_string();
        check(ladder("ladder.example"), "http://127.0.0.1:7070");
        check(ladder("ftp://ladder.example"), "neither with http://");
        check(ladder("http://"), "`http://`");
        check(ladder("http://a b"), "a character");
        check(ladder("http://me:secret@h"), "password");
        check(ladder("http://h/leaderboard"), "the ladder is at http://h");
        let contest = |word: &str| word.parse::<MatchAddress>().unwrap_err().to_string();
        check(contest("http://h"), "http://h/matches/");
        check(contest("http://h/matches/12ab"), "64 digits");
        check(contest("http://h/matches/../../x"), "64 digits");
    }

    #[test]
    fn names_are_escaped_in_paths() {
        let ladder = Address("http://h".to_owned());
        assert_eq!(ladder.at(&["api", "a b/c?ü.x"]), "http://h/api/a%20b%2Fc%3F%C3%BC.x");
    }

    #[test]
    fn this_machine_is_near() {
        let near = |word: &str| word.parse::<Address>().unwrap().is_near();
        assert!(near("http://127.0.0.1:7070") && near("http://localhost") && near("http://[::1]:7070"));
        assert!(!near("http://10.0.0.1") && !near("https://localhost.example"));
    }
}
