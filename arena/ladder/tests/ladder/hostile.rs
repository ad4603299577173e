//! What hostile uploads, names, connections and workers try.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::{PATIENCE, Server, module, root, wait};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// The head of an upload.
fn head(server: &Server, token: &str, rest: &str) -> String {
    let host = &server.address;
    format!(
        "POST /api/v1/bots/big/versions HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n{rest}\r\n\r\n"
    )
}

/// What comes until the other side ends the connection, or as much as there is.
fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is cut ends what comes, too.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Memory that a process has in the machine, in MiB.
fn resident_mib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() >> 10
}

#[test]
fn an_upload_of_10_gb_is_refused_before_it_is_sent() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let mut stream = connect(&server);
    stream
        .write_all(head(&server, &ada, "Content-Length: 10000000000\r\nConnection: close").as_bytes())
        .unwrap();
    let answer = rest(stream);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("too_long"), "{answer}");
}

#[test]
fn an_upload_that_does_not_say_how_long_it_is_ends_at_the_limit() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let before = resident_mib(server.pid());
    let mut stream = connect(&server);
    stream
        .write_all(head(&server, &ada, "Transfer-Encoding: chunked\r\nConnection: close").as_bytes())
        .unwrap();
    let mut chunk = b"100000\r\n".to_vec();
    chunk.resize(8 + (1 << 20), 0);
    chunk.extend_from_slice(b"\r\n");
    // The other side closes before all of it is sent.
    let sent = (0..64).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!(sent < 64, "nobody reads 64 MiB");
    assert!(resident_mib(server.pid()) < before + 48, "nor keeps it");
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_false_content_length_takes_nothing_in() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    // Longer than what comes: it never comes whole.
    let mut stream = connect(&server);
    stream.write_all(head(&server, &ada, "Content-Length: 1000").as_bytes()).unwrap();
    stream.write_all(b"short").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let answer = rest(stream);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    // Shorter: what is too much is another request, and a bad one.
    let mut stream = connect(&server);
    stream.write_all(head(&server, &ada, "Content-Length: 5").as_bytes()).unwrap();
    stream.write_all(b"first and then something else\r\n\r\n").unwrap();
    let answer = rest(stream);
    assert!(answer.contains("HTTP/1.1 400"), "{answer}");
    // Two of them.
    let mut stream = connect(&server);
    stream.write_all(head(&server, &ada, "Content-Length: 5\r\nContent-Length: 6").as_bytes()).unwrap();
    stream.write_all(b"fiveSix").unwrap();
    let answer = rest(stream);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    let bots = server.get_as(&ada, "/api/v1/bots").json();
    assert!(bots.as_array().unwrap().len() <= 1, "{bots}");
}

#[test]
fn slow_heads_lose_their_connection_and_hold_up_nobody() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let began = Instant::now();
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
            stream
        })
        .collect();
    assert_eq!(server.get("/health").status, 200);
    assert!(began.elapsed() < Duration::from_secs(10), "others are answered meanwhile");
    for stream in slow {
        let answer = rest(stream);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
}

#[test]
fn a_slow_upload_is_cut() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let mut stream = connect(&server);
    stream.write_all(head(&server, &ada, "Content-Length: 1000\r\nConnection: close").as_bytes()).unwrap();
    let began = Instant::now();
    let answer = rest(stream);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!((25..60).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
}

#[test]
fn packed_uploads_are_not_unpacked() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let mut stream = connect(&server);
    let encoding = "Content-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close";
    stream.write_all(head(&server, &ada, encoding).as_bytes()).unwrap();
    stream.write_all(b"\x1f\x8b\x08\x00").unwrap();
    let answer = rest(stream);
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
}

