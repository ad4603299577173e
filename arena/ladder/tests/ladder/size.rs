//! A ladder that has been running for a long time.

use std::time::{Duration, Instant};

use sqlx::{Connection, SqliteConnection};

use crate::server::Server;

/// Matches of the bot that is looked at.
const MATCHES: i64 = 10_000;

/// Writes as many matches of two bots into the database as a ladder plays in weeks.
async fn fill(file: &std::path::Path, bots: &[(String, String)]) {
    let mut database = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let (season, round): (i64, String) =
        sqlx::query_as("SELECT season, id FROM rounds LIMIT 1").fetch_one(&mut database).await.unwrap();
    let mut tx = database.begin().await.unwrap();
    sqlx::query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) \
         INSERT INTO matches (id, season, round, kind, stage, pairing, map, repetition, header, state, tries, created_no, \
         created_ms, started_ms, finished_no, finished_ms, digest, winner, reason, ticks, worker, rated_no) \
         SELECT printf('%064x', i), ?, ?, 'ladder', 0, 0, 'maze', 0, '', 'finished', 1, i, i * 1000, i * 1000, i, i * 1000, \
         'd', i % 2, 'last_tick', 450, 'w', i FROM n",
    )
    .bind(MATCHES)
    .bind(season)
    .bind(round)
    .execute(&mut *tx)
    .await
    .unwrap();
    for (seat, (bot, version)) in bots.iter().enumerate() {
        sqlx::query(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) \
             INSERT INTO entries (match_id, seat, bot, version, season, created_no, score, place, fuel, late, log_bytes, \
             log_lost, nth, rating, deviation, gain) SELECT printf('%064x', i), ?, ?, ?, ?, i, 300 + i % 99, \
             1 + (i + ?) % 2, 1000, 0, i % 3, 0, i, 1500 + i % 200, 70, 1.5 FROM n",
        )
        .bind(MATCHES)
        .bind(seat as i64)
        .bind(bot)
        .bind(version)
        .bind(season)
        .bind(seat as i64)
        .execute(&mut *tx)
        .await
        .unwrap();
        let other = &bots[1 - seat].0;
        sqlx::query("INSERT INTO ratings VALUES (?, ?, ?, 1600, 70, 0.06, ?, 5000, 0, 5000)")
            .bind(season)
            .bind(bot)
            .bind(version)
            .bind(MATCHES)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query("INSERT INTO records VALUES (?, ?, ?, 5000, 0, 5000)")
            .bind(season)
            .bind(bot)
            .bind(other)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

#[test]
fn the_page_of_a_bot_with_ten_thousand_matches_renders_within_100_ms() {
    let server = Server::start(&["--open-signup", "--ahead", "0"]);
    let ada = server.join("Ada");
    let bots = ["idle", "wall"].map(|name| {
        let version = server.upload(&ada, name);
        (version["bot"].as_str().unwrap().to_owned(), version["id"].as_str().unwrap().to_owned())
    });
    // The steward opens the first round when there are two bots.
    crate::server::wait("a round is open", || {
        let rounds = server.get("/api/v1/seasons/1/rounds").json();
        (!rounds.as_array().unwrap().is_empty()).then_some(())
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(fill(&server.data().join("ladder.sqlite"), &bots));
    let path = format!("/bots/{}", bots[0].0);
    let took = (0..9).map(|_| {
        let began = Instant::now();
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("10"), "its matches are told");
        began.elapsed()
    });
    // The quickest: other tests run beside this one, and what they take is not the page's fault.
    let mut took: Vec<Duration> = took.collect();
    took.sort();
    eprintln!("median {:?}, slowest {:?}", took[4], took[8]);
    assert!(took[0] < Duration::from_millis(100), "{took:?}");
}
