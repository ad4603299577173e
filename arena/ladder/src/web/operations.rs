//! What operators look at: whether it is well, and numbers.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::Error;
use crate::web::App;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health", get(health)).route("/metrics", get(metrics))
}

/// Whether the database and the queue answer.
async fn health(State(app): State<App>) -> Result<impl IntoResponse, Error> {
    app.store.ping().await?;
    app.queue.open_jobs().await?;
    Ok("well\n")
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    path: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct In {
    state: String,
}

/// What is counted of requests. Numbers of the ladder are asked of the store when somebody wants them.
#[derive(Debug)]
pub(crate) struct Metrics {
    requests: Family<Asked, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
        Metrics { requests: Family::default(), seconds: Histogram::new(bounds) }
    }
}

impl Metrics {
    /// Counts a request.
    pub(crate) fn count(&self, method: &Method, path: &str, status: StatusCode, took: Duration) {
        let asked = Asked { method: method.to_string(), path: path.to_owned(), status: status.as_u16() };
        self.requests.get_or_create(&asked).inc();
        self.seconds.observe(took.as_secs_f64());
    }
}

async fn metrics(State(app): State<App>) -> Result<impl IntoResponse, Error> {
    let mut registry = Registry::with_prefix("ladder");
    registry.register("requests", "Requests that were answered", app.metrics.requests.clone());
    registry.register_with_unit(
        "request_duration",
        "How long answers took",
        Unit::Seconds,
        app.metrics.seconds.clone(),
    );
    let family = |counts: Vec<(String, i64)>| {
        let family = Family::<In, Gauge>::default();
        for (state, count) in counts {
            family.get_or_create(&In { state }).set(count);
        }
        family
    };
    registry.register("matches", "Matches by state", family(app.store.contest_counts().await?));
    registry.register("versions", "Uploads by state", family(app.store.version_counts().await?));
    registry.register(
        "spot_checks",
        "Results that were played again",
        family(app.store.spot_check_counts().await?),
    );
    let gauge = |value: i64| {
        let gauge = Gauge::<i64, std::sync::atomic::AtomicI64>::default();
        gauge.set(value);
        gauge
    };
    registry.register(
        "alarms",
        "Alarms that nobody has settled",
        gauge(app.store.alarms().await?.len() as i64),
    );
    registry.register("jobs", "Jobs that wait or are being done", gauge(app.queue.open_jobs().await?));
    let free = Gauge::<f64, AtomicU64>::default();
    if let Ok(stat) = rustix::fs::statvfs(&app.site.folder) {
        free.set(stat.f_bavail.saturating_mul(stat.f_frsize) as f64);
    }
    registry.register_with_unit("disk_free", "Room in the data folder", Unit::Bytes, free);
    let mut text = String::new();
    encode(&mut text, &registry).map_err(Error::host)?;
    Ok(([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text))
}
