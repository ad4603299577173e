mod language;
mod project;

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{LITERAL, STRONG};
use language::Language;
use project::File;

/// Begin a bot of your own
///
/// Writes a small project that builds, plays and is meant to be changed, with everything that it needs from Robodrome
/// copied into it.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct New {
    /// The language. Others work as well, if they compile to WebAssembly (wasm32-wasip1): a bot reads lines of JSON and
    /// writes lines of JSON
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    lang: Language,
    /// The folder to be made; its name is the bot's
    #[arg(value_name = "NAME")]
    name: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  arena new my-bot
  arena new --lang python scout
  arena new --lang c ~/bots/hunter";

impl New {
    /// Writes the project and says what to do with it.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let name = bot_name(&self.name)?;
        if self.name.exists() {
            return Err(Failure::usage(format!("{} is there already", self.name.display()))
                .code("exists")
                .help("choose another name, or move it away first; nothing was written"));
        }
        let files = self.lang.files();
        for file in files {
            write(&self.name, file, name)?;
        }
        let next = self.next_commands(name);
        if output.json {
            let files: Vec<&str> = files.iter().map(|file| file.path).collect();
            return output
                .json(&json!({ "folder": self.name.display().to_string(), "files": files, "next": next }));
        }
        output.line(format!(
            "{STRONG}{}{STRONG:#} is ready: {} files. Next:",
            self.name.display(),
            files.len()
        ))?;
        next.iter().try_for_each(|command| output.line(format!("  {LITERAL}{command}{LITERAL:#}")))?;
        output.line(match self.lang.toolchain() {
            Some(remedy) => format!("Its README says the rest; {remedy}."),
            None => "Its README says the rest.".to_owned(),
        })
    }

    fn next_commands(&self, name: &str) -> [String; 3] {
        let program = self.lang.program(name);
        let enter = format!("cd {}", self.name.display());
        [
            self.lang.build().map_or(enter.clone(), |build| format!("{enter} && {build}")),
            format!("arena check {program}"),
            format!("arena run {program} greedy"),
        ]
    }
}

/// The bot's name: that of the folder, as cargo takes names.
fn bot_name(folder: &Path) -> Result<&str, Failure> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = |c: char| c.is_ascii_alphabetic();
    if name.len() <= 64 && name.starts_with(begins) && name.chars().all(fits) {
        return Ok(name);
    }
    Err(Failure::usage(format!("`{}` is no name for a bot", folder.display()))
        .code("bad_name")
        .help("begin with a letter, and use letters, digits, - and _: my-bot"))
}

fn write(folder: &Path, file: &File, name: &str) -> Result<(), Failure> {
    let path = folder.join(file.path);
    let parent = path.parent().unwrap_or(folder);
    let text = file.text.replace(project::NAME, name);
    std::fs::create_dir_all(parent)
        .and_then(|()| std::fs::write(&path, text))
        .map_err(|error| Failure::writing("project file", &path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_cargo_takes() {
        for good in ["my-bot", "b", "some/folder/Hunter_2"] {
            assert!(bot_name(Path::new(good)).is_ok(), "{good}");
        }
        for bad in ["", "2bots", "my bot", "bot.wasm", "..", "a/..", "b\u{e4}r"] {
            assert!(bot_name(Path::new(bad)).is_err(), "{bad}");
        }
    }
}
