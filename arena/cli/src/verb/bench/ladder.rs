mod server;

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use battle::bundled;
use serde::Serialize;

use server::AGAIN;
pub(super) use server::Server;

use crate::exit::Failure;
use crate::output::Output;
use crate::palette::FAINT;

/// Load a ladder: many upload while many read and it plays on
///
/// Starts `arena-ladder` with a folder of its own, measures it at rest, and then under load. Every upload is another module,
/// which has to be admitted and compiled.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Load {
    /// Uploads in all
    #[arg(long, value_name = "N", default_value_t = 1000)]
    uploads: usize,
    /// Players who upload
    #[arg(long, value_name = "N", default_value_t = 50)]
    players: usize,
    /// Uploads at the same time
    #[arg(long, value_name = "N", default_value_t = 20)]
    at_once: usize,
    /// People who read pages, one page a second each
    #[arg(long, value_name = "N", default_value_t = 200)]
    readers: usize,
    /// Seconds for which the ladder is measured at rest
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    rest: u64,
    /// Matches that the ladder plays at the same time [default: one a core]
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
}

/// How long somebody looks at a page before they load the next.
const LOOK: Duration = Duration::from_secs(1);

/// Bots that play from the start, of each that comes with the engine. One player may have 50, and upload 60 in an hour.
const COPIES: usize = 3;

/// The quota answers that are documented: they ask to come again.
const QUOTAS: &[&str] = &["uploads", "uploads_waiting"];

/// What came out.
#[derive(Debug, Serialize)]
struct Outcome {
    uploads: usize,
    quota_answers: usize,
    pages: usize,
    /// What was neither a page nor an upload nor a documented quota answer, and how often.
    errors: BTreeMap<String, usize>,
    seconds: f64,
    p99_before_ms: f64,
    p99_during_ms: f64,
    p99_ratio: f64,
    upload_p99_ms: f64,
    matches_per_second_before: f64,
    matches_per_second_during: f64,
    matches_ratio: f64,
}

/// What was seen of requests.
#[derive(Debug, Default)]
struct Seen {
    page_ms: Vec<f64>,
    upload_ms: Vec<f64>,
    quota_answers: usize,
    errors: BTreeMap<String, usize>,
}

impl Load {
    /// Measures.
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let workers = self.workers.map(|workers| workers.to_string());
        let mut options = vec!["--ahead", "64"];
        options.extend(workers.iter().flat_map(|workers| ["--workers", workers]));
        let server = Server::start(&options)?;
        let paths = settle(&server)?;
        let (before, rate_before, _) = self.read(&server, &paths, None)?;
        let (during, rate_during, seconds) = self.read(&server, &paths, Some(self.uploads))?;
        let mut errors = before.errors;
        during.errors.iter().for_each(|(error, count)| *errors.entry(error.clone()).or_default() += count);
        let (p99_before_ms, p99_during_ms) = (p99(&before.page_ms), p99(&during.page_ms));
        let outcome = Outcome {
            uploads: during.upload_ms.len(),
            quota_answers: during.quota_answers,
            pages: during.page_ms.len(),
            errors,
            seconds,
            p99_before_ms,
            p99_during_ms,
            p99_ratio: p99_during_ms / p99_before_ms,
            upload_p99_ms: p99(&during.upload_ms),
            matches_per_second_before: rate_before,
            matches_per_second_during: rate_during,
            matches_ratio: rate_during / rate_before,
        };
        tell(output, &outcome)
    }

    /// Reads pages, and uploads so many modules meanwhile; without uploads, for as long as the rest is measured. Gives what
    /// was seen, matches per second, and seconds.
    fn read(
        &self,
        server: &Server,
        paths: &[String],
        uploads: Option<usize>,
    ) -> Result<(Seen, f64, f64), Failure> {
        let (over, seen) = (AtomicBool::new(false), Mutex::new(Seen::default()));
        let next = AtomicUsize::new(0);
        let tokens = match uploads {
            Some(_) => (0..self.players)
                .map(|n| server.join(&format!("Player {n}")))
                .collect::<Result<Vec<_>, _>>()?,
            None => Vec::new(),
        };
        let played = server.finished()?;
        let began = Instant::now();
        std::thread::scope(|scope| {
            // At rest, a tenth of the readers measure, so that they are no load themselves.
            let readers = if uploads.is_some() { self.readers } else { self.readers.div_ceil(10) };
            for reader in 0..readers {
                let (seen, over) = (&seen, &over);
                scope.spawn(move || browse(server, reader, paths, seen, over));
            }
            match uploads {
                Some(uploads) => {
                    let uploading: Vec<_> = (0..self.at_once)
                        .map(|_| {
                            let (seen, next, tokens) = (&seen, &next, &tokens);
                            scope.spawn(move || {
                                while let Some(number) =
                                    Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < uploads)
                                {
                                    upload(server, number, &tokens[number % tokens.len()], seen);
                                }
                            })
                        })
                        .collect();
                    for thread in uploading {
                        // A thread that panicked has told so.
                        let _ = thread.join();
                    }
                }
                None => std::thread::sleep(Duration::from_secs(self.rest)),
            }
            over.store(true, Ordering::Relaxed);
        });
        let seconds = began.elapsed().as_secs_f64();
        let rate = (server.finished()? - played) / seconds;
        Ok((seen.into_inner().unwrap_or_default(), rate, seconds))
    }
}

