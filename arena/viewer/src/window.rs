//! The window itself: its title, its size, pictures of it, and how often it is drawn.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{MonitorSelection, PrimaryWindow, WindowMode};
use bevy::winit::{UpdateMode, WinitSettings};

use crate::source::Loading;
use crate::windowless::Canvas;
use crate::{Action, Footage, Notices, Playhead, Step};

/// What the window is called where no match is open.
pub(crate) const TITLE: &str = "Robodrome";

/// How often a window is drawn that nobody looks at, and in which nothing moves.
const IDLE: Duration = Duration::from_millis(500);

/// How often it is drawn while a match goes on in the background.
const BACKGROUND: Duration = Duration::from_millis(33);

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, (take_picture, follow_actions).in_set(Step::Act))
        .add_systems(Update, (name, pace).in_set(Step::Draw));
}

fn follow_actions(
    mut actions: MessageReader<Action>,
    mut window: Query<&mut Window, With<PrimaryWindow>>,
    mut exits: MessageWriter<AppExit>,
) {
    for action in actions.read() {
        match action {
            Action::Quit => {
                exits.write(AppExit::Success);
            }
            Action::ToggleFullscreen => {
                for mut window in &mut window {
                    window.mode = match window.mode {
                        WindowMode::Windowed => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
                        _ => WindowMode::Windowed,
                    };
                }
            }
            _ => {}
        }
    }
}

/// The title says what is on.
fn name(footage: Option<Res<Footage>>, mut window: Query<&mut Window, With<PrimaryWindow>>) {
    for mut window in &mut window {
        let title = match &footage {
            Some(footage) => format!("{} \u{2013} {TITLE}", footage.origin().title),
            None => TITLE.to_owned(),
        };
        if window.title != title {
            window.title = title;
        }
    }
}

/// A window that nobody looks at costs little.
fn pace(
    settings: Option<ResMut<WinitSettings>>,
    playhead: Res<Playhead>,
    footage: Option<Res<Footage>>,
    loading: Res<Loading>,
) {
    let Some(mut settings) = settings else { return };
    let moves = footage.is_some_and(|footage| playhead.playing || footage.is_live()) || loading.0.is_some();
    let wait = if moves { BACKGROUND } else { IDLE };
    let wanted = UpdateMode::reactive_low_power(wait);
    if settings.unfocused_mode != wanted {
        settings.unfocused_mode = wanted;
    }
}

fn take_picture(
    mut actions: MessageReader<Action>,
    canvas: Option<Res<Canvas>>,
    footage: Option<Res<Footage>>,
    playhead: Res<Playhead>,
    mut commands: Commands,
) {
    if !actions.read().any(|action| *action == Action::Screenshot) {
        return;
    }
    let name = match footage {
        Some(footage) => {
            format!("{} tick {}", footage.origin().title, playhead.cursor.floor())
        }
        None => TITLE.to_owned(),
    };
    let target = canvas.map(|canvas| canvas.0.clone()).unwrap_or_default();
    commands.spawn(Screenshot(target)).observe(
        move |captured: On<ScreenshotCaptured>, mut notices: ResMut<Notices>| match save(
            &captured.image,
            &name,
        ) {
            Ok(path) => notices.say(format!("the picture is in {}", path.display())),
            Err(problem) => notices.error(format!("cannot keep the picture: {problem}")),
        },
    );
}

/// Writes a picture into the current folder; a program that was not started in a terminal may not write there, and its
/// pictures go to the user's.
fn save(image: &Image, name: &str) -> Result<PathBuf, String> {
    let picture = image.clone().try_into_dynamic().map_err(|error| error.to_string())?.to_rgb8();
    let mut problem = "there is no folder for it".to_owned();
    for folder in folders() {
        let path = free_path(&folder, &file_name(name));
        match picture.save(&path) {
            Ok(()) => return Ok(path),
            Err(error) => problem = format!("{}: {error}", path.display()),
        }
    }
    Err(problem)
}

fn folders() -> impl Iterator<Item = PathBuf> {
    let home = etcetera::home_dir().ok();
    let pictures = home.as_ref().map(|home| home.join("Pictures")).filter(|folder| folder.is_dir());
    let current = std::env::current_dir().ok().filter(|folder| folder.parent().is_some());
    [current, pictures, home].into_iter().flatten()
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().take(80).map(fits).collect()
}

/// A path where nothing is yet.
fn free_path(folder: &Path, stem: &str) -> PathBuf {
    let numbered = (2..).map(|number| folder.join(format!("{stem}-{number}.png")));
    let mut paths = std::iter::once(folder.join(format!("{stem}.png"))).chain(numbered);
    paths.find(|path| !path.exists()).expect("there are more numbers than files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_never_replace_one_another() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a-tick-3.png", "a-tick-3-2.png", "a-tick-3-3.png"];
        for name in names {
            let path = free_path(folder.path(), &file_name("A tick 3"));
            assert_eq!(path, folder.path().join(name));
            std::fs::write(path, "").unwrap();
        }
    }
}
