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
        "reply.rs", "rumble.rs", "rumble/answer.rs", "rumble/failure.rs", "rumble/program_error.rs", "status.rs", "tolerant.rs",
        "watch.rs";
};

/// A bot in C, with the header.
pub(super) const C: &[File] = files! {
    "bots/sdk/c/template/" => "": "README.md", ".gitignore", "bot.c", "build.sh";
    "bots/sdk/c/" => "": "robodrome.h";
};

/// A bot in C++, with the header and the one in C that it rests on.
pub(super) const CPP: &[File] = files! {
    "bots/sdk/cpp/template/" => "": "README.md", ".gitignore", "bot.cpp", "build.sh";
    "bots/sdk/cpp/" => "": "robodrome.hpp";
    "bots/sdk/c/" => "": "robodrome.h";
};

/// A bot in Zig, with the SDK beside it.
pub(super) const ZIG: &[File] = files! {
    "bots/sdk/zig/template/" => "": "README.md", ".gitignore", "bot.zig", "build.sh";
    "bots/sdk/zig/robodrome/" => "robodrome/":
        "board.zig", "message.zig", "pipe.zig", "reply.zig", "robodrome.zig", "tactics.zig", "traffic.zig", "turn.zig";
};

/// A bot in Go, with the SDK beside it.
pub(super) const GO: &[File] = files! {
    "bots/sdk/go/template/" => "": "README.md", ".gitignore", "build.sh", "go.mod", "main.go";
    "bots/sdk/go/robodrome/" => "robodrome/":
        "board.go", "go.mod", "message.go", "read.go", "reply.go", "robodrome.go", "tactics.go", "traffic.go", "turn.go";
};

/// A bot in AssemblyScript, with the SDK beside it.
pub(super) const ASSEMBLYSCRIPT: &[File] = files! {
    "bots/sdk/assemblyscript/template/" => "":
        "README.md", ".gitignore", "asconfig.json", "assembly/index.ts", "package-lock.json", "package.json";
    "bots/sdk/assemblyscript/robodrome/" => "assembly/robodrome/":
        "board.ts", "index.ts", "json.ts", "message.ts", "reply.ts", "tactics.ts", "traffic.ts", "turn.ts", "wasi.ts";
};

/// A bot in JavaScript, with the SDK to be read.
pub(super) const JAVASCRIPT: &[File] = files! {
    "bots/sdk/javascript/template/" => "": "README.md", "bot.js", "jsconfig.json";
    "bots/sdk/javascript/" => "": "robodrome.js";
};

/// A bot in Lua, with the SDK to be read.
pub(super) const LUA: &[File] = files! {
    "bots/sdk/lua/template/" => "": "README.md", "bot.lua";
    "bots/sdk/lua/" => "": "robodrome.lua";
};

/// A bot in Python, with the SDK to be read.
pub(super) const PYTHON: &[File] = files! {
    "bots/sdk/python/template/" => "": "README.md", "bot.py";
    "bots/sdk/python/" => "": "robodrome.py";
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
                true if ["target", "node_modules", ".zig-cache"].contains(&name.as_str()) => {}
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
        check(CPP, "bots/sdk/cpp/template", "");
        check(ZIG, "bots/sdk/zig/template", "");
        check(ZIG, "bots/sdk/zig/robodrome", "robodrome/");
        check(GO, "bots/sdk/go/template", "");
        check(GO, "bots/sdk/go/robodrome", "robodrome/");
        check(ASSEMBLYSCRIPT, "bots/sdk/assemblyscript/template", "");
        check(ASSEMBLYSCRIPT, "bots/sdk/assemblyscript/robodrome", "assembly/robodrome/");
        check(JAVASCRIPT, "bots/sdk/javascript/template", "");
        check(LUA, "bots/sdk/lua/template", "");
        check(PYTHON, "bots/sdk/python/template", "");
    }

    #[test]
    fn the_templates_use_the_name_that_is_replaced() {
        let uses = |files: &[File], path: &str| {
            files.iter().any(|file| file.path == path && file.text.contains(NAME))
        };
        assert!(uses(RUST, "Cargo.toml") && uses(GO, "go.mod") && uses(ASSEMBLYSCRIPT, "package.json"));
        for files in [RUST, C, CPP, ZIG, GO, ASSEMBLYSCRIPT, JAVASCRIPT, LUA, PYTHON] {
            assert!(uses(files, "README.md"));
        }
    }
}
