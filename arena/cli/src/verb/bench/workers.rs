use std::time::{Duration, Instant};

use battle::bundled;
use serde::Serialize;
use serde_json::json;

use super::ladder::Server;
use crate::cores;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::FAINT;
use crate::progress::Progress;

/// Count the matches per second of a ladder with one worker, with two and so on
///
/// Each time `arena-ladder` is started with a folder of its own. All sample bots play a tournament in which each meets
/// each, and then another one, which is measured: by then they are compiled.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Growth {
    /// The most workers [default: one a core]
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// Matches of each two bots
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=99))]
    games: u64,
}

/// How often it is looked whether a tournament is over.
const LOOK: Duration = Duration::from_millis(100);

/// What so many workers play.
#[derive(Debug, Serialize)]
struct Row {
    workers: usize,
    matches: f64,
    seconds: f64,
    matches_per_second: f64,
    /// Against one worker.
    ratio: f64,
}

impl Growth {
    /// Measures.
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let most = self.most.unwrap_or_else(cores::available);
        let mut progress = Progress::new("playing", most as u64);
        let mut rows: Vec<Row> = Vec::new();
        for workers in 1..=most {
            let (matches, seconds) = self.play(workers)?;
            let matches_per_second = matches / seconds;
            let ratio = rows.first().map_or(1.0, |one| matches_per_second / one.matches_per_second);
            rows.push(Row { workers, matches, seconds, matches_per_second, ratio });
            progress.at(workers as u64);
        }
        drop(progress);
        if output.json {
            return output.json(&rows);
        }
        for Row { workers, matches, seconds, matches_per_second, ratio } in &rows {
            output.line(format!(
                "{}: {matches} matches in {seconds:.1} s, {matches_per_second:.1} a second, {ratio:.2} x",
                crate::amount::count(*workers as u64, "worker")
            ))?;
        }
        output.line(format!("{FAINT}on {}, the server's own share included{FAINT:#}", super::Machine::this()))
    }

    /// Matches, and the seconds that so many workers take for them.
    fn play(&self, workers: usize) -> Result<(f64, f64), Failure> {
        // What the ladder pairs by itself depends on results; a tournament is the same for any number of workers.
        let server = Server::start(&["--ahead", "0", "--workers", &workers.to_string()])?;
        for bot in bundled::BOTS {
            server.enter(&server.admin, &format!("/api/v1/bots/{}/versions", bot.name), bot.wasm)?;
        }
        while server.number("ladder_versions{state=\"checking\"}")? > 0.0 {
            std::thread::sleep(LOOK);
        }
        let season = season(&server)?;
        self.tournament(&server, season, "warm-up")?;
        self.tournament(&server, season, "measured")
    }

    /// Plays a tournament; gives its matches and its seconds.
    fn tournament(&self, server: &Server, season: u64, name: &str) -> Result<(f64, f64), Failure> {
        let before = server.finished()?;
        let bots = bundled::BOTS.len() as u64;
        let matches = (bots * (bots - 1) / 2 * self.games) as f64;
        let began = Instant::now();
        let asked = json!({ "name": name, "season": season, "format": "round_robin", "games": self.games });
        server.ask("/api/v1/admin/tournaments", &asked)?;
        while server.finished()? - before < matches {
            if server.number("ladder_matches{state=\"quarantined\"}")? > 0.0 {
                return Err(Failure::host(
                    "a match ended its worker processes, so the tournament has no end",
                ));
            }
            std::thread::sleep(LOOK);
        }
        Ok((matches, began.elapsed().as_secs_f64()))
    }
}

/// The season in which two sample bots meet.
fn season(server: &Server) -> Result<u64, Failure> {
    let seasons = server.json("/api/v1/seasons")?;
    let mut seasons = seasons.as_array().into_iter().flatten();
    let found = seasons.find(|season| season["game"] == rules::beacons::NAME && season["seats"] == 2);
    found
        .and_then(|season| season["id"].as_u64())
        .ok_or_else(|| Failure::host("the ladder has no season of two"))
}
