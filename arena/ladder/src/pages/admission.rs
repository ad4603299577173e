//! The report on an upload: what was looked at, and what was found.

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{BotLink, Shell, address, asset, text};

/// The report on an upload.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its identity, as its address has it.
    pub id: String,
    /// Whom it is for.
    pub bot: BotLink,
    /// Number of the version.
    pub version: u32,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// BLAKE3 of what was uploaded.
    pub hash: String,
    /// Size of what was uploaded, in bytes.
    pub bytes: u64,
    /// What is known about it, such as its language, its imports, its memory: name and value.
    pub facts: Vec<(String, String)>,
    /// What came out.
    pub verdict: Verdict,
    /// Whether the same bytes had been let in before.
    pub known: bool,
}

/// What came out.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It waits for a worker, or is with one.
    Pending,
    /// It may play.
    Passed,
    /// It may not.
    Refused {
        /// The stable word.
        code: String,
        /// What exactly is wrong, and where.
        detail: String,
        /// What its author can do.
        remedy: String,
    },
    /// The worker that looked at it died or took too long.
    Broken {
        /// Why, for people.
        why: String,
    },
}

impl Report {
    /// Whether something will still be found out.
    pub fn is_pending(&self) -> bool {
        matches!(self.verdict, Verdict::Pending)
    }

    /// Whether the bot was let in.
    pub fn is_passed(&self) -> bool {
        matches!(self.verdict, Verdict::Passed)
    }
}

/// The page.
pub fn page(shell: &Shell, report: &Report) -> Markup {
    let body = html! {
        div.heading {
            p.crumb { (report.bot.link()) " / version " (report.version) }
            h1 { "Admission" }
        }
        (summary(report))
        dl.facts {
            dt { "Bot" } dd { (report.bot.link()) " v" (report.version) }
            dt { "Uploaded" } dd { (text::time(shell.now, report.uploaded)) }
            dt { "BLAKE3" } dd { (text::hash(&report.hash)) }
            dt { "Size" } dd { (text::bytes(report.bytes)) }
            @for (name, value) in &report.facts { dt { (name) } dd { bdi { (text::said(value)) } } }
        }
        @if report.is_passed() {
            p { a.button href=(address::bot(&report.bot.id)) { "To its page" } }
        } @else if !report.is_pending() {
            p { a.button href=(address::UPLOAD) { "Upload another" } }
        }
    };
    let scripts: &[&asset::Asset] = if report.is_pending() { &[&asset::LIVE] } else { &[] };
    shell.wrap(Page {
        title: "Admission",
        place: Place::Upload,
        refresh_s: report.is_pending().then_some(3),
        scripts,
        body,
    })
}

/// What came out, in a box.
pub(crate) fn summary(report: &Report) -> Markup {
    html! {
        @match &report.verdict {
            Verdict::Pending => div.notice role="status" data-reload="3" {
                p { b { "Version " (report.version) " is being looked at." } " This takes some seconds; the page follows." }
            },
            Verdict::Passed => div.notice.good role="status" {
                p {
                    b { "Version " (report.version) " was let in." } " It plays from the next match on."
                    @if report.known { " The same bytes were here before, so nothing had to be compiled." }
                }
            },
            Verdict::Refused { code, detail, remedy } => div.notice.problem role="status" {
                p { b { "Version " (report.version) " was refused: " } code { (code) } }
                p { bdi { (text::said(detail)) } }
                @if !remedy.is_empty() { p { (remedy) } }
                p.small { "On your own machine " code { "arena check FILE" } " says the same before you upload." }
            },
            Verdict::Broken { why } => div.notice.problem role="status" {
                p { b { "Version " (report.version) " could not be looked at." } }
                p { bdi { (text::said(why)) } }
                p { "Upload it again. If that fails too, it asks for more memory or time than compiling a bot may take." }
            },
        }
    }
}