#[test]
fn names_that_lead_elsewhere_or_cannot_be_shown_are_refused() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    for name in
        ["..%2Fx", "%2E%2E%2F%2E%2E%2Fetc", "a%00b", "%3Cscript%3E", "x%E2%80%AEy", "%0A", &"y".repeat(99)]
    {
        let answer = server.send(&ada, &format!("/api/v1/bots/{name}/versions"), &module("idle"));
        assert_eq!((answer.status, answer.code().as_str()), (422, "bad_name"), "{name}");
    }
    for name in ["../x", "<b>Ada</b>", "a\0b", "a\u{202e}b", "", " "] {
        let answer = server.post("", "/api/v1/players", &json!({ "name": name }));
        assert_eq!((answer.status, answer.code().as_str()), (422, "bad_name"), "{name:?}");
    }
    assert!(server.get_as(&ada, "/api/v1/bots").json().as_array().unwrap().is_empty());
}

#[test]
fn paths_lead_nowhere_but_to_what_is_served() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    for path in [
        "/static/..%2F..%2Fladder.sqlite",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../../../etc/passwd",
        "/bots/..%2F..%2Fladder.sqlite",
        "/bots/%00",
        "/matches/..%2F..%2Flock/replay",
        "/matches/%00",
        "/api/v1/versions/..%2Fladder.sqlite/source",
        "/api/v1/bots/%27%20OR%201=1--",
    ] {
        let mut stream = connect(&server);
        let host = &server.address;
        stream
            .write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
            .unwrap();
        let answer = rest(stream);
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        assert!(!answer.contains("SQLite format") && !answer.contains("root:"), "{path}");
    }
}

#[test]
fn a_hundred_identical_uploads_at_once_are_stored_once() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let tokens: Vec<String> = (0..20).map(|number| server.join(&format!("Player {number}"))).collect();
    let bytes = module("idle");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let send = |number: usize| {
            let (server, tokens, bytes) = (&server, &tokens, &bytes);
            scope.spawn(move || {
                let path = format!("/api/v1/bots/bot%20{}/versions", number % 20);
                server.send(&tokens[number % 20], &path, bytes).status
            })
        };
        let threads: Vec<_> = (0..100).map(send).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(statuses, vec![202; 100]);
    assert_eq!(server.ask_database("SELECT COUNT(*) FROM blobs"), 1);
    assert_eq!(server.ask_database("SELECT COUNT(*) FROM versions"), 100);
}

#[test]
fn ten_thousand_uploads_of_one_player_end_at_the_quota() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let answers: Vec<_> =
        (0..100_u32).map(|n| server.send(&ada, "/api/v1/bots/flood/versions", &n.to_le_bytes())).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 10, "as many as may wait");
    for answer in answers.iter().filter(|answer| answer.status != 202) {
        assert_eq!((answer.status, answer.code().as_str()), (429, "uploads_waiting"));
        assert!(answer.header("retry-after").is_some());
    }
}

