use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use crate::Error;
use crate::pages::tournament::{self, Pairing, Round, Standing};
use crate::pages::{BotLink, Pager, Record, tournaments};
use crate::store::{Contest, Format, Tournament};
use crate::tournament as play;
use crate::web::App;
use crate::web::site::{Shown, Visit, link};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/tournaments", get(show_all)).route("/tournaments/{tournament}", get(show))
}

async fn show_all(State(app): State<App>, visit: Visit) -> Shown {
    let view = all(&app).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(tournaments::page(&visit.shell, &view)))
}

async fn all(app: &App) -> Result<tournaments::View, Error> {
    let mut rows = Vec::new();
    for one in app.store.tournaments().await? {
        let (bots, played, _) = play::played(&app.store, &one).await?;
        let is_over = one.state == "finished";
        let first = play::table(bots.len(), &played).into_iter().next().filter(|_| is_over);
        rows.push(tournaments::Row {
            id: one.id.clone(),
            name: one.name.clone(),
            game: app.store.season(one.season).await?.game,
            format: format(&one),
            entrants: u32::try_from(bots.len()).unwrap_or(u32::MAX),
            state: state(&one),
            opened: link::time(one.created_ms),
            winner: first.and_then(|row| bot(&bots, row.seeding)),
        });
    }
    Ok(tournaments::View { rows, pager: Pager::single() })
}

type Bots = [(String, String, String)];

fn bot(bots: &Bots, seeding: usize) -> Option<BotLink> {
    bots.get(seeding).map(|(id, name, _)| BotLink { id: id.clone(), name: name.clone() })
}

fn format(one: &Tournament) -> tournament::Format {
    match Format::from_word(&one.format) {
        Some(Format::Swiss) => tournament::Format::Swiss,
        Some(Format::Elimination) => tournament::Format::SingleElimination,
        _ => tournament::Format::RoundRobin,
    }
}

fn state(one: &Tournament) -> tournament::State {
    match one.state.as_str() {
        "finished" => tournament::State::Finished,
        _ => tournament::State::Running,
    }
}

async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let view = view(&app, &id).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(tournament::page(&visit.shell, &view)))
}

async fn view(app: &App, id: &str) -> Result<tournament::View, Error> {
    let one = app.store.tournament(id).await?;
    let season = app.store.season(one.season).await?;
    let (bots, played, contests) = play::played(&app.store, &one).await?;
    let is_elimination = format(&one) == tournament::Format::SingleElimination;
    let mut standings = Vec::new();
    for (place, row) in play::table(bots.len(), &played).into_iter().enumerate() {
        let Some(link) = bot(&bots, row.seeding) else { continue };
        standings.push(Standing {
            place: u32::try_from(place + 1).unwrap_or(u32::MAX),
            bot: link,
            points: row.half_points as f64 / 2.0,
            record: record(&bots[row.seeding].0, &contests, app).await?,
            tie_break: (format(&one) == tournament::Format::Swiss).then_some(row.buchholz as f64 / 2.0),
            out: is_elimination && played.iter().any(|pairing| pairing.loser() == row.seeding),
        });
    }
    let rounds = match is_elimination {
        true => tree(&bots, &played, &contests),
        false => rounds(&bots, &played, &contests),
    };
    Ok(tournament::View {
        id: one.id.clone(),
        name: one.name.clone(),
        season: link::season(&season),
        format: format(&one),
        state: state(&one),
        opened: link::time(one.created_ms),
        standings,
        rounds,
    })
}

/// A bot's matches in a tournament.
async fn record(bot: &str, contests: &[Contest], app: &App) -> Result<Record, Error> {
    let mut record = Record::default();
    let entries = app.store.entries_of(contests).await?;
    for (contest, entries) in contests.iter().zip(&entries).filter(|(contest, _)| contest.is_finished()) {
        let Some(own) = entries.iter().find(|entry| entry.bot == bot) else { continue };
        match contest.winner {
            Some(seat) if seat == own.seat => record.won += 1,
            Some(_) => record.lost += 1,
            None => record.drawn += 1,
        }
    }
    Ok(record)
}

fn shown(bots: &Bots, pairing: &play::Pairing, index: i64, contests: &[Contest]) -> Pairing {
    let matches =
        contests.iter().filter(|contest| contest.stage == pairing.stage && contest.pairing == index);
    Pairing {
        bots: [bot(bots, pairing.a), bot(bots, pairing.b)],
        points: [pairing.a_half_points as f64 / 2.0, pairing.b_half_points as f64 / 2.0],
        winner: match pairing.a_half_points == pairing.b_half_points && pairing.lead == 0 {
            true => None,
            false => Some(usize::from(pairing.winner() == pairing.b)),
        },
        bye: false,
        matches: matches.map(|contest| contest.id.clone()).collect(),
    }
}

/// The rounds of a tournament in which nobody is out.
fn rounds(bots: &Bots, played: &[play::Pairing], contests: &[Contest]) -> Vec<Round> {
    let stages = contests.iter().map(|contest| contest.stage + 1).max().unwrap_or_default();
    let round = |stage: i64| {
        let here = played.iter().filter(|pairing| pairing.stage == stage);
        let pairings = here.map(|pairing| shown(bots, pairing, pairing.index, contests));
        Round { name: format!("Round {}", stage + 1), pairings: pairings.collect() }
    };
    (0..stages).map(round).collect()
}

/// The tree of an elimination: every round, also those to come.
fn tree(bots: &Bots, played: &[play::Pairing], contests: &[Contest]) -> Vec<Round> {
    let mut alive = play::bracket(bots.len());
    let mut rounds = Vec::new();
    let mut stage = 0;
    while alive.len() > 1 {
        let mut next = Vec::new();
        let mut pairings = Vec::new();
        for two in alive.chunks(2) {
            let (a, b) = (two[0], two.get(1).copied().flatten());
            let found = played
                .iter()
                .find(|pairing| pairing.stage == stage && Some(pairing.a) == a && Some(pairing.b) == b);
            let bye = stage == 0 && a.is_some() != b.is_some();
            pairings.push(match found {
                Some(pairing) => shown(bots, pairing, pairing.index, contests),
                None => Pairing {
                    bots: [a.and_then(|a| bot(bots, a)), b.and_then(|b| bot(bots, b))],
                    points: [0.0, 0.0],
                    winner: bye.then(|| usize::from(a.is_none())),
                    bye,
                    matches: Vec::new(),
                },
            });
            next.push(match found {
                Some(pairing) => Some(pairing.winner()),
                None if bye => a.or(b),
                None => None,
            });
        }
        let name = match alive.len() {
            2 => "Final".to_owned(),
            4 => "Semi-finals".to_owned(),
            8 => "Quarter-finals".to_owned(),
            _ => format!("Round {}", stage + 1),
        };
        rounds.push(Round { name, pairings });
        alive = next;
        stage += 1;
    }
    rounds
}
