use std::fmt::Write;

use protocol::Fault;

use crate::cost::{self, COSTS};
use crate::{LimitInfo, Limits, PREVIEW1, RejectCode};

/// What a bot's author can look up, as Markdown: reject codes, faults, limits, prices and WASI functions. `REFERENCE.md`
/// beside the sources is this text.
pub fn reference() -> String {
    let mut text = String::from(
        "# Sandbox reference\n\nMade by `sandbox::reference()`; `UPDATE=1 cargo test -p robodrome-sandbox reference` \
         writes it anew.\n",
    );
    let codes = RejectCode::ALL.iter().map(|code| vec![quoted(code.word()), code.explanation().to_owned()]);
    table(&mut text, "Why a module is refused", &["code", "rule and remedy"], codes);
    let faults =
        Fault::ALL.iter().map(|fault| vec![quoted(fault.word()), fault.explanation().trim().to_owned()]);
    table(&mut text, "What ends a bot", &["fault", "cause"], faults);
    let of_modules = Limits::ALL.iter().filter(|info| info.code.is_some());
    table(
        &mut text,
        "Limits on modules",
        &["limit", "value", "unit", "reason", "code"],
        of_modules.map(limit),
    );
    let of_players = Limits::ALL.iter().filter(|info| info.code.is_none());
    let columns = ["limit", "value", "unit", "reason"];
    table(&mut text, "Limits while a bot runs", &columns, of_players.map(limit));
    let prices = COSTS.entries().into_iter();
    let prices =
        prices.map(|(name, price, meaning)| vec![quoted(name), price.to_string(), meaning.to_owned()]);
    table(&mut text, "Prices", &["entry", "value", "meaning"], prices);
    let hash = blake3::Hash::from(cost::hash()).to_hex();
    let _ = writeln!(text, "\nHash of the prices: `{hash}`. Pass version: {}.", cost::PASS_VERSION);
    let functions = PREVIEW1.iter().map(|function| {
        let list = |types: &[wasmparser::ValType]| {
            types.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        vec![quoted(function.name), format!("`[{}] -> [{}]`", list(function.params), list(function.results))]
    });
    table(&mut text, "Functions of `wasi_snapshot_preview1`", &["function", "type"], functions);
    text
}

fn limit(info: &LimitInfo) -> Vec<String> {
    let mut row = vec![
        quoted(info.name),
        info.default.to_string(),
        info.unit.to_owned(),
        info.reason.trim().to_owned(),
    ];
    row.extend(info.code.map(|code| quoted(code.word())));
    row
}

fn quoted(word: &str) -> String {
    format!("`{word}`")
}

fn table(text: &mut String, title: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = writeln!(text, "\n## {title}\n\n| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
}
