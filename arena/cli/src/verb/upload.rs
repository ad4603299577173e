use std::path::PathBuf;

use serde_json::Value;
use terminal::ladder::LadderArgs;

use crate::exit::Failure;
use crate::output::Output;

/// Upload a bot to a ladder, and tell what its admission says
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Upload {
    /// The module (.wasm), or the script (.js, .lua, .py)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The bot's name on the ladder; a new name makes a new bot [default: the file's name]
    #[arg(long, value_name = "NAME")]
    bot: Option<String>,
    /// The game that it plays
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    game: String,
    /// The language it is written in, for people
    #[arg(long, value_name = "NAME")]
    language: Option<String>,
    /// What is new in this version
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Do not wait for the admission
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    ladder: LadderArgs,
}

const EXAMPLES: &str = "\
Examples:
  ROBODROME_TOKEN=rdl_... arena upload my-bot.wasm --to https://ladder.example.org
  arena upload bot.py --bot my-bot --note 'runs away earlier'

Exit codes: 1 where the bot is refused, 2 where the token is not good, 3 where the ladder does not answer.";

impl Upload {
    /// Uploads.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.ladder.ladder()?;
        let bytes = std::fs::read(&self.file).map_err(|error| Failure::reading("bot", &self.file, &error))?;
        let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let bot = self.bot.clone().unwrap_or_else(|| text(self.file.file_stem()));
        let mut query = vec![("game", self.game.clone()), ("file", text(self.file.file_name()))];
        query.extend(self.language.clone().map(|language| ("language", language)));
        query.extend(self.note.clone().map(|note| ("note", note)));
        let query: Vec<String> =
            query.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
        let path = format!("/api/v1/bots/{}/versions?{}", encoded(&bot), query.join("&"));
        let mut version: Value = ladder.send(&path, &bytes)?;
        if !self.no_wait {
            let id = version["id"].as_str().unwrap_or_default().to_owned();
            version =
                ladder.wait(&format!("/api/v1/versions/{id}"), |version| version["state"] != "checking")?;
        }
        let refusal = &version["refusal"];
        if refusal.is_object() {
            let said = |key: &str| replay::Escaped(refusal[key].as_str().unwrap_or_default()).to_string();
            return Err(Failure::input(format!("{bot} is refused: {}: {}", said("code"), said("detail")))
                .code("rejected")
                .help(said("explanation")));
        }
        if output.json {
            return output.json(&version);
        }
        let (number, state) = (&version["number"], version["state"].as_str().unwrap_or_default());
        let page = version["bot"].as_str().map(encoded).unwrap_or_default();
        output.line(format!("version {number} of {bot} is {state}: {}/bots/{page}", ladder.address()))
    }
}

/// A text as a part of an address.
pub(super) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
