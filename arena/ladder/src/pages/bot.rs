//! One bot: how it stands, its way there, whom it beats, its versions and matches; for its owner also what went wrong.

use jiff::Timestamp;
use maud::{Markup, html};

use super::admission::{self, Report};
use super::asset;
use super::chart::{self, Chart, Line};
use super::match_row::{self, MatchRow};
use super::shell::{Page, Place};
use super::{BotLink, Pager, PlayerLink, Rating, Record, SeasonLink, Shell, address, text};
use crate::limits;

/// One bot.
#[derive(Clone, Debug)]
pub struct View {
    /// The bot.
    pub bot: BotLink,
    /// Whose it is.
    pub player: PlayerLink,
    /// The language that it is written in.
    pub language: String,
    /// The season that rank and rating belong to.
    pub season: SeasonLink,
    /// Its rank; `None` while its rating is uncertain.
    pub rank: Option<u32>,
    /// Its rating; `None` before its first match.
    pub rating: Option<Rating>,
    /// Its matches in this season.
    pub record: Record,
    /// Whether it plays.
    pub state: State,
    /// Its ratings, oldest first, as many as the store has: they are thinned here.
    pub history: Vec<Rating>,
    /// Its matches against each other bot, most played first.
    pub opponents: Vec<Opponent>,
    /// Its versions, newest first.
    pub versions: Vec<Version>,
    /// Its matches, newest first.
    pub matches: Vec<MatchRow>,
    /// Which part of them.
    pub pager: Pager,
    /// Its logs and faults, where the visitor may read them.
    pub diary: Option<Diary>,
    /// What only its owner may see and do.
    pub own: Option<Own>,
    /// The visitor's bots that can challenge it.
    pub challengers: Vec<BotLink>,
}

/// Whether a bot plays.
#[derive(Clone, Debug)]
pub enum State {
    /// It plays.
    Active,
    /// Its first version has not been let in yet.
    Pending,
    /// Its owner took it out.
    Withdrawn,
    /// It brought its workers down and is kept away from them; says why.
    Quarantined(String),
}

/// A bot's matches against another one.
#[derive(Clone, Debug)]
pub struct Opponent {
    /// The other bot.
    pub bot: BotLink,
    /// Its rating.
    pub rating: Option<Rating>,
    /// The matches, from the first bot's side.
    pub record: Record,
}

/// A version of a bot.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number; the first is 1.
    pub number: u32,
    /// What its author called it; may be empty.
    pub name: String,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// BLAKE3 of its module or script.
    pub hash: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it is the one that plays.
    pub current: bool,
    /// How it was let in.
    pub admission: Admitted,
    /// The address of its report, for its owner.
    pub report: Option<String>,
    /// Whether the visitor may download it.
    pub source: bool,
    /// Its matches.
    pub record: Record,
}

/// Whether a version was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// It waits, or is being looked at.
    Pending,
    /// It may play.
    Yes,
    /// It may not; the stable word says why.
    No(String),
}

/// What a bot wrote and what ended it.
#[derive(Clone, Debug)]
pub struct Diary {
    /// Its last faults, newest first.
    pub faults: Vec<FaultRow>,
    /// Its last logs, newest first.
    pub logs: Vec<LogRow>,
}

/// A match that a bot did not survive.
#[derive(Clone, Debug)]
pub struct FaultRow {
    /// The match.
    pub match_id: String,
    /// When it ended.
    pub at: Timestamp,
    /// Number of the version.
    pub version: u32,
    /// In which tick it happened.
    pub tick: u32,
    /// The stable word, such as `memory_out_of_bounds`.
    pub word: String,
    /// What it means and what its author can do.
    pub explanation: String,
    /// The last line that it logged; may be empty.
    pub last_words: String,
}

/// What a bot logged in a match.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// The match.
    pub match_id: String,
    /// When it ended.
    pub at: Timestamp,
    /// Whom it met.
    pub against: Vec<BotLink>,
    /// Bytes that were kept.
    pub bytes: u64,
    /// Bytes that were too many.
    pub lost: u64,
}

/// What only the owner of a bot may see and do.
#[derive(Clone, Debug)]
pub struct Own {
    /// The report on its last upload.
    pub report: Option<Report>,
    /// Whether everybody may download its modules.
    pub source_public: bool,
    /// Whether everybody may read its logs.
    pub log_public: bool,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let pending = view.own.as_ref().and_then(|own| own.report.as_ref()).is_some_and(Report::is_pending);
    let body = html! {
        (heading(view))
        (state(view))
        @if let Some(report) = view.own.as_ref().and_then(|own| own.report.as_ref()) {
            @if !report.is_passed() { (admission::summary(report)) }
        }
        @if view.history.len() > 1 { (curve(view)) }
        (challenge(shell, view))
        @if !view.opponents.is_empty() { (opponents(view)) }
        section aria-label="Matches" {
            @if view.matches.is_empty() {
                h2 { "Matches" }
                p.empty { "It has not played yet." }
            } @else {
                (match_row::table(shell, "Matches", &view.matches))
                (view.pager.show("matches"))
            }
        }
        @if let Some(diary) = &view.diary { (diary_of(shell, view, diary)) }
        (versions(shell, view))
        @if let Some(own) = &view.own { (settings(shell, view, own)) }
    };
    shell.wrap(Page {
        title: &view.bot.name,
        place: Place::Elsewhere,
        refresh_s: pending.then_some(5),
        scripts: &[&asset::COPY],
        body,
    })
}

