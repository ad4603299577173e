//! What is done where no window can be opened: the battle is played, and leaves a replay, a picture and a film.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use replay::Reader;
use terminal::exit::Failure;
use terminal::progress::Progress;
use terminal::style::{FAINT, STRONG, WARNING};

use super::download::download;
use super::film::Film;
use super::{Camera, Look, fitting_ui_scale, make_gif, open, set_up, write_png};
use crate::program;
use crate::source::{Fixture, Wish, footage};
use crate::windowless::{StudioOptions, adapter_exists};
use crate::{Preset, TICKS_PER_SECOND};

/// Size of the picture of the final board.
const PICTURE: (u32, u32) = (1280, 720);

/// Size, pictures a second and length in seconds of the film: a file that can be sent around.
const FILM: (u32, u32) = (640, 360);
const FPS: u32 = 12;
const SECONDS: f64 = 20.0;

/// Renders what was wished for, and says why there is no window.
pub(crate) fn without_window(wish: Wish, problem: &str, quality: Option<Preset>) -> Result<(), Failure> {
    let path = match wish {
        Wish::Start => {
            return Err(Failure::host(problem).help(
                "name a replay or bots to have the battle rendered without a window, or see `arena-viewer render --help`",
            ));
        }
        Wish::Watch { path, .. } => {
            note(&format!("{problem}: the battle is rendered without a window"));
            path
        }
        Wish::Contest(address) => {
            note(&format!("{problem}: the battle is rendered without a window"));
            download(&address)?
        }
        Wish::Play(fixture) => {
            note(&format!("{problem}: the battle is played and rendered without a window"));
            play(&fixture)?
        }
    };
    let reader = open(&path)?;
    tell("replay", &path.display().to_string());
    tell("result", &result(&reader, &path)?);
    if !adapter_exists() {
        return Err(program::no_adapter());
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (board, battle) = (PathBuf::from(format!("{stem}.png")), PathBuf::from(format!("{stem}.gif")));
    let end = f64::from(reader.last_tick().0);
    let look = |size| Look {
        options: StudioOptions { size, quality, ui_scale: fitting_ui_scale(size) },
        camera: Camera::Fit,
        hud: true,
    };
    write_png(&set_up(&look(PICTURE), reader, &path)?.picture(end)?, &board)?;
    tell("board", &board.display().to_string());
    let speed = (end / TICKS_PER_SECOND / SECONDS).max(1.0);
    let mut studio = set_up(&look(FILM), open(&path)?, &path)?;
    make_gif(&mut studio, &Film { from: 0.0, to: end, speed, fps: FPS }, &battle)?;
    tell("battle", &battle.display().to_string());
    Ok(())
}

/// Plays a match and keeps its replay, in the current folder where nothing else was said.
fn play(fixture: &Fixture) -> Result<PathBuf, Failure> {
    let sandbox = fixture.sandbox()?;
    let setup = fixture.setup(&sandbox)?;
    let path = fixture.replay_path(&setup).unwrap_or_else(|| battle::replay_name(&setup));
    let mut progress = Progress::new("playing", setup.ruleset.rules.last_tick().into());
    battle::play(&sandbox, &setup, Some(&path), |battle| {
        progress.at(battle.turn().0.into());
        ControlFlow::Continue(())
    })?;
    Ok(path)
}

/// How it ended, in one line.
fn result(reader: &Reader, path: &Path) -> Result<String, Failure> {
    let Some(outcome) = reader.outcome() else { return Ok("unfinished".to_owned()) };
    let again = open(path)?;
    let footage = footage(again, path).map_err(|error| Failure::replay(path, error))?;
    let scores: Vec<String> = outcome.scores.iter().map(u32::to_string).collect();
    let scores = scores.join(" : ");
    Ok(match outcome.winner {
        Some(seat) => format!("{} wins, {scores}", footage.names()[seat.index()]),
        None => format!("a draw, {scores}"),
    })
}

fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{WARNING}note:{WARNING:#} {text}");
}

fn tell(what: &str, text: &str) {
    // A reader that has gone does not need it.
    let _ = writeln!(anstream::stdout(), "{FAINT}{what:<8}{FAINT:#}{STRONG}{text}{STRONG:#}");
}