#[test]
fn markup_in_names_notes_and_logs_is_shown_as_text() {
    let server = Server::start(&["--open-signup"]);
    let ada = server.join("Ada");
    let script = "import sys\nsys.stderr.write('<script>alert(1)</script>\\x1b[31m\\u202e\\n')\nsys.stderr.flush()\nfor line in sys.stdin:\n    print('{}', flush=True)\n";
    let note = "%3Cimg%20src=x%20onerror=alert(1)%3E";
    let version = server.upload_as(
        &ada,
        "loud",
        &format!("?file=loud.py&language=%3Cb%3EPython&note={note}"),
        script.as_bytes(),
    );
    assert_eq!(version["state"], "admitted", "{version}");
    server.upload(&ada, "idle");
    server.post(&ada, "/api/v1/bots/loud/publish", &json!({ "source": true, "logs": true }));
    let id = wait("it has played", || {
        let finished = server.get("/api/v1/matches?bot=loud").json();
        let over = finished.as_array().unwrap().iter().find(|one| one["state"] == "finished")?;
        Some(over["id"].as_str().unwrap().to_owned())
    });
    let bot = server.get("/api/v1/bots/loud").json()["id"].as_str().unwrap().to_owned();
    for path in [
        "/".to_owned(),
        format!("/bots/{bot}"),
        format!("/matches/{id}"),
        format!("/bots/{bot}/log/{id}"),
        "/leaderboard".to_owned(),
    ] {
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{path}");
        let text = page.text();
        for markup in ["<script>alert", "<img src=x", "<b>Python", "\u{202e}", "\u{1b}"] {
            assert!(!text.contains(markup), "{path} has {markup:?}");
        }
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    assert!(server.get(&format!("/bots/{bot}/log/{id}")).text().contains("&lt;script&gt;alert(1)"));
}

/// Kills every worker process of the ladder that there is.
fn kill_workers(server: &Server) -> usize {
    let of_server = |stat: &str| {
        let rest = stat.rsplit(')').next().unwrap_or_default();
        rest.split_whitespace().nth(1).and_then(|parent| parent.parse::<u32>().ok()) == Some(server.pid())
    };
    let mut killed = 0;
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        if of_server(&stat) {
            let done = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
            killed += usize::from(done.is_ok_and(|status| status.success()));
        }
    }
    killed
}

#[test]
fn a_match_that_ends_its_workers_is_put_aside_until_somebody_asks() {
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "1"]);
    let ada = server.join("Ada");
    server.upload(&ada, "lancer");
    server.upload(&ada, "greedy");
    let challenge = || {
        let made = server.post(&ada, "/api/v1/challenges", &json!({ "bot": "lancer", "opponent": "greedy" }));
        made.json()["id"].as_str().unwrap().to_owned()
    };
    let look = |id: &str| server.get(&format!("/api/v1/matches/{id}")).json();
    // A match is over in a moment: some get away.
    let (id, aside) = wait("a match is put aside", || {
        let id = challenge();
        // No worker lives long enough to come to an end.
        let over = loop {
            kill_workers(&server);
            let one = look(&id);
            if one["state"] == "finished" || one["state"] == "quarantined" {
                break one;
            }
        };
        (over["state"] == "quarantined").then_some((id, over))
    });
    assert!(aside["problem"].as_str().unwrap().contains("lost"), "{aside}");
    assert_eq!(server.get("/health").status, 200);
    let page = server.get(&format!("/matches/{id}"));
    assert_eq!(page.status, 200);
    // Others are played, and this one too, when somebody asks.
    let next = challenge();
    wait("another is played", || (look(&next)["state"] == "finished").then_some(()));
    assert_eq!(look(&id)["state"], "quarantined");
    assert_eq!(server.post(&ada, &format!("/api/v1/admin/matches/{id}/release"), &json!({})).status, 403);
    assert_eq!(
        server.post(&server.admin, &format!("/api/v1/admin/matches/{id}/release"), &json!({})).status,
        204
    );
    wait("it is played", || (look(&id)["state"] == "finished").then_some(()));
}

#[test]
fn a_tampered_cache_changes_no_result() {
    let server = Server::start(&["--open-signup", "--ahead", "0", "--workers", "1"]);
    let ada = server.join("Ada");
    server.upload(&ada, "lancer");
    server.upload(&ada, "greedy");
    let mut changed = 0;
    let mut folders = vec![server.data().join("compiled")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().flatten() {
            if file.path().is_dir() {
                folders.push(file.path());
                continue;
            }
            let mut bytes = std::fs::read(file.path()).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xff;
            std::fs::write(file.path(), bytes).unwrap();
            changed += 1;
        }
    }
    assert!(changed >= 2, "both are in the cache");
    kill_workers(&server);
    let made = server.post(&ada, "/api/v1/challenges", &json!({ "bot": "lancer", "opponent": "greedy" }));
    let id = made.json()["id"].as_str().unwrap().to_owned();
    wait("it is played", || {
        let one = server.get(&format!("/api/v1/matches/{id}")).json();
        (one["state"] == "finished").then_some(())
    });
    let replay = server.get_as(&ada, &format!("/api/v1/matches/{id}/replay")).body;
    let reader = replay::Reader::from_bytes(replay).unwrap();
    let shelf = battle::Shelf::folder(&root().join("bots/modules")).unwrap();
    let sandbox =
        sandbox::Sandbox::new(sandbox::Config { cache: sandbox::CacheMode::Off, ..Default::default() })
            .unwrap();
    battle::verify_with_bots(&sandbox, &reader, &shelf).unwrap();
}