fn heading(view: &View) -> Markup {
    html! {
        div.heading {
            p.crumb { a href=(address::leaderboard(&view.season.id)) { (text::name(&view.season.name)) } " / bot" }
            h1 { (text::name(&view.bot.name)) }
            p.lead {
                "by " (view.player.link())
                @if !view.language.is_empty() { ", written in " (text::name(&view.language)) }
            }
        }
        dl.figures {
            div { dt { "Rank" } dd { @match view.rank { Some(rank) => (rank), None => "–" } } }
            div {
                dt { "Rating" }
                dd { @match view.rating { Some(rating) => (rating.show()), None => "–" } }
            }
            div { dt { "Matches" } dd { (text::grouped(view.record.played().into())) } }
            div {
                dt { "Won, drawn, lost" }
                dd { (view.record.show()) }
                (view.record.bar())
            }
        }
    }
}

fn state(view: &View) -> Markup {
    html! {
        @match &view.state {
            State::Active => {},
            State::Pending => p.notice { "It is being looked at, and plays as soon as it has been let in." },
            State::Withdrawn => p.notice { "Its owner has withdrawn it: it plays no more, and what it played stays." },
            State::Quarantined(why) => p.notice.problem {
                "It is kept from playing, since it brought workers down: " bdi { (text::said(why)) }
                " Its owner can upload another version."
            },
        }
    }
}

fn curve(view: &View) -> Markup {
    let points = (1u32..).zip(&view.history).map(|(number, rating)| (f64::from(number), rating.value));
    let chart = Chart {
        title: format!("Rating after each of {} matches", view.history.len()),
        across: "match",
        upward: "rating",
        lines: vec![Line {
            seat: 0,
            label: view.bot.name.clone(),
            points: points.collect(),
            spread: view.history.iter().map(|rating| rating.deviation).collect(),
        }],
        marks: Vec::new(),
        from_zero: false,
    };
    html! {
        section aria-labelledby="rating" {
            h2 #rating { "Rating" }
            figure {
                (chart::draw(&chart))
                figcaption.small { "After each match of the season; the band is the deviation." }
            }
        }
    }
}

fn challenge(shell: &Shell, view: &View) -> Markup {
    html! {
        @if !view.challengers.is_empty() && matches!(view.state, State::Active) {
            form.inline method="post" action=(address::CHALLENGE) {
                (shell.csrf())
                input type="hidden" name="opponent" value=(view.bot.id);
                label for="challenger" { "Challenge it with" }
                select #challenger name="bot" {
                    @for bot in &view.challengers { option value=(bot.id) { (text::said(&bot.name)) } }
                }
                button { "Challenge" }
            }
        }
    }
}

fn opponents(view: &View) -> Markup {
    html! {
        section aria-label="Opponents" {
            table.opponents {
                caption { "Against each opponent" }
                thead {
                    tr {
                        th scope="col" { "Opponent" }
                        th.wide.number scope="col" { "Rating" }
                        th.number scope="col" { "Matches" }
                        th.number scope="col" { abbr title="Won, drawn, lost" { "W–D–L" } }
                        th.number scope="col" { abbr title="Share of points: a win counts one, a draw a half" { "Share" } }
                        th.wide scope="col" { span.hidden { "As a bar" } }
                    }
                }
                tbody {
                    @for opponent in &view.opponents {
                        tr {
                            th scope="row" { (opponent.bot.link()) }
                            td.wide.number { @if let Some(rating) = opponent.rating { (rating.show()) } }
                            td.number { (text::grouped(opponent.record.played().into())) }
                            td.number { (opponent.record.show()) }
                            td.number { (opponent.record.percent()) }
                            td.wide { (opponent.record.bar()) }
                        }
                    }
                }
            }
        }
    }
}

