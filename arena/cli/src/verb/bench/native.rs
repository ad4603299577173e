use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use battle::Language;

use crate::exit::Failure;

/// A robot of Robot Rumble.
#[derive(Clone, Copy)]
pub(super) struct Robot {
    /// Its script's file.
    pub(super) file: &'static str,
    /// The language it is written in.
    pub(super) language: Language,
    /// Its script.
    pub(super) source: &'static str,
}

impl Robot {
    /// Its file's name without the ending.
    pub(super) fn name(&self) -> &'static str {
        self.file.split('.').next().unwrap_or(self.file)
    }
}

macro_rules! files {
    ($($name:literal from $path:literal),+ $(,)?) => { &[$(($name, include_str!($path))),+] };
}

/// What plays a robot in the sandbox, with a `robodrome_host` for outside.
const FILES: &[(&str, &str)] = files![
    "play.py" from "native/play.py",
    "robodrome_host.py" from "native/robodrome_host.py",
    "robodrome_report.py" from "../../../../../bots/interpreters/python/robodrome_report.py",
    "robodrome_rumble_driver.py" from "../../../../../bots/interpreters/python/robodrome_rumble_driver.py",
    "rumblelib.py" from "../../../../../bots/interpreters/python/rumblelib.py",
];

/// The Python of this machine, outside the sandbox, ready to play one robot.
pub(super) struct Python {
    folder: PathBuf,
    robot: PathBuf,
    version: String,
}

/// This machine's `python3`, if it has one that is at least 3.11, as the interpreter of the sandbox is.
pub(super) fn python(folder: &Path, robot: &Robot) -> Result<Option<Python>, Failure> {
    let asked = Command::new("python3")
        .args(["-c", "import sys; print(sys.version.split()[0]); sys.exit(sys.version_info < (3, 11))"])
        .output();
    let Ok(answer) = asked else { return Ok(None) };
    if !answer.status.success() {
        return Ok(None);
    }
    let folder = folder.join("python");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text)?;
    }
    let path = folder.join(robot.file);
    std::fs::write(&path, robot.source)?;
    let version = format!("Python {}", String::from_utf8_lossy(&answer.stdout).trim());
    Ok(Some(Python { folder, robot: path, version }))
}

impl Python {
    /// Its name and version.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Has the robot answer these lines. Seconds from the first to the last answer, without the start of the process.
    pub(super) fn play(&self, lines: &[Vec<u8>]) -> Result<f64, Failure> {
        let mut child = Command::new("python3")
            .arg(self.folder.join("play.py"))
            .arg(&self.robot)
            .env("PYTHONHASHSEED", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(&lines.concat())?;
        }
        let output = child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let seconds = said.lines().last().and_then(|line| line.parse().ok());
        seconds.filter(|_| output.status.success()).ok_or_else(|| {
            Failure::host(format!("python3 could not play {}: {}", self.robot.display(), said.trim()))
        })
    }
}
