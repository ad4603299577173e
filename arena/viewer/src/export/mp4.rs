//! A film as MP4, by ffmpeg.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use image::RgbaImage;
use terminal::exit::Failure;

const FFMPEG: &str = "ffmpeg";

/// Whether there is an ffmpeg: asked before anything is drawn.
pub(crate) fn check() -> Result<(), Failure> {
    let asked = Command::new(FFMPEG)
        .arg("-version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match asked {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::host(format!("ffmpeg is there, but does not work: {status}"))),
        Err(error) => Err(missing(&error)),
    }
}

fn missing(error: &io::Error) -> Failure {
    let remedy = "install it (Debian and Ubuntu: `apt install ffmpeg`; macOS: `brew install ffmpeg`; Windows: `winget \
                  install ffmpeg`), or make a film with --gif, which needs nothing";
    let problem = match error.kind() {
        io::ErrorKind::NotFound => "an MP4 film needs ffmpeg, which is not on this machine's PATH".to_owned(),
        _ => format!("an MP4 film needs ffmpeg, which cannot be started: {error}"),
    };
    Failure::host(problem).help(remedy)
}

/// A film that is being written.
pub(crate) struct Mp4Film {
    ffmpeg: Child,
    pictures: Option<ChildStdin>,
    path: PathBuf,
}

impl Mp4Film {
    /// Begins a file.
    pub(crate) fn begin(path: &Path, (width, height): (u32, u32), fps: u32) -> Result<Mp4Film, Failure> {
        let mut ffmpeg = Command::new(FFMPEG)
            .args(["-hide_banner", "-loglevel", "error", "-y"])
            .args(["-f", "rawvideo", "-pix_fmt", "rgba", "-s", &format!("{width}x{height}")])
            .args(["-r", &fps.to_string(), "-i", "-", "-an"])
            // Players want even sides and this kind of colours.
            .args(["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"])
            .args(["-c:v", "libx264", "-crf", "18", "-movflags", "+faststart", "-f", "mp4"])
            .arg(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| missing(&error))?;
        let pictures = ffmpeg.stdin.take();
        Ok(Mp4Film { ffmpeg, pictures, path: path.to_owned() })
    }

    /// Adds a picture.
    pub(crate) fn push(&mut self, picture: &RgbaImage) -> Result<(), Failure> {
        let written = self.pictures.as_mut().map_or(Ok(()), |pictures| pictures.write_all(picture.as_raw()));
        written.map_err(|_| self.complaint())
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.pictures = None;
        match self.ffmpeg.wait() {
            Ok(status) if status.success() => Ok(()),
            _ => Err(self.complaint()),
        }
    }

    /// What ffmpeg said when it gave up.
    fn complaint(&mut self) -> Failure {
        self.pictures = None;
        let mut said = String::new();
        if let Some(mut stderr) = self.ffmpeg.stderr.take() {
            // It is gone or about to go; what it said is all there is to be had.
            let _ = stderr.read_to_string(&mut said);
        }
        let _ = self.ffmpeg.wait();
        let last = said.lines().last().unwrap_or("it did not say why").trim();
        Failure::host(format!("ffmpeg cannot make the film {}: {last}", self.path.display()))
    }
}
