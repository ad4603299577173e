//! A virtual display and the hands of a user.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the window manager may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A display of its own, closed when it is dropped.
pub(crate) struct Display {
    pub(crate) name: String,
    server: Child,
    manager: Child,
}

impl Display {
    /// Starts a display, and a window manager on it: without one no window has the keyboard.
    pub(crate) fn open() -> Result<Display, String> {
        for tool in ["xdotool", "import", "openbox"] {
            if !Command::new("which").arg(tool).stdout(Stdio::null()).status().is_ok_and(|s| s.success()) {
                return Err(format!("{tool} is not installed"));
            }
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        let mut number = String::new();
        let out = server.stdout.take().expect("its output is a pipe");
        BufReader::new(out).read_line(&mut number).expect("Xvfb tells its number");
        let name = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .env("DISPLAY", &name)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("openbox cannot be started: {error}"))?;
        Ok(Display { name, server, manager })
    }

    /// Waits until the window manager has given the viewer the keyboard.
    pub(crate) fn wait_for_keyboard(&self) {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let focused = Command::new("xdotool")
                .env("DISPLAY", &self.name)
                .args(["getwindowfocus", "getwindowname"])
                .output()
                .expect("xdotool runs");
            if String::from_utf8_lossy(&focused.stdout).contains("Robodrome") {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the window manager gives the viewer no keyboard");
    }

    /// Presses a key, by its X name.
    pub(crate) fn key(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    /// Clicks at a place of the window.
    pub(crate) fn click(&self, at: (i32, i32)) {
        self.point_at(at);
        self.xdotool(&["sleep", "0.5", "mousedown", "1", "sleep", "0.5", "mouseup", "1"]);
    }

    /// Drags from one place of the window to another.
    pub(crate) fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        self.point_at(from);
        self.xdotool(&["sleep", "0.5", "mousedown", "1", "sleep", "0.5"]);
        let part = |a: i32, b: i32, step: i32| a + (b - a) * step / 5;
        for step in 1..=5 {
            self.point_at((part(from.0, to.0, step), part(from.1, to.1, step)));
            self.xdotool(&["sleep", "0.3"]);
        }
        self.xdotool(&["mouseup", "1"]);
    }

    /// Moves the pointer. The viewer fills the display, so places in its window are those of the display.
    fn point_at(&self, (x, y): (i32, i32)) {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
    }

    /// Keeps what the display shows, once it shows more than an empty window.
    pub(crate) fn screenshot(&self, name: &str) {
        let path = shot(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder"))
            .expect("the build folder can be written");
        let until = Instant::now() + PATIENCE;
        loop {
            // What was reported is drawn with the next frame.
            std::thread::sleep(Duration::from_millis(700));
            let import =
                Command::new("import").args(["-display", &self.name, "-window", "root"]).arg(&path).status();
            assert!(import.expect("import runs").success());
            if self.look(name).shades() > 300 {
                return;
            }
            assert!(Instant::now() < until, "{name}: the window stays empty");
        }
    }

    /// What a screenshot shows.
    pub(crate) fn look(&self, name: &str) -> Picture {
        Picture(image::open(shot(name)).expect("a PNG").to_rgb8())
    }

    fn xdotool(&self, words: &[&str]) {
        let done = Command::new("xdotool").env("DISPLAY", &self.name).args(words).status();
        assert!(done.expect("xdotool runs").success(), "xdotool {words:?}");
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        for child in [&mut self.manager, &mut self.server] {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn shot(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("window").join(format!("{name}.png"))
}

/// A screenshot.
pub(crate) struct Picture(image::RgbImage);

impl Picture {
    /// How many different colours it has.
    pub(crate) fn shades(&self) -> usize {
        self.0.pixels().collect::<std::collections::HashSet<_>>().len()
    }

    /// Whether more than one pixel in two hundred is clearly another.
    pub(crate) fn differs_from(&self, other: &Picture) -> bool {
        let far =
            |a: &image::Rgb<u8>, b: &image::Rgb<u8>| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 24);
        let changed = self.0.pixels().zip(other.0.pixels()).filter(|(a, b)| far(a, b)).count();
        changed * 200 > self.0.pixels().len()
    }
}
