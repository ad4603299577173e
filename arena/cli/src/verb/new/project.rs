//! The files of new projects, built into the program.

/// A file of a template.
pub(super) struct File {
    /// Where it goes, seen from the project's folder.
    pub(super) path: &'static str,
    /// What is in it; [`NAME`] stands for the bot's name.
    pub(super) text: &'static str,
}

/// The name in the templates.
pub(super) const NAME: &str = "my-bot";

/// Files of one folder of the repository, put into a folder of the project.
macro_rules! files {
    ($( $from:literal => $to:literal: $($file:literal),+; )+) => {
        &[$($( File {
            path: concat!($to, $file),
            text: include_str!(concat!("../../../../../", $from, $file)),
        } ),+),+]
    };
}

/// A bot in Rust, with the SDK and the messages beside it.
pub(super) const RUST: &[File] = files! {
    "bots/sdk/rust/template/" => "":
        "Cargo.toml", "README.md", ".gitignore", ".cargo/config.toml", "src/main.rs",
        "robodrome/protocol/Cargo.toml", "robodrome/sdk/Cargo.toml";
    "bots/sdk/rust/src/" => "robodrome/sdk/src/":
        "board.rs", "book.rs", "combat.rs", "debug.rs", "fight.rs", "flood.rs", "forecast.rs", "harvest.rs", "lib.rs",
        "run.rs", "traffic.rs", "turn.rs";
    "engine/protocol/src/" => "robodrome/protocol/src/":
        "beacons.rs", "digest.rs", "dir.rs", "fuel.rs", "id.rs", "lib.rs", "line.rs", "mark.rs", "pos.rs", "reason.rs",
        "reply.rs", "status.rs", "tolerant.rs", "watch.rs";
};

/// A bot in C, with the header.
pub(super) const C: &[File] = files! {
    "bots/sdk/c/template/" => "": "README.md", ".gitignore", "bot.c", "build.sh";
    "bots/sdk/c/" => "": "robodrome.h";
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The files of a folder of the repository, and of the folders in it.
    fn files_in(folder: &Path, found: &mut BTreeSet<String>, above: &str) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{above}{}", entry.file_name().to_str().unwrap());
            match entry.file_type().unwrap().is_dir() {
                true if name == "target" => {}
                true => files_in(&entry.path(), found, &format!("{name}/")),
                false => {
                    found.insert(name);
                }
            }
        }
    }

    /// A file that the SDK gains must also go into new projects, which would not build without it.
    #[test]
    fn no_file_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let check = |files: &[File], folder: &str, under: &str| {
            let mut there = BTreeSet::new();
            files_in(&root.join(folder), &mut there, "");
            // JSON Schemas are for SDKs in other languages, and need a crate that bots do not.
            there.remove("schema.rs");
            there.remove("Cargo.lock");
            let copied: BTreeSet<&str> =
                files.iter().filter_map(|file| file.path.strip_prefix(under)).collect();
            let forgotten: Vec<&String> =
                there.iter().filter(|name| !copied.contains(name.as_str())).collect();
            assert!(forgotten.is_empty(), "{folder}: {forgotten:?}");
        };
        check(RUST, "bots/sdk/rust/template", "");
        check(RUST, "bots/sdk/rust/src", "robodrome/sdk/src/");
        check(RUST, "engine/protocol/src", "robodrome/protocol/src/");
        check(C, "bots/sdk/c/template", "");
    }

    #[test]
    fn the_templates_use_the_name_that_is_replaced() {
        let uses = |files: &[File], path: &str| {
            files.iter().any(|file| file.path == path && file.text.contains(NAME))
        };
        assert!(uses(RUST, "Cargo.toml") && uses(RUST, "README.md") && uses(C, "README.md"));
    }
}