#[test]
fn a_database_that_is_locked_for_some_time_is_waited_for() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let file = server.data().join("ladder.sqlite");
    let (locked, is_locked) = std::sync::mpsc::channel();
    let holder = std::thread::spawn(move || {
        use sqlx::{Connection, SqliteConnection};
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let mut other = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
            sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
            locked.send(()).unwrap();
            tokio::time::sleep(Duration::from_secs(3)).await;
            sqlx::query("COMMIT").execute(&mut other).await.unwrap();
        });
    });
    is_locked.recv().unwrap();
    assert_eq!(server.get("/leaderboard").status, 200, "readers read on");
    let answer = server.post("", "/api/v1/players", &json!({ "name": "Ada" }));
    assert_eq!(answer.status, 201, "{}", answer.text());
    holder.join().unwrap();
}

#[test]
fn a_full_disk_refuses_uploads_and_nothing_else() {
    // A file system of its own, as small as a test needs it, in a name space in which everybody may mount.
    let Some(server) = Server::start_on_small_disk(96) else {
        assert!(std::env::var_os("CI").is_none(), "this machine lets nobody mount a tmpfs");
        eprintln!("not tested: this machine lets nobody mount a tmpfs");
        return;
    };
    let ada = server.join("Ada");
    let send = |bot: &str| server.send(&ada, &format!("/api/v1/bots/{bot}/versions"), &module("idle"));
    assert_eq!(send("first").status, 202);
    let ballast = server.seen_folder().join("ballast");
    let mut file = std::fs::File::create(&ballast).unwrap();
    // Until nothing is left.
    while file.write_all(&[1; 1 << 16]).is_ok() {}
    let refused = send("second");
    assert_eq!((refused.status, refused.code().as_str()), (507, "disk_full"));
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get_as(&ada, "/api/v1/me").status, 200);
    assert_eq!(server.get("/health").status, 200);
    // Room is free when nobody has the file open any more.
    drop(file);
    std::fs::remove_file(ballast).unwrap();
    assert_eq!(send("third").status, 202, "when there is room, it goes on");
    assert_eq!(server.get_as(&ada, "/api/v1/bots").json().as_array().unwrap().len(), 2);
}

#[test]
fn results_that_are_asked_for_wrongly_are_explained() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    let trouble = |answer: crate::server::Answer| {
        let body: Value = answer.json();
        assert!(body["message"].is_string() && body["remedy"].is_string(), "{body}");
        (answer.status, body["code"].as_str().unwrap().to_owned())
    };
    assert_eq!(trouble(server.get("/api/v1/matches/none")), (404, "not_found".to_owned()));
    assert_eq!(trouble(server.get("/api/v1/seasons/99/leaderboard")), (404, "not_found".to_owned()));
    assert_eq!(trouble(server.send(&ada, "/api/v1/bots/x/versions", b"")), (422, "empty".to_owned()));
    assert_eq!(
        trouble(server.post(&ada, "/api/v1/challenges", &json!({ "bot": 7 }))),
        (422, "bad_body".to_owned())
    );
    let long = json!({ "name": "x".repeat(100_000) });
    assert_eq!(trouble(server.post("", "/api/v1/players", &long)), (413, "too_long".to_owned()));
    assert_eq!(trouble(server.get("/api/v1/nowhere")), (404, "not_found".to_owned()));
}
