//! What workers do instead of playing.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use replay::Header;

/// Becomes a worker that does a deed before each match.
pub(crate) fn work(deed: &str, place: &Path) {
    isolation::serve_with(|header| do_it(deed, place, header)).unwrap();
}

/// Watches over a worker that does a deed.
pub(crate) fn watch(deed: &str, place: &Path) {
    let (bounds, header) = crate::hasty();
    // Whoever started this ends it.
    let patient = isolation::Bounds { patience: Duration::from_secs(600), ..bounds };
    let bounds = if deed == "sleep" { patient } else { bounds };
    let _ = crate::crew_in(deed, place, bounds).play(&header, crate::bot, true, None);
}

fn do_it(deed: &str, place: &Path, header: &Header) {
    if place.is_dir() {
        std::fs::write(place.join("pid"), format!("{}\n", std::process::id())).unwrap();
    }
    match deed {
        "nothing" => {}
        "count" => std::fs::write(place.join(std::process::id().to_string()), "").unwrap(),
        "die" if header.seed != "die" => {}
        "die" => {
            let me = rustix::process::getpid();
            rustix::process::kill_process(me, rustix::process::Signal::KILL).unwrap();
            sleep();
        }
        "panic" => panic!("this\u{1b}deed"),
        // More than may be written to, though none of it is.
        "burst" => drop(std::hint::black_box(vec![1_u8; 4 << 30])),
        "hoard" => {
            let mut hoard = Vec::new();
            loop {
                hoard.push(vec![1_u8; 1 << 20]);
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        "sleep" => sleep(),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "babble" => {
            let mut stdout = std::io::stdout();
            stdout.write_all(&[0xff; 64]).and_then(|()| stdout.flush()).unwrap();
            sleep();
        }
        "show" => show(0, 9),
        "show much" => show(0, (1 << 20) + 1),
        "show on and on" => (0..100).for_each(|turn| show(turn, 1 << 20)),
        "look" => panic!("{}", look()),
        other => panic!("nobody knows the deed {other}"),
    }
}

/// Says that a match has come to a turn, and shows so many bytes, as a worker would.
fn show(turn: u32, bytes: usize) {
    let answer = ["Ready", "Loaded", "Refused", "Failed", "Turn"].len() - 1;
    let mut body = vec![answer as u8];
    for mut number in [turn as usize, bytes] {
        while number >= 0x80 {
            body.push(number as u8 | 0x80);
            number >>= 7;
        }
        body.push(number as u8);
    }
    body.resize(body.len() + bytes, 7);
    let mut stdout = std::io::stdout().lock();
    let length = (body.len() as u32).to_le_bytes();
    stdout.write_all(&length).and_then(|()| stdout.write_all(&body)).and_then(|()| stdout.flush()).unwrap();
}

fn sleep() {
    std::thread::sleep(Duration::from_secs(600));
}

/// What this process has and may do.
fn look() -> String {
    use rustix::process::{Resource, getrlimit};
    let limit = |resource| getrlimit(resource).maximum.map_or("none".to_owned(), |most| most.to_string());
    format!(
        "{} variables, in {}, core {}, data {}, fsize {}, nofile {}, new privileges {}, network {}, programs {}",
        std::env::vars_os().count(),
        std::env::current_dir().unwrap().display(),
        limit(Resource::Core),
        limit(Resource::Data),
        limit(Resource::Fsize),
        limit(Resource::Nofile),
        if rustix::thread::no_new_privs().unwrap() { "no" } else { "yes" },
        if std::net::TcpListener::bind("127.0.0.1:0").is_ok() { "yes" } else { "no" },
        if std::process::Command::new("/bin/true").status().is_ok() { "yes" } else { "no" },
    )
}
