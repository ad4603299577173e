use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use crate::limits;

/// How long answers that are on their way may take after a signal to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Takes connections, so many at a time, until it is told to stop. A request whose head comes too slowly loses its connection.
pub(crate) async fn listen(listener: TcpListener, routes: Router, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        // Whoever comes when all places are taken waits in the system's queue.
        let place = Arc::clone(&places).acquire_owned().await;
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let (Ok((stream, _)), Ok(place)) = (taken, place) else {
            // No file descriptors are left, or the peer is gone: the next one may fare better.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let routes =
            routes.clone().map_request(|request: Request<Incoming>| request.map(axum::body::Body::new));
        let service = TowerToHyperService::new(routes.map_err(|never: Infallible| never));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits::HEAD_TIME)
            .max_buf_size(32 << 10)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::info!("some connections were cut");
    }
}
