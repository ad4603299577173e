use comfy_table::{CellAlignment, Table, presets};
use replay::Escaped;
use serde_json::Value;
use terminal::ladder::LadderArgs;

use crate::exit::Failure;
use crate::output::Output;
use crate::verb::upload::encoded;

/// The address of a match, before its id.
pub(super) const MATCH: &str = "/api/v1/matches/";

/// Look at a ladder: who leads, how a bot stands, what was played
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Ladder {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  arena ladder top --at https://ladder.example.org
  arena ladder bot my-bot
  arena ladder matches --bot my-bot --json | jq '.[0].seats'";

#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    /// The leaderboard
    Top {
        /// The season [default: the first]
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        season: u32,
        #[command(flatten)]
        ladder: LadderArgs,
    },
    /// A bot and its versions
    Bot {
        /// Its name
        #[arg(value_name = "NAME")]
        bot: String,
        #[command(flatten)]
        ladder: LadderArgs,
    },
    /// Finished matches, the newest first
    Matches {
        /// Only this bot's
        #[arg(long, value_name = "NAME")]
        bot: Option<String>,
        #[command(flatten)]
        ladder: LadderArgs,
    },
}

impl Ladder {
    /// Looks.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let (ladder, path, show): (_, _, fn(&Value) -> String) = match &self.what {
            What::Top { season, ladder } => {
                (ladder, format!("/api/v1/seasons/{season}/leaderboard"), leaderboard)
            }
            What::Bot { bot, ladder } => (ladder, format!("/api/v1/bots/{}", encoded(bot)), versions),
            What::Matches { bot: Some(bot), ladder } => {
                (ladder, format!("/api/v1/matches?bot={}", encoded(bot)), matches)
            }
            What::Matches { bot: None, ladder } => (ladder, "/api/v1/matches".to_owned(), matches),
        };
        let value: Value = ladder.ladder()?.get(&path)?;
        match output.json {
            true => output.json(&value),
            false => output.line(show(&value)),
        }
    }
}

/// A text from the ladder, which other players chose.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => Escaped(text).to_string(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn table<const N: usize>(names: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(names);
    table
}

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn leaderboard(value: &Value) -> String {
    let mut table = table(["#", "bot", "player", "rating", "±", "matches", "won", "drawn", "lost"]);
    for row in rows(value) {
        let number = |key: &str| format!("{:.0}", row[key].as_f64().unwrap_or_default());
        table.add_row([
            text(&row["rank"]),
            text(&row["name"]),
            text(&row["player"]),
            number("rating"),
            number("deviation"),
            text(&row["matches"]),
            text(&row["wins"]),
            text(&row["draws"]),
            text(&row["losses"]),
        ]);
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn versions(value: &Value) -> String {
    let mut table = table(["version", "state", "bytes", "BLAKE3", "note"]);
    for row in rows(&value["versions"]) {
        let state = match &row["refusal"]["code"] {
            Value::String(code) => format!("refused: {}", Escaped(code)),
            _ => text(&row["state"]),
        };
        let hash = text(&row["blake3"]);
        table.add_row([
            text(&row["number"]),
            state,
            text(&row["bytes"]),
            hash.chars().take(16).collect(),
            text(&row["note"]),
        ]);
    }
    let withdrawn = if value["withdrawn"] == true { ", withdrawn" } else { "" };
    let (name, player, game) = (text(&value["name"]), text(&value["player"]), text(&value["game"]));
    format!("{name} by {player} ({game}{withdrawn})\n{}", table.trim_fmt())
}

fn matches(value: &Value) -> String {
    let lines: Vec<String> = rows(value).map(match_line).collect();
    if lines.is_empty() { "no match yet".to_owned() } else { lines.join("\n") }
}

/// A match in a line.
pub(super) fn match_line(one: &Value) -> String {
    let winner = one["winner"].as_u64();
    let seats = rows(&one["seats"]).enumerate().map(|(seat, row)| {
        let mark = if winner == Some(seat as u64) { " wins" } else { "" };
        let score = row["score"].as_u64().map(|score| format!(" {score}")).unwrap_or_default();
        format!("{}{score}{mark}", text(&row["name"]))
    });
    let seats: Vec<String> = seats.collect();
    let id: String = text(&one["id"]).chars().take(12).collect();
    let how = match one["state"].as_str() {
        Some("finished") => format!("{} ticks on {}", text(&one["ticks"]), text(&one["map"])),
        _ => text(&one["state"]),
    };
    format!("{id}  {}  {how}", seats.join(" - "))
}
