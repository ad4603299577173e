use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use crate::Error;
use crate::pages::admission::{self, Report, Verdict};
use crate::store::{Bot, Version, VersionState};
use crate::web::App;
use crate::web::site::{Shown, Visit, link};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/admissions/{version}", get(show))
}

async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let report = async {
        let version = app.store.version(&id).await?;
        let bot = app.store.bot(&version.bot).await?;
        bot.check_reports(visit.player.as_ref())?;
        report(&app, &bot, &version).await
    };
    let report = report.await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(admission::page(&visit.shell, &report)))
}

/// What an admission found, as its page shows it.
pub(super) async fn report(app: &App, bot: &Bot, version: &Version) -> Result<Report, Error> {
    let mut facts = vec![match version.script_language() {
        Some(language) => ("Kind".to_owned(), format!("{language} script")),
        None => ("Kind".to_owned(), "WebAssembly module".to_owned()),
    }];
    if let Some(checked) = version.checked_ms {
        facts
            .push(("Looked into within".to_owned(), format!("{} ms", (checked - version.created_ms).max(0))));
    }
    let verdict = match version.refused() {
        Some(refused) if refused.code == "worker_lost" => Verdict::Broken { why: refused.detail },
        Some(refused) => {
            Verdict::Refused { code: refused.code, detail: refused.detail, remedy: refused.explanation }
        }
        None if version.state == VersionState::Admitted.word() => Verdict::Passed,
        None => Verdict::Pending,
    };
    Ok(Report {
        id: version.id.clone(),
        bot: link::bot(bot),
        version: link::count(version.number),
        uploaded: link::time(version.created_ms),
        hash: version.blob.clone(),
        bytes: version.length.unsigned_abs(),
        facts,
        verdict,
        known: app.store.is_known(version).await?,
    })
}
