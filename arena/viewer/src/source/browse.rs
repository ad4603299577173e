//! Asks for a file.

use std::path::PathBuf;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui_file_dialog::{FileDialog, FileDialogLabels};

use crate::{Action, Settings, Step};

/// Names of the kinds of files, as they are offered to be chosen from.
const REPLAYS: &str = "Replays (*.replay)";
const MODULES: &str = "Bots (*.wasm)";

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Browser>()
        .add_systems(Update, open.in_set(Step::Act))
        .add_systems(EguiPrimaryContextPass, show.run_if(|browser: Res<Browser>| browser.is_open()));
}

/// The dialog, which exists while it is open.
#[derive(Resource, Default)]
pub(crate) struct Browser(Option<FileDialog>);

impl Browser {
    /// Whether it is open: keys are then its own.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

fn open(mut actions: MessageReader<Action>, mut browser: ResMut<Browser>, settings: Res<Settings>) {
    let asked = actions.read().any(|action| *action == Action::Browse);
    if asked && !browser.is_open() {
        let mut dialog = dialog(settings.folder.clone());
        dialog.pick_multiple();
        browser.0 = Some(dialog);
    }
}

fn show(
    mut contexts: EguiContexts,
    mut browser: ResMut<Browser>,
    mut settings: ResMut<Settings>,
    mut actions: MessageWriter<Action>,
) {
    let (Ok(context), Some(dialog)) = (contexts.ctx_mut(), &mut browser.0) else { return };
    dialog.update(context);
    if let Some(paths) = dialog.take_picked_multiple() {
        settings.folder = paths.first().and_then(|path| path.parent()).map(PathBuf::from);
        actions.write(Action::Open(paths));
        browser.0 = None;
    } else if *dialog.state() != egui_file_dialog::DialogState::Open {
        browser.0 = None;
    }
}

/// A dialog for replays and modules. Its usual icons are from a font that the viewer does not carry.
fn dialog(folder: Option<PathBuf>) -> FileDialog {
    let dialog = FileDialog::new()
        .title("Open a replay, or two, four or eight bots")
        .labels(plain_labels())
        .add_file_filter_extensions(REPLAYS, vec!["replay"])
        .add_file_filter_extensions(MODULES, vec!["wasm"])
        .default_file_filter(REPLAYS)
        .err_icon("!")
        .default_file_icon("")
        .default_folder_icon("/")
        .device_icon("")
        .removable_device_icon("")
        .parent_directory_icon("↑")
        .back_icon("←")
        .forward_icon("→")
        .menu_icon("≡")
        .search_icon("find")
        .path_edit_icon("…")
        .show_new_folder_button(false)
        .show_pinned_folders(false)
        // Elsewhere these are names of block devices, which nobody opens.
        .show_devices(cfg!(windows))
        .default_size([760.0, 440.0])
        .anchor(bevy_egui::egui::Align2::CENTER_CENTER, [0.0, 0.0]);
    match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => dialog.initial_directory(folder),
        None => dialog,
    }
}

fn plain_labels() -> FileDialogLabels {
    let plain = str::to_owned;
    FileDialogLabels {
        title_select_multiple: plain("Open"),
        reload: plain("Look again"),
        working_directory: plain("Go to the working folder"),
        select_all: plain("Select all"),
        home_dir: plain("Home"),
        desktop_dir: plain("Desktop"),
        documents_dir: plain("Documents"),
        downloads_dir: plain("Downloads"),
        audio_dir: plain("Audio"),
        pictures_dir: plain("Pictures"),
        videos_dir: plain("Videos"),
        file_filter_all_files: plain("All files"),
        open_button: plain("Open"),
        cancel_button: plain("Cancel"),
        ..FileDialogLabels::default()
    }
}
