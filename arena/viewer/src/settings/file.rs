//! The settings' file: read at the start, written when something changed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::prelude::*;
use etcetera::BaseStrategy;

use crate::{Notices, Preset, Settings};

/// How long nothing more may change before the file is written: a slider that is dragged changes in every frame.
const QUIET: Duration = Duration::from_millis(800);

/// Where the settings are kept. Without this resource nothing is read or written: tests and films have no memory.
#[derive(Resource, Clone, Debug)]
pub(crate) struct SettingsFile {
    path: PathBuf,
    for_now: ForNow,
    /// What the file says.
    stored: Settings,
}

/// What the command line chose. It counts for this time, and is not kept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ForNow {
    /// Quality of the picture.
    pub(crate) quality: Option<Preset>,
    /// The tactical board or the arena.
    pub(crate) tactical: Option<bool>,
    /// Playback speed.
    pub(crate) speed: Option<f32>,
}

impl ForNow {
    /// The settings for this time.
    pub(crate) fn over(self, settings: Settings) -> Settings {
        Settings {
            quality: self.quality.or(settings.quality),
            tactical: self.tactical.unwrap_or(settings.tactical),
            speed: self.speed.unwrap_or(settings.speed),
            ..settings
        }
    }

    /// The settings that are kept: where nothing else was chosen since, those that were.
    fn without(self, now: &Settings, stored: &Settings) -> Settings {
        let mut kept = now.clone();
        if self.quality.is_some() && now.quality == self.quality {
            kept.quality = stored.quality;
        }
        if self.tactical == Some(now.tactical) {
            kept.tactical = stored.tactical;
        }
        if self.speed == Some(now.speed) {
            kept.speed = stored.speed;
        }
        kept
    }
}

impl SettingsFile {
    /// `robodrome/viewer.toml` in the user's configuration folder; `None` where there is no such folder.
    pub(crate) fn of_user(for_now: ForNow) -> Option<SettingsFile> {
        let base = etcetera::choose_base_strategy().ok()?;
        let path = base.config_dir().join("robodrome").join("viewer.toml");
        Some(SettingsFile { path, for_now, stored: Settings::default() })
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, read.run_if(resource_exists::<SettingsFile>))
        .add_systems(Last, write.run_if(resource_exists::<SettingsFile>));
}

/// Reads the file.
pub(super) fn read(
    mut file: ResMut<SettingsFile>,
    mut settings: ResMut<Settings>,
    mut notices: ResMut<Notices>,
) {
    match load(&file.path) {
        Ok(None) => {}
        Ok(Some(stored)) => {
            *settings = file.for_now.over(stored.clone());
            file.stored = stored;
        }
        Err(problem) => notices.error(problem),
    }
}

fn write(
    mut file: ResMut<SettingsFile>,
    settings: Res<Settings>,
    time: Res<Time<Real>>,
    mut exits: MessageReader<AppExit>,
    mut notices: ResMut<Notices>,
    mut due: Local<Option<Duration>>,
) {
    if settings.is_changed() && !settings.is_added() {
        *due = Some(time.elapsed() + QUIET);
    }
    let leaving = exits.read().count() > 0;
    if !due.is_some_and(|due| leaving || time.elapsed() >= due) {
        return;
    }
    *due = None;
    let kept = file.for_now.without(&settings, &file.stored);
    if kept == file.stored {
        return;
    }
    match save(&file.path, &kept) {
        Ok(()) => file.stored = kept,
        Err(error) => {
            notices.error(format!("cannot keep the settings in {}: {error}", file.path.display()));
        }
    }
}

/// The settings of a file; `None` where there is none. One that cannot be understood is put aside, so that nothing of it is
/// lost.
fn load(path: &Path) -> Result<Option<Settings>, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() != io::ErrorKind::InvalidData => {
            return Err(format!("cannot read the settings {}: {error}", path.display()));
        }
        Err(error) => return Err(put_aside(path, &error.to_string())),
    };
    match toml::from_str::<Settings>(&text) {
        Ok(settings) => Ok(Some(settings.within_bounds())),
        Err(error) => Err(put_aside(path, error.message())),
    }
}

fn put_aside(path: &Path, problem: &str) -> String {
    let aside = path.with_extension("toml.bad");
    let kept = match std::fs::rename(path, &aside) {
        Ok(()) => format!("it is kept as {}", aside.display()),
        Err(error) => format!("it cannot be put aside: {error}"),
    };
    format!("the settings in {} are damaged ({problem}), so the usual ones are taken; {kept}", path.display())
}

/// Writes the file whole or not at all.
fn save(path: &Path, settings: &Settings) -> io::Result<()> {
    let text = toml::to_string(settings).map_err(io::Error::other)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let fresh = path.with_extension(format!("toml.{}", std::process::id()));
    let written = std::fs::File::create(&fresh)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&fresh, path));
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = std::fs::remove_file(&fresh);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("viewer.toml");
        let settings = Settings {
            quality: Some(Preset::High),
            ui_scale: 1.25,
            looping: true,
            recent: vec!["a b.replay".into()],
            ..Settings::default()
        };
        save(&path, &settings).unwrap();
        assert_eq!(load(&path), Ok(Some(settings)));
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn what_the_command_line_chose_is_not_kept_unless_it_is_changed() {
        let for_now = ForNow { quality: Some(Preset::Low), tactical: Some(true), speed: Some(8.0) };
        let stored = Settings { quality: Some(Preset::High), ..Settings::default() };
        let mut now = for_now.over(stored.clone());
        assert_eq!((now.quality, now.tactical, now.speed), (Some(Preset::Low), true, 8.0));
        assert_eq!(for_now.without(&now, &stored), stored);
        now.speed = 2.0;
        now.looping = true;
        let kept = for_now.without(&now, &stored);
        assert_eq!(kept, Settings { speed: 2.0, looping: true, ..stored });
    }

    #[test]
    fn no_file_is_no_problem() {
        assert_eq!(load(Path::new("no/such/file.toml")), Ok(None));
    }

    #[test]
    fn a_file_of_another_version_is_understood() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("viewer.toml");
        std::fs::write(&path, "speed = 4.0\nwings = 2\n").unwrap();
        assert_eq!(load(&path), Ok(Some(Settings { speed: 4.0, ..Settings::default() })));
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_said() {
        for damage in [&b"speed = \"fast"[..], b"\xff\xfe", b"speed = true"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("viewer.toml");
            std::fs::write(&path, damage).unwrap();
            let notice = load(&path).unwrap_err();
            assert!(notice.contains("viewer.toml") && notice.contains("damaged"), "{notice}");
            assert_eq!(std::fs::read(path.with_extension("toml.bad")).unwrap(), damage);
            assert_eq!(load(&path), Ok(None), "the next start is as the first one");
        }
    }
}
