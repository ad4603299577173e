use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use terminal::exit::Failure;
use ureq::http::Response;
use ureq::typestate::WithoutBody;
use ureq::{Agent, Body, RequestBuilder};

use crate::view::Match;
use crate::{Address, limits, trouble};

/// A ladder that is spoken to.
#[derive(Clone)]
pub struct Ladder {
    agent: Agent,
    /// Where it is.
    address: Address,
    token: Option<String>,
}

/// What is uploaded.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// The bot's name.
    pub bot: &'a str,
    /// The file's name, whose ending tells scripts from modules.
    pub file: &'a str,
    /// The game that it plays.
    pub game: &'a str,
    /// The language it is written in; empty where nobody knows.
    pub language: &'a str,
    /// What is new in it.
    pub note: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl Ladder {
    /// Speaks to a ladder, as whoever has this token.
    pub fn new(address: Address, token: Option<String>) -> Ladder {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A token goes where it was meant to go, and nowhere else.
            .max_redirects(0)
            .user_agent(concat!("arena/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(limits::CONNECT_TIME))
            .timeout_global(Some(limits::REQUEST_TIME));
        let config = if address.is_near() { config.proxy(None) } else { config };
        Ladder { agent: config.build().new_agent(), address, token }
    }

    /// Where it is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The token that it is spoken to with.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Asks for something: the parts of its path below `/api/v1`, and what stands behind `?`.
    ///
    /// # Errors
    /// The ladder is not reached, or refuses.
    pub fn get(&self, parts: &[&str], query: &[(&str, &str)]) -> Result<Value, Failure> {
        let request = self.agent.get(self.at(parts)).query_pairs(query.iter().copied());
        self.answer(self.signed(request).call())
    }

    /// Asks for something to be done.
    ///
    /// # Errors
    /// The ladder is not reached, or refuses.
    pub fn post(&self, parts: &[&str], body: &impl Serialize) -> Result<Value, Failure> {
        self.answer(self.signed(self.agent.post(self.at(parts))).send_json(body))
    }

    /// Uploads a version. The answer is its [`crate::Version`], which waits for admission.
    ///
    /// # Errors
    /// The ladder is not reached, or refuses.
    pub fn upload(&self, upload: &Upload<'_>) -> Result<Value, Failure> {
        let request = self
            .agent
            .post(self.at(&["bots", upload.bot, "versions"]))
            .query_pairs([
                ("file", upload.file),
                ("game", upload.game),
                ("language", upload.language),
                ("note", upload.note),
            ])
            .content_type("application/octet-stream")
            // So that a ladder that refuses can say so before the bytes come, and not by cutting the connection.
            .header("Expect", "100-continue");
        self.answer(self.signed(request).send(upload.bytes))
    }

    /// A match, as it stands.
    ///
    /// # Errors
    /// The ladder is not reached, or there is none.
    pub fn contest(&self, id: &str) -> Result<Match, Failure> {
        self.read(self.get(&["matches", id], &[])?)
    }

    /// The replay of a match that is over, as this player may have it.
    ///
    /// # Errors
    /// The ladder is not reached, or the match is not over.
    pub fn replay(&self, id: &str) -> Result<Vec<u8>, Failure> {
        let request = self.signed(self.agent.get(self.at(&["matches", id, "replay"])));
        let request = request.config().timeout_global(Some(limits::REPLAY_TIME)).build();
        let mut response = self.accepted(request.call())?;
        response
            .body_mut()
            .with_config()
            .limit(limits::REPLAY_BYTES)
            .read_to_vec()
            .map_err(|error| trouble::unreached(&self.address, &error))
    }

    /// What an answer says, as far as the commands use it.
    ///
    /// # Errors
    /// It says something else.
    pub fn read<T: DeserializeOwned>(&self, answer: Value) -> Result<T, Failure> {
        serde_json::from_value(answer).map_err(|error| trouble::foreign(&self.address, &error.to_string()))
    }

    /// Something that is asked for below `/api/v1`, whose answer need not be JSON.
    pub(crate) fn request(&self, parts: &[&str]) -> RequestBuilder<WithoutBody> {
        self.signed(self.agent.get(self.at(parts)))
    }

    fn at(&self, parts: &[&str]) -> String {
        let whole: Vec<&str> = ["api", "v1"].iter().chain(parts).copied().collect();
        self.address.at(&whole)
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    fn answer(&self, sent: Result<Response<Body>, ureq::Error>) -> Result<Value, Failure> {
        let mut response = self.accepted(sent)?;
        let bytes = self.body(&mut response)?;
        serde_json::from_slice(&bytes).map_err(|error| trouble::foreign(&self.address, &error.to_string()))
    }

    /// An answer that is no refusal.
    pub(crate) fn accepted(
        &self,
        sent: Result<Response<Body>, ureq::Error>,
    ) -> Result<Response<Body>, Failure> {
        let mut response = sent.map_err(|error| trouble::unreached(&self.address, &error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
        let (again, elsewhere) = (header("retry-after"), header("location"));
        let status = response.status().as_u16();
        let body = self.body(&mut response).unwrap_or_default();
        Err(trouble::refused(
            &self.address,
            &trouble::Answer { status, again, elsewhere, body, signed: self.token.is_some() },
        ))
    }

    fn body(&self, response: &mut Response<Body>) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let mut reader = response.body_mut().with_config().limit(limits::ANSWER_BYTES).reader();
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| trouble::unreached(&self.address, &ureq::Error::from(error)))?;
        Ok(bytes)
    }
}
