use ladder::pages::admission::{Report, Verdict};

use super::{ago, hash};
use crate::sample::people::bot;

pub(crate) fn admission(which: usize) -> Report {
    let verdict = match which {
        0 => Verdict::Passed,
        1 => Verdict::Refused {
            code: "forbidden_import".to_owned(),
            detail: "it imports env.<script>alert(1)</script>\u{202e}, which no bot is given".to_owned(),
            remedy: "Build it for wasm32-wasip1 and without JavaScript glue: only wasi_snapshot_preview1 is there.".to_owned(),
        },
        _ => Verdict::Pending,
    };
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Report {
        id: format!("a{which}"),
        bot: bot(1),
        version: 4,
        uploaded: ago(70),
        hash: hash("upload"),
        bytes: 812_345,
        facts: vec![
            fact("Kind", "WebAssembly module"),
            fact("Functions", "412"),
            fact("Memory", "1 MiB at the start, 16 MiB at most"),
            fact("Compiled in", "184 ms"),
        ],
        verdict,
        known: which == 0,
    }
}
