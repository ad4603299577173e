//! The settings' file: read at the start, written when something changed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::prelude::*;
use etcetera::BaseStrategy;

use crate::{Notices, Settings};

/// How long nothing more may change before the file is written: a slider that is dragged changes in every frame.
const QUIET: Duration = Duration::from_millis(800);

/// Where the settings are kept. Without this resource nothing is read or written: tests and films have no memory.
#[derive(Resource, Clone, Debug)]
pub(crate) struct SettingsFile(pub(crate) PathBuf);

impl SettingsFile {
    /// `robodrome/viewer.toml` in the user's configuration folder; `None` where there is no such folder.
    pub(crate) fn of_user() -> Option<SettingsFile> {
        let base = etcetera::choose_base_strategy().ok()?;
        Some(SettingsFile(base.config_dir().join("robodrome").join("viewer.toml")))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, read.run_if(resource_exists::<SettingsFile>))
        .add_systems(Last, write.run_if(resource_exists::<SettingsFile>));
}

/// Reads the file. What the command line chose for this time stays.
pub(super) fn read(file: Res<SettingsFile>, mut settings: ResMut<Settings>, mut notices: ResMut<Notices>) {
    match load(&file.0) {
        Ok(None) => {}
        Ok(Some(loaded)) => {
            let (quality, tactical) = (settings.quality, settings.tactical);
            *settings = loaded;
            settings.quality = quality.or(settings.quality);
            settings.tactical |= tactical;
        }
        Err(problem) => notices.error(problem),
    }
}

fn write(
    file: Res<SettingsFile>,
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
    if let Err(error) = save(&file.0, &settings) {
        notices.error(format!("cannot keep the settings in {}: {error}", file.0.display()));
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
    use crate::Preset;

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
