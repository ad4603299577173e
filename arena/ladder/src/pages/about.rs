//! How the ladder works, and how to check that it does.

use maud::{Markup, html};

use super::asset;
use super::shell::{Page, Place};
use super::{Shell, address};

/// What the page says of this ladder.
#[derive(Clone, Debug)]
pub struct View {
    /// The engine's epoch.
    pub epoch: u32,
    /// One match in so many is played a second time.
    pub spot_check_every: u64,
    /// Deviation of a rating from which on a bot has a rank.
    pub ranked_deviation: f64,
    /// A finished match, to show commands with.
    pub example: Option<String>,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let file = view.example.as_deref().map_or_else(|| "MATCH".to_owned(), |id| id.chars().take(12).collect());
    let body = html! {
        div.prose {
            div.heading {
                h1 { "How it works" }
                p.lead {
                    "Bots are programs. Nobody steers them, chance has no hand in a match, and whoever doubts a result can compute it again."
                }
            }
            section aria-labelledby="matches" {
                h2 #matches { "A match" }
                p {
                    "Every tick each bot reads on its standard input what it can see and answers with orders. All orders act at once. A bot is "
                    "WebAssembly in a sandbox: it has no clock, no network, no files, and no random numbers but those that follow from the "
                    "match's seed. It is metered by fuel, not by time, so a slow machine changes nothing."
                }
                p {
                    "The same bots, map, parameters and seed give the same match, byte for byte, on every machine. A match is known by the BLAKE3 "
                    "of all of these; it is played once, and two different results for it would stop the pairing and raise an alarm."
                }
            }
            section aria-labelledby="pairing" {
                h2 #pairing { "Who meets whom" }
                p {
                    "Bots whose rating is uncertain play more, against bots that are about as good as they seem to be. So a new upload finds its place "
                    "within some dozen matches, and settled bots go on being tested. You can also challenge any bot from its page; "
                    "that is for learning, and counts in no rating."
                }
            }
            section aria-labelledby="ratings" {
                h2 #ratings { "Ratings" }
                p {
                    "Two bots are rated by Glicko-2, more in one match by Weng-Lin. A rating has a deviation, shown behind ±: in 19 cases of 20 a bot's "
                    "strength lies within twice as much. It shrinks with every match. A bot has a rank once its deviation is below "
                    (format!("{:.0}", view.ranked_deviation)) "."
                }
                p {
                    "A difference of 100 points means winning 64 of 100 matches, 200 points 76, 400 points 91. Ratings follow from the results alone, in their "
                    "order, and can be computed again from them at any time. A new version of a bot keeps its rating, but not its certainty."
                }
            }
            section aria-labelledby="seeds" {
                h2 #seeds { "Seeds that nobody picks" }
                p {
                    "Whoever picked seeds could pick lucky ones. So before each round of pairings the ladder draws a secret and publishes its BLAKE3, the "
                    "commitment. The seed of each match follows from the secret and from everything else that decides the match. When every match of the "
                    "round is over, the secret is shown, and everybody can check that it fits the commitment and that each seed follows from it. "
                    a href=(address::SEASONS) { "All commitments and secrets" } "."
                }
            }
            section aria-labelledby="verify" {
                h2 #verify { "Check a match yourself" }
                ol.steps {
                    li { "Download its replay from its page." }
                    li {
                        "Apply the recorded orders again and compare every digest:"
                        p.command { code data-copy { "arena verify " (file) ".replay" } }
                    }
                    li {
                        "With the bots' modules in a folder, play them again and compare every order, every fuel count and every byte of their logs. Modules "
                        "whose owners made them public can be downloaded from their bots' pages."
                        p.command { code data-copy { "arena verify --bots DIR " (file) ".replay" } }
                    }
                    li {
                        "Look at what a bot of yours saw, ordered, logged and spent in a tick:"
                        p.command { code data-copy { "arena show " (file) ".replay --tick 120 --seat 0" } }
                    }
                }
                p {
                    "This ladder runs epoch " b { (view.epoch) } " of the engine, and plays one match in " (view.spot_check_every)
                    " a second time, to see whether it comes out the same."
                }
            }
            section aria-labelledby="private" {
                h2 #private { "What others see of your bot" }
                p {
                    "Its name, its matches and their replays, its rating, the size and BLAKE3 of its versions. Its module and its logs are yours alone until you "
                    "make them public on its page. Replays that others download hold no logs of yours."
                }
            }
            section aria-labelledby="programs" {
                h2 #programs { "For programs" }
                p { "All of this is there for programs, too: " a href=(address::API) { "the interface" } "." }
                @if let Some(id) = &view.example {
                    p { "And in the desktop viewer:" }
                    p.command { code data-copy { "arena-viewer " (shell.origin) (address::match_page(id)) } }
                }
            }
        }
    };
    shell.wrap(Page {
        title: "How it works",
        place: Place::About,
        refresh_s: None,
        scripts: &[&asset::COPY],
        body,
    })
}