/// Lets some bots play until there are pages to read; gives the addresses of these.
fn settle(server: &Server) -> Result<Vec<String>, Failure> {
    let token = server.join("Settler")?;
    // Several of each, so that they do not know each other well before the ladder at rest has been measured.
    for (copy, bot) in (0..COPIES).flat_map(|copy| bundled::BOTS.iter().map(move |bot| (copy, bot))) {
        let path = format!("/api/v1/bots/{}-{copy}/versions", bot.name);
        server.enter(&token, &path, bot.wasm)?;
    }
    while server.number("ladder_versions{state=\"checking\"}")? > 0.0 || server.finished()? < 40.0 {
        std::thread::sleep(Duration::from_millis(200));
    }
    let matches = server.json("/api/v1/matches")?;
    let mut paths: Vec<String> = ["/", "/leaderboard", "/matches", "/seasons"].map(str::to_owned).to_vec();
    for one in matches.as_array().into_iter().flatten().take(8) {
        paths.push(format!("/matches/{}", one["id"].as_str().unwrap_or_default()));
        paths.push(format!("/bots/{}", one["seats"][0]["bot"].as_str().unwrap_or_default()));
    }
    Ok(paths)
}

/// Reads one page after the other.
fn browse(server: &Server, reader: usize, paths: &[String], seen: &Mutex<Seen>, over: &AtomicBool) {
    let agent = Server::agent();
    // Not all at the same moment.
    std::thread::sleep(LOOK.mul_f64((reader % 100) as f64 / 100.0));
    for turn in reader.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let path = &paths[turn % paths.len()];
        let began = Instant::now();
        let read = agent.get(format!("{}{path}", server.address)).call().map(|answer| {
            let status = answer.status().as_u16();
            let mut bytes = Vec::new();
            answer.into_body().into_reader().read_to_end(&mut bytes).map(|_| status)
        });
        let took_ms = began.elapsed().as_secs_f64() * 1000.0;
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match read {
            Ok(Ok(200)) => seen.page_ms.push(took_ms),
            Ok(Ok(status)) => *seen.errors.entry(format!("page: {status}")).or_default() += 1,
            Ok(Err(error)) => *seen.errors.entry(format!("page: {error}")).or_default() += 1,
            Err(error) => *seen.errors.entry(format!("page: {error}")).or_default() += 1,
        }
        drop(seen);
        std::thread::sleep(LOOK);
    }
}

/// Uploads a module that there was not yet, as often as a quota says to come again.
fn upload(server: &Server, number: usize, token: &str, seen: &Mutex<Seen>) {
    let bytes = another(bundled::BOTS[number % bundled::BOTS.len()].wasm, number);
    let name = token.split('_').nth(1).unwrap_or_default();
    loop {
        let began = Instant::now();
        let sent = server.send(token, &format!("/api/v1/bots/{name}/versions"), &bytes);
        let took_ms = began.elapsed().as_secs_f64() * 1000.0;
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match sent {
            Ok((202, _)) => return seen.upload_ms.push(took_ms),
            Ok((429, answer)) if QUOTAS.contains(&answer["code"].as_str().unwrap_or_default()) => {
                seen.quota_answers += 1;
            }
            Ok((status, answer)) => {
                return *seen.errors.entry(format!("upload: {status} {}", answer["code"])).or_default() += 1;
            }
            Err(error) => return *seen.errors.entry(format!("upload: {error}")).or_default() += 1,
        }
        drop(seen);
        std::thread::sleep(AGAIN);
    }
}

/// The module with a custom section that says a number: another module that does the same.
fn another(wasm: &[u8], number: usize) -> Vec<u8> {
    let body = [&[5][..], b"bench", &(number as u64).to_le_bytes()].concat();
    [wasm, &[0, body.len() as u8], &body].concat()
}

/// The time within which 99 of 100 were answered.
fn p99(times_ms: &[f64]) -> f64 {
    let mut sorted = times_ms.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * 99 / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn tell(output: &mut Output, outcome: &Outcome) -> Result<(), Failure> {
    if output.json {
        return output.json(outcome);
    }
    let Outcome { uploads, quota_answers, pages, errors, seconds, .. } = outcome;
    output.line(format!(
        "{uploads} uploads and {pages} pages in {seconds:.0} s, {quota_answers} quota answers"
    ))?;
    match errors.is_empty() {
        true => output.line("no error")?,
        false => output.line(format!("errors: {errors:?}"))?,
    }
    output.line(format!(
        "pages, 99 of 100 within: {:.0} ms at rest, {:.0} ms under load: {:.1} x",
        outcome.p99_before_ms, outcome.p99_during_ms, outcome.p99_ratio
    ))?;
    output.line(format!("uploads, 99 of 100 within: {:.0} ms", outcome.upload_p99_ms))?;
    output.line(format!(
        "matches per second: {:.1} at rest, {:.1} under load: {:.2} x",
        outcome.matches_per_second_before, outcome.matches_per_second_during, outcome.matches_ratio
    ))?;
    output.line(format!("{FAINT}on one machine with whoever uploads and reads{FAINT:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_nine_of_a_hundred() {
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        assert!((p99(&times) - 199.0).abs() < 1e-9);
        assert!((p99(&[7.0]) - 7.0).abs() < 1e-9);
        assert!(p99(&[]).is_nan());
    }

    #[test]
    fn another_module_is_a_module() {
        let idle = bundled::bot("idle").expect("a bot").wasm;
        assert_eq!(&another(idle, 7)[..idle.len()], idle);
        assert_ne!(another(idle, 7), another(idle, 8));
    }
}
