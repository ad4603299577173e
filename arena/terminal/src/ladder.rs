//! Speaks to a ladder over HTTP.

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::exit::Failure;

/// How long an answer may take: an upload over a slow line.
const PATIENCE: Duration = Duration::from_secs(120);

/// The longest answer that is read, in bytes: a replay of the largest match.
const ANSWER_BYTES: u64 = 128 << 20;

/// How often something that is not over yet is asked for.
const AGAIN: Duration = Duration::from_millis(500);

/// The address that is meant where none is named: a ladder on this machine.
const HERE: &str = "http://127.0.0.1:7070";

/// Which ladder.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "The ladder")]
pub struct LadderArgs {
    /// Its address [default: ROBODROME_LADDER, or http://127.0.0.1:7070]
    #[arg(long, visible_alias = "at", value_name = "URL")]
    pub to: Option<String>,
    /// Your token; better given in the environment, as ROBODROME_TOKEN, where nobody else on the machine sees it
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}

/// A ladder that is spoken to.
pub struct Ladder {
    agent: Agent,
    address: String,
    token: Option<String>,
}

impl LadderArgs {
    /// The ladder.
    ///
    /// # Errors
    /// An address that is none.
    pub fn ladder(&self) -> Result<Ladder, Failure> {
        let known = |flag: &Option<String>, name: &str| {
            flag.clone().or_else(|| std::env::var(name).ok().filter(|value| !value.is_empty()))
        };
        let address = known(&self.to, "ROBODROME_LADDER").unwrap_or_else(|| HERE.to_owned());
        Ladder::at(&address, known(&self.token, "ROBODROME_TOKEN"))
    }
}

impl Ladder {
    /// The ladder at an address.
    ///
    /// # Errors
    /// An address that is none.
    pub fn at(address: &str, token: Option<String>) -> Result<Ladder, Failure> {
        if !is_url(address) {
            return Err(Failure::usage(format!("`{address}` is no address of a ladder"))
                .code("address")
                .help("write it as http://HOST:PORT or https://HOST"));
        }
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
        let address = address.trim_end_matches('/').to_owned();
        Ok(Ladder { agent: config.build().into(), address, token })
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Asks for something.
    ///
    /// # Errors
    /// It is not there, or the ladder does not answer.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.read_json(self.call(path, None)?)
    }

    /// Asks for bytes.
    ///
    /// # Errors
    /// As [`Ladder::get`].
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Failure> {
        self.read(self.call(path, None)?)
    }

    /// Hands bytes in.
    ///
    /// # Errors
    /// They are refused, or the ladder does not answer.
    pub fn send<T: DeserializeOwned>(&self, path: &str, bytes: &[u8]) -> Result<T, Failure> {
        self.need_token()?;
        self.read_json(self.call(path, Some((bytes, "application/octet-stream")))?)
    }

    /// Asks for something to be done.
    ///
    /// # Errors
    /// As [`Ladder::send`].
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Failure> {
        self.need_token()?;
        self.read_json(self.call(path, Some((body.to_string().as_bytes(), "application/json")))?)
    }

    /// Asks until something is over.
    ///
    /// # Errors
    /// As [`Ladder::get`].
    pub fn wait(&self, path: &str, is_over: impl Fn(&Value) -> bool) -> Result<Value, Failure> {
        loop {
            let value: Value = self.get(path)?;
            if is_over(&value) {
                return Ok(value);
            }
            std::thread::sleep(AGAIN);
        }
    }

    fn need_token(&self) -> Result<(), Failure> {
        match self.token {
            Some(_) => Ok(()),
            None => {
                Err(Failure::usage("this needs your token on the ladder").code("no_token").help(format!(
                    "make one at {}/account, and put it into the environment as ROBODROME_TOKEN",
                    self.address
                )))
            }
        }
    }

    fn call(&self, path: &str, body: Option<(&[u8], &str)>) -> Result<Response<Body>, Failure> {
        let url = format!("{}{path}", self.address);
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let answer = match body {
            Some((bytes, kind)) => {
                let mut request = self.agent.post(&url).header("content-type", kind);
                if let Some(bearer) = bearer {
                    request = request.header("authorization", bearer);
                }
                request.send(bytes)
            }
            None => {
                let mut request = self.agent.get(&url);
                if let Some(bearer) = bearer {
                    request = request.header("authorization", bearer);
                }
                request.call()
            }
        };
        answer.map_err(|error| {
            Failure::host(format!("the ladder at {} does not answer: {error}", self.address))
                .code("no_ladder")
                .help("is the address right (--to), and is it running?")
        })
    }

    fn read(&self, answer: Response<Body>) -> Result<Vec<u8>, Failure> {
        let status = answer.status().as_u16();
        let mut bytes = Vec::new();
        let body = answer.into_body().into_reader();
        body.take(ANSWER_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::host(format!("the ladder's answer did not come whole: {error}")))?;
        if (200..300).contains(&status) {
            return Ok(bytes);
        }
        let trouble: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let said = |key: &str| trouble[key].as_str().map(|text| replay::Escaped(text).to_string());
        let message = said("message").unwrap_or_else(|| format!("the ladder answers with status {status}"));
        let failure = match status {
            401 | 404 => Failure::usage(message),
            400..500 => Failure::input(message),
            _ => Failure::host(message),
        };
        Err(match said("remedy") {
            Some(remedy) => failure.help(remedy),
            None => failure,
        })
    }

    fn read_json<T: DeserializeOwned>(&self, answer: Response<Body>) -> Result<T, Failure> {
        let bytes = self.read(answer)?;
        serde_json::from_slice(&bytes).map_err(|_| {
            Failure::host(format!("what answers at {} is no ladder, or one of another version", self.address))
        })
    }
}

/// Whether a word is an address and no file.
pub fn is_url(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

/// Fetches the replay of the match at an address, `http://HOST/matches/ID`, as soon as it is over, and gives the file
/// that it is written to, in the current folder.
///
/// # Errors
/// It is no address of a match; the ladder does not answer; the file cannot be written.
pub fn fetch(url: &str) -> Result<PathBuf, Failure> {
    let parts = url.trim_end_matches('/').rsplit_once("/matches/");
    let known = parts.filter(|(_, id)| id.len() == 64 && id.chars().all(|c| c.is_ascii_hexdigit()));
    let (address, id) = known.ok_or_else(|| {
        Failure::usage(format!("`{url}` is no address of a match"))
            .code("address")
            .help("copy it from the match's page")
    })?;
    let ladder = Ladder::at(address, std::env::var("ROBODROME_TOKEN").ok())?;
    let path = format!("/api/v1/matches/{id}");
    let over = ladder.wait(&path, |one| one["state"] == "finished" || one["state"] == "quarantined")?;
    if over["state"] == "quarantined" {
        return Err(Failure::input("this match could not be played").code("quarantined"));
    }
    let bytes = ladder.bytes(&format!("{path}/replay"))?;
    let file = PathBuf::from(format!("{}.replay", &id[..12]));
    std::fs::write(&file, bytes).map_err(|error| Failure::writing("replay", &file, &error))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file() {
        for (word, is) in
            [("http://x", true), ("https://x/matches/1", true), ("x.replay", false), ("ftp://x", false)]
        {
            assert_eq!(is_url(word), is, "{word}");
        }
        assert!(Ladder::at("x.replay", None).is_err());
        assert!(fetch("http://x/matches/nothing").is_err());
        assert!(fetch("http://x/bots/1").is_err());
    }
}
