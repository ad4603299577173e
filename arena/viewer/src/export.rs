//! Pictures and films of a match, made without a window.

mod colors;
mod download;
mod film;
mod gif;
mod mp4;
mod without_window;

use std::path::{Path, PathBuf};

use clap::{ArgGroup, ValueEnum};
use image::{DynamicImage, ImageFormat, RgbaImage};
use replay::Reader;
use terminal::exit::Failure;
use terminal::progress::Progress;

use crate::windowless::{Studio, StudioOptions};
use crate::{Action, Focus, Part, Preset, source};

use film::Film;
use gif::GifFilm;
use mp4::Mp4Film;

pub(crate) use without_window::without_window;

/// Make a picture or a film of a replay, without a window
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES, group(ArgGroup::new("kind").required(true).args(["png", "gif", "mp4"])))]
pub(crate) struct Render {
    /// The replay, or the address of a match of a ladder, whose replay is then kept here too
    #[arg(value_name = "REPLAY|URL")]
    replay: PathBuf,
    /// A picture of the board at this tick; `last` is the end, and 120.5 is half way from tick 120 to the next
    #[arg(long, value_name = "TICK", allow_negative_numbers = true)]
    png: Option<Instant>,
    /// A film as GIF: plays everywhere
    #[arg(long)]
    gif: bool,
    /// A film as MP4: smaller and in all colours; needs ffmpeg
    #[arg(long)]
    mp4: bool,
    /// Write it here
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// First tick of the film [default: 0]
    #[arg(long, value_name = "TICK", conflicts_with = "png")]
    from: Option<f64>,
    /// Last tick of the film [default: the last one]
    #[arg(long, value_name = "TICK", conflicts_with = "png")]
    to: Option<f64>,
    /// Size in pixels [default: 1280x720; of a GIF 800x450]
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = crate::args::size)]
    size: Option<(u32, u32)>,
    /// Playback speed of the film, 0.25 to 32; 1 is four ticks a second [default: 1; of a GIF 4]
    #[arg(long, value_name = "FACTOR", value_parser = crate::args::speed, conflicts_with = "png")]
    speed: Option<f32>,
    /// Pictures a second, 1 to 120; of a GIF at most 50 [default: 30; of a GIF 20]
    #[arg(long, value_name = "PICTURES", value_parser = clap::value_parser!(u32).range(1..=120), conflicts_with = "png")]
    fps: Option<u32>,
    /// `fit` shows the whole board, `director` finds the action, `tactical` is the flat board
    #[arg(
        long,
        value_name = "fit|director|tactical",
        default_value = "fit",
        hide_default_value = true,
        hide_possible_values = true
    )]
    camera: Camera,
    /// Work that goes into the picture [default: by graphics adapter]
    #[arg(long, value_name = "low|medium|high", hide_possible_values = true)]
    quality: Option<Preset>,
    /// Size of texts and panels, 0.5 to 3 [default: by the height of the picture]
    #[arg(long, value_name = "FACTOR", value_parser = ui_scale)]
    ui_scale: Option<f32>,
    /// With score bar and timeline (this is the default)
    #[arg(long, overrides_with = "no_hud")]
    hud: bool,
    /// Nothing but the board
    #[arg(long)]
    no_hud: bool,
}

const EXAMPLES: &str = "\
Examples:
  arena-viewer render MATCH.replay --png last --out board.png
  arena-viewer render MATCH.replay --gif --out battle.gif --from 200 --to 260 --speed 2
  arena-viewer render MATCH.replay --mp4 --out battle.mp4 --camera director --size 1920x1080";

/// An instant of a match.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Instant {
    /// In ticks.
    At(f64),
    /// The end.
    Last,
}

impl std::str::FromStr for Instant {
    type Err = String;

    fn from_str(text: &str) -> Result<Instant, String> {
        match (text, text.parse()) {
            ("last" | "-1", _) => Ok(Instant::Last),
            (_, Ok(tick)) if f64::is_finite(tick) && tick >= 0.0 => Ok(Instant::At(tick)),
            _ => Err(format!("`{text}` is no tick; write a number, or `last`")),
        }
    }
}

/// Where one looks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Camera {
    /// The whole board.
    Fit,
    /// The action.
    Director,
    /// The flat board.
    Tactical,
}

/// What films and pictures have in common.
pub(crate) struct Look {
    pub(crate) options: StudioOptions,
    pub(crate) camera: Camera,
    pub(crate) hud: bool,
}

/// Texts and panels that take the same part of a picture as they do of a usual window, as far as they can be read.
fn fitting_ui_scale((_, height): (u32, u32)) -> f32 {
    (height as f32 / 720.0).clamp(0.6, 3.0)
}

fn ui_scale(text: &str) -> Result<f32, String> {
    let known = text.parse().ok().filter(|scale: &f32| (0.5..=3.0).contains(scale));
    known.ok_or_else(|| format!("`{text}` is no size of texts; there are 0.5 to 3"))
}

impl Render {
    /// Makes it.
    pub(crate) fn run(self) -> Result<(), Failure> {
        check_out(&self.out)?;
        if self.mp4 {
            mp4::check()?;
        }
        let replay = match self.replay.to_str().filter(|word| client::is_address(word)) {
            Some(word) => download::download(&word.parse()?)?,
            None => self.replay.clone(),
        };
        let reader = open(&replay)?;
        let end = f64::from(reader.last_tick().0);
        let film = self.film(end)?;
        let still = self.still(end)?;
        let mut studio = set_up(&self.look(), reader, &replay)?;
        match still {
            Some(cursor) => write_png(&studio.picture(cursor)?, &self.out),
            None if self.gif => make_gif(&mut studio, &film, &self.out),
            None => make_mp4(&mut studio, &film, &self.out),
        }
    }