fn versions(shell: &Shell, view: &View) -> Markup {
    html! {
        section aria-label="Versions" {
            table.versions {
                caption { "Versions" }
                thead {
                    tr {
                        th scope="col" { "Version" }
                        th scope="col" { "Uploaded" }
                        th.wide scope="col" { "BLAKE3" }
                        th.wide.number scope="col" { "Size" }
                        th.number scope="col" { abbr title="Won, drawn, lost" { "W–D–L" } }
                        th scope="col" { "State" }
                    }
                }
                tbody {
                    @for version in &view.versions {
                        tr.own[version.current] {
                            th scope="row" {
                                "v" (version.number)
                                @if !version.name.is_empty() { " " (text::name(&version.name)) }
                            }
                            td { (text::time(shell.now, version.uploaded)) }
                            td.wide { (text::hash(&version.hash)) }
                            td.wide.number { (text::bytes(version.bytes)) }
                            td.number { (version.record.show()) }
                            td { (version_state(view, version)) }
                        }
                    }
                }
            }
        }
    }
}

fn version_state(view: &View, version: &Version) -> Markup {
    html! {
        @match &version.admission {
            Admitted::Pending => span.tag { "being looked at" },
            Admitted::Yes if version.current => span.tag.good { "plays" },
            Admitted::Yes => span.tag { "let in" },
            Admitted::No(code) => span.tag.bad title=(code) { "refused" },
        }
        @if let Some(report) = &version.report { " " a href=(address::admission(report)) { "report" } }
        @if version.source { " " a href=(address::bot_source(&view.bot.id, version.number)) download { "source" } }
    }
}

fn diary_of(shell: &Shell, view: &View, diary: &Diary) -> Markup {
    html! {
        section aria-label="Logs and faults" {
            @if !diary.faults.is_empty() {
                table.faults {
                    caption { "Faults" }
                    thead {
                        tr {
                            th scope="col" { "Match" }
                            th.number scope="col" { "Tick" }
                            th scope="col" { "What happened" }
                        }
                    }
                    tbody {
                        @for fault in &diary.faults {
                            tr {
                                td {
                                    a href=(address::match_page(&fault.match_id)) { (text::time(shell.now, fault.at)) }
                                    " " span.dim { "v" (fault.version) }
                                }
                                td.number { (fault.tick) }
                                td {
                                    code { (fault.word) } " " (fault.explanation)
                                    @if !fault.last_words.is_empty() {
                                        div.said { "Its last words: " code { bdi { (text::said(&fault.last_words)) } } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if diary.logs.is_empty() {
                h2 { "Logs" }
                p.empty { "It has logged nothing. What a bot writes to its standard error stands here, tick by tick." }
            } @else {
                table.logs {
                    caption { "Logs" }
                    thead {
                        tr {
                            th scope="col" { "Against" }
                            th.number scope="col" { "Size" }
                            th.number scope="col" { "Match" }
                            th scope="col" { span.hidden { "Log" } }
                        }
                    }
                    tbody {
                        @for log in &diary.logs {
                            tr {
                                td { @for (index, bot) in log.against.iter().enumerate() { @if index > 0 { ", " } (bot.link()) } }
                                td.number {
                                    (text::bytes(log.bytes))
                                    @if log.lost > 0 { " " span.tag.bad { (text::bytes(log.lost)) " cut" } }
                                }
                                td.number { a href=(address::match_page(&log.match_id)) { (text::time(shell.now, log.at)) } }
                                td { a href=(address::bot_log(&view.bot.id, &log.match_id)) { "Read" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn settings(shell: &Shell, view: &View, own: &Own) -> Markup {
    html! {
        section.settings aria-labelledby="settings" {
            h2 #settings { "Settings" }
            p { a.button href=(address::UPLOAD) { "Upload a new version" } }
            p.command {
                code data-copy { "arena upload my-bot.wasm --bot " (text::quoted(&view.bot.name)) " --to " (shell.origin) }
            }
            div.forms {
                form method="post" action=(address::bot_visibility(&view.bot.id)) {
                    (shell.csrf())
                    fieldset {
                        legend { "Who may see it" }
                        label.check { input type="checkbox" name="source" value="on" checked[own.source_public]; " Everybody may download its modules" }
                        label.check { input type="checkbox" name="log" value="on" checked[own.log_public]; " Everybody may read its logs" }
                        button { "Save" }
                    }
                }
                form method="post" action=(address::bot_rename(&view.bot.id)) {
                    (shell.csrf())
                    fieldset {
                        legend { "Another name" }
                        label for="new-name" { "Name" }
                        input #new-name name="name" value=(view.bot.name) required maxlength=(limits::NAME_CHARS) autocomplete="off";
                        button { "Rename" }
                    }
                }
                @if !matches!(view.state, State::Withdrawn) {
                    form method="post" action=(address::bot_withdraw(&view.bot.id)) {
                        (shell.csrf())
                        fieldset {
                            legend { "Withdraw it" }
                            p.small { "It stops playing, and what it played stays. Uploading another version brings it back." }
                            label for="confirm" { "Its name, to be sure" }
                            input #confirm name="confirm" required autocomplete="off";
                            button.danger { "Withdraw" }
                        }
                    }
                }
            }
        }
    }
}
