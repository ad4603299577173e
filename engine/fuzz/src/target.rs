use crate::{admission, backends, canary, instrumentation, lines, replays, rules, wasi};

/// A law, as a function of bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Name of the libFuzzer program, and of the folders of its corpus and regressions.
    pub name: &'static str,
    /// What holds for every input.
    pub law: &'static str,
    /// Panics where an input breaks the law.
    pub check: fn(&[u8]),
    /// Inputs longer than this show nothing that shorter ones do not. In bytes.
    pub longest: usize,
}

impl Target {
    /// Every target whose law must hold.
    pub const ALL: [Target; 7] = [
        Target {
            name: "admission",
            law: "any bytes are admitted or refused with a stable code, in bounded time and memory",
            check: admission::check,
            longest: 8192,
        },
        Target {
            name: "instrumentation",
            law: "a valid module stays valid, and computes the same with fuel as without",
            check: instrumentation::check,
            longest: 4096,
        },
        Target {
            name: "backends",
            law: "both compilers agree on every turn: output, fuel, faults and where it is suspended",
            check: backends::check,
            longest: 4096,
        },
        Target {
            name: "wasi",
            law: "a call of preview1 with any arguments does what it promises to memory and pipes, and nothing else",
            check: wasi::check,
            longest: 2048,
        },
        Target {
            name: "lines",
            law: "of any line of a bot there stands what a second, naive reading finds",
            check: lines::check,
            longest: 8192,
        },
        Target {
            name: "replays",
            law: "any bytes are a replay whose every state was recorded, or an error, in bounded memory",
            check: replays::check,
            longest: 8192,
        },
        Target {
            name: "rules",
            law: "with any orders: seats do not matter, ore is kept, and a saved match goes on as if it had not been",
            check: rules::check,
            longest: 4096,
        },
    ];

    /// Breaks its law on purpose, so that it can be shown that a broken law is found.
    pub const CANARY: Target = Target {
        name: "canary",
        law: "as `lines`, of a reader with a mistake in it: this one must fail",
        check: canary::check,
        longest: 8192,
    };

    /// The target of that name, the canary included.
    pub fn named(name: &str) -> Option<Target> {
        Target::ALL.into_iter().chain([Target::CANARY]).find(|target| target.name == name)
    }
}
