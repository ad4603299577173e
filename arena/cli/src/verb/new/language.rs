use clap::ValueEnum;

use super::project::{self, File};

/// A language that there is a template for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Rust; needs `rustup target add wasm32-wasip1`.
    Rust,
    /// C; needs clang with wasi-libc, wasi-sdk or zig.
    C,
    /// C++20; needs zig or wasi-sdk.
    #[value(alias = "c++")]
    Cpp,
    /// Zig 0.17.
    Zig,
    /// Go 1.27 or later.
    Go,
    /// AssemblyScript; needs npm.
    #[value(alias = "as")]
    Assemblyscript,
    /// JavaScript; needs nothing.
    #[value(alias = "js")]
    Javascript,
    /// Lua 5.4; needs nothing.
    Lua,
    /// Python; needs nothing.
    #[value(alias = "py")]
    Python,
}

impl Language {
    /// What a new project consists of.
    pub(super) fn files(self) -> &'static [File] {
        match self {
            Language::Rust => project::RUST,
            Language::C => project::C,
            Language::Cpp => project::CPP,
            Language::Zig => project::ZIG,
            Language::Go => project::GO,
            Language::Assemblyscript => project::ASSEMBLYSCRIPT,
            Language::Javascript => project::JAVASCRIPT,
            Language::Lua => project::LUA,
            Language::Python => project::PYTHON,
        }
    }

    /// The command that builds the module, where there is something to build.
    pub(super) fn build(self) -> Option<&'static str> {
        match self {
            Language::Rust => Some("cargo build --release"),
            Language::C | Language::Cpp | Language::Zig | Language::Go => Some("sh build.sh"),
            Language::Assemblyscript => Some("npm install && npm run build"),
            Language::Javascript | Language::Lua | Language::Python => None,
        }
    }

    /// What to run: where the build puts the module, or the script.
    pub(super) fn program(self, name: &str) -> String {
        match self {
            Language::Rust => format!("target/wasm32-wasip1/release/{name}.wasm"),
            Language::C | Language::Cpp | Language::Zig | Language::Go | Language::Assemblyscript => {
                "bot.wasm".to_owned()
            }
            Language::Javascript => "bot.js".to_owned(),
            Language::Lua => "bot.lua".to_owned(),
            Language::Python => "bot.py".to_owned(),
        }
    }

    /// What to do when the build command is not there.
    pub(super) fn toolchain(self) -> Option<&'static str> {
        match self {
            Language::Rust => Some("without the target, first `rustup target add wasm32-wasip1`"),
            Language::C | Language::Cpp | Language::Zig | Language::Go => {
                Some("without a compiler, `sh build.sh` tells what to install")
            }
            Language::Assemblyscript => Some("without npm, install Node.js from https://nodejs.org"),
            Language::Javascript | Language::Lua | Language::Python => None,
        }
    }
}