    fn still(&self, end: f64) -> Result<Option<f64>, Failure> {
        match self.png {
            None => Ok(None),
            Some(Instant::Last) => Ok(Some(end)),
            Some(Instant::At(tick)) => within(tick, end).map(Some),
        }
    }

    fn film(&self, end: f64) -> Result<Film, Failure> {
        let from = self.from.map_or(Ok(0.0), |tick| within(tick, end))?;
        let to = self.to.map_or(Ok(end), |tick| within(tick, end))?;
        if to < from {
            return Err(Failure::usage(format!("the film ends at tick {to}, before it begins at {from}")));
        }
        let (usual_speed, usual_fps) = if self.gif { (4.0, 20) } else { (1.0, 30) };
        let fps = self.fps.unwrap_or(usual_fps);
        if self.gif && fps > gif::MOST_FPS {
            return Err(Failure::usage(format!("--fps {fps} is more than a GIF can show"))
                .help(format!("at most {} are shown by all programs", gif::MOST_FPS)));
        }
        Ok(Film { from, to, speed: self.speed.unwrap_or(usual_speed).into(), fps })
    }

    fn look(&self) -> Look {
        let usual = if self.gif { (800, 450) } else { (1280, 720) };
        let size = self.size.unwrap_or(usual);
        let ui_scale = self.ui_scale.unwrap_or(fitting_ui_scale(size));
        let options = StudioOptions { size, quality: self.quality, ui_scale };
        Look { options, camera: self.camera, hud: self.hud || !self.no_hud }
    }
}

fn within(tick: f64, end: f64) -> Result<f64, Failure> {
    if (0.0..=end).contains(&tick) {
        return Ok(tick);
    }
    Err(Failure::usage(format!("there is no tick {tick} in the replay: the last one is {end}")))
}

/// A long film is not made only to find that it cannot be written.
fn check_out(out: &Path) -> Result<(), Failure> {
    if out.is_dir() {
        return Err(Failure::usage(format!("{} is a folder", out.display())).help("name a file with --out"));
    }
    match out.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        None => Ok(()),
        Some(folder) => Err(Failure::usage(format!("there is no folder {}", folder.display()))
            .help("make it first, or name a file in a folder that exists")),
    }
}

fn open(path: &Path) -> Result<Reader, Failure> {
    Reader::open(path).map_err(|error| Failure::replay(path, error))
}

/// A studio in which a replay stands as it is to be seen.
pub(crate) fn set_up(look: &Look, reader: Reader, path: &Path) -> Result<Studio, Failure> {
    let footage = source::footage(reader, path).map_err(|error| Failure::replay(path, error))?;
    let mut studio = Studio::open(&look.options)?;
    studio.show(footage).map_err(|error| match error {
        crate::windowless::StudioError::Replay(error) => Failure::replay(path, error),
        other => other.into(),
    })?;
    if !look.hud {
        studio.world().resource_mut::<Focus>().open.remove(&Part::Hud);
    }
    match look.camera {
        Camera::Fit => studio.act(Action::Fit),
        Camera::Tactical => studio.act(Action::ToggleTactical),
        Camera::Director => studio.act(Action::ToggleDirector),
    }
    Ok(studio)
}

/// Writes a picture; it has no transparent parts.
pub(crate) fn write_png(picture: &RgbaImage, out: &Path) -> Result<(), Failure> {
    let picture = DynamicImage::ImageRgba8(picture.clone()).to_rgb8();
    picture.save_with_format(out, ImageFormat::Png).map_err(|error| match error {
        image::ImageError::IoError(error) => Failure::writing("picture", out, &error),
        error => Failure::host(format!("cannot write the picture {}: {error}", out.display())),
    })
}

/// Makes a film as GIF. Some of its pictures are drawn twice: the first time for the colours that all of them share.
pub(crate) fn make_gif(studio: &mut Studio, film: &Film, out: &Path) -> Result<(), Failure> {
    let colors = gif::colors(studio, film)?;
    let mut progress = Progress::new("drawing", film.pictures() as u64);
    let mut gif = GifFilm::create(out, film.fps, colors)?;
    studio.film(film.cursors(), |number, picture| {
        progress.at(number as u64);
        gif.push(&picture)
    })?;
    gif.finish()
}

fn make_mp4(studio: &mut Studio, film: &Film, out: &Path) -> Result<(), Failure> {
    let mut progress = Progress::new("drawing", film.pictures() as u64);
    let mut mp4: Option<Mp4Film> = None;
    studio.film(film.cursors(), |number, picture| {
        progress.at(number as u64);
        if mp4.is_none() {
            mp4 = Some(Mp4Film::begin(out, picture.dimensions(), film.fps)?);
        }
        mp4.as_mut().map_or(Ok(()), |mp4| mp4.push(&picture))
    })?;
    mp4.map_or(Ok(()), Mp4Film::finish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_ticks_or_the_last_one() {
        let read = |text: &str| text.parse::<Instant>().ok();
        assert_eq!(read("last"), Some(Instant::Last));
        assert_eq!(read("-1"), Some(Instant::Last));
        assert_eq!(read("12.5"), Some(Instant::At(12.5)));
        assert_eq!([read("-2"), read("nan"), read("inf"), read("soon")], [None; 4]);
    }

    #[test]
    fn a_film_that_cannot_be_written_is_not_made() {
        assert!(check_out(Path::new("battle.gif")).is_ok());
        assert!(
            check_out(Path::new("no/such/folder/battle.gif"))
                .unwrap_err()
                .to_string()
                .contains("no/such/folder")
        );
        assert!(check_out(Path::new(".")).unwrap_err().to_string().contains("folder"));
    }
}
