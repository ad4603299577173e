//! The program with a window, and what it does where there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use anstream::{AutoStream, ColorChoice};
use bevy::log::LogPlugin;
use bevy::log::tracing_subscriber::fmt::Layer;
use bevy::prelude::*;
use bevy::window::{MonitorSelection, PresentMode, WindowMode, WindowResizeConstraints, WindowResolution};
use terminal::exit::Failure;

use crate::args::Watch;
use crate::settings::{ForNow, SettingsFile};
use crate::source::{Beginning, Wish};
use crate::windowless::{StudioError, adapter_exists, render_plugin};
use crate::{Settings, app, export, report, window};

/// Quiet unless something is wrong; drivers and window systems have more to say than anybody wants to read.
const LOG_FILTER: &str = "error,viewer=warn,wgpu=off,wgpu_core=off,wgpu_hal=off,naga=error,bevy_winit=off";

/// Size of a window that was given none.
const SIZE: (u32, u32) = (1280, 720);

/// Smaller than this, the panels cover the board.
const SMALLEST: (f32, f32) = (640.0, 400.0);

/// Says on stderr what goes wrong inside, and with `RUST_LOG` more.
pub(crate) fn log_to_stderr() {
    // The plugin only sets up the process's log; the application that it is added to is of no use.
    let mut nothing = App::empty();
    nothing.add_plugins(LogPlugin {
        filter: LOG_FILTER.to_owned(),
        fmt_layer: |_| {
            let colored = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
            Some(Box::new(Layer::default().with_writer(std::io::stderr).with_ansi(colored)))
        },
        ..default()
    });
}

/// Opens the window. Where there is no display or nothing that can draw, the battle is rendered as far as that goes.
pub(crate) fn watch(args: &Watch, wish: Wish) -> Result<(), Failure> {
    if let Some(problem) = no_display() {
        return export::without_window(wish, &problem, args.quality);
    }
    if !adapter_exists() {
        return export::without_window(wish, "nothing on this machine can draw", args.quality);
    }
    let end = Arc::new(Mutex::new(None));
    let panic = Arc::new(Mutex::new(String::new()));
    let built = guarded(&panic, || build(args, wish.clone(), end.clone()));
    let mut app = match built {
        Some(app) => app,
        None => {
            return export::without_window(
                wish,
                &format!("no window can be opened: {}", taken(&panic)),
                args.quality,
            );
        }
    };
    match guarded(&panic, || app.run()) {
        None => Err(Failure::host(format!("the viewer has to stop: {}", taken(&panic)))
            .help("this is a fault of the program or of the graphics driver; RUST_LOG=info says more")),
        Some(exit) => match (taken_option(&end), exit) {
            (Some(lost), _) => Err(Failure::host(lost)),
            (None, AppExit::Success) => Ok(()),
            (None, AppExit::Error(_)) => Err(Failure::host("the renderer failed")
                .help("RUST_LOG=info says why; `--quality low` asks less of it")),
        },
    }
}

/// Why no window can be opened, as far as that is known without trying.
fn no_display() -> Option<String> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let found = !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    (!found).then(|| "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)".to_owned())
}

/// Does something that panics where the machine does not play along, and keeps what it said.
fn guarded<T>(said: &Arc<Mutex<String>>, work: impl FnOnce() -> T) -> Option<T> {
    let usual = Arc::new(std::panic::take_hook());
    let verbose = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let (heard, loud) = (said.clone(), usual.clone());
    std::panic::set_hook(Box::new(move |info| {
        let text = info.payload_as_str().and_then(|text| text.lines().next()).unwrap_or("it did not say why");
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        // What follows the first one follows from it.
        if heard.is_empty() {
            text.clone_into(&mut heard);
        }
        if verbose {
            loud(info);
        }
    }));
    let done = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(Box::new(move |info| usual(info)));
    done.ok()
}

fn taken(said: &Arc<Mutex<String>>) -> String {
    std::mem::take(&mut said.lock().unwrap_or_else(PoisonError::into_inner))
}

fn taken_option(slot: &Arc<Mutex<Option<String>>>) -> Option<String> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn build(args: &Watch, wish: Wish, end: Arc<Mutex<Option<String>>>) -> App {
    let mut app = App::new();
    let plugins = DefaultPlugins
        .build()
        .set(WindowPlugin { primary_window: Some(primary_window(args)), ..default() })
        .set(render_plugin())
        .disable::<LogPlugin>();
    app.add_plugins(plugins).add_plugins(crate::ink::egui_plugin());
    let tactical = args.tactical.then_some(true);
    let for_now = ForNow { quality: args.quality, tactical, speed: args.speed };
    app.insert_resource(for_now.over(Settings::default()));
    if let Some(file) = SettingsFile::of_user(for_now) {
        app.insert_resource(file);
    }
    app.insert_resource(Beginning { wish, tick: args.tick() });
    app.add_plugins((app::plugin, window::plugin, crate::picture::curtain::plugin));
    if args.json {
        app.add_plugins(report::plugin);
    }
    app.insert_resource(Farewell(end)).add_systems(Last, say_farewell);
    app
}

fn primary_window(args: &Watch) -> Window {
    let (width, height) = args.size.unwrap_or(SIZE);
    let mode = match args.fullscreen {
        true => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
        false => WindowMode::Windowed,
    };
    Window {
        title: window::TITLE.to_owned(),
        name: Some("robodrome".to_owned()),
        resolution: WindowResolution::new(width, height),
        resize_constraints: WindowResizeConstraints {
            min_width: SMALLEST.0,
            min_height: SMALLEST.1,
            ..default()
        },
        present_mode: PresentMode::AutoVsync,
        mode,
        ..default()
    }
}

/// Carries the last words out of the application, which is gone when it has run.
#[derive(Resource)]
struct Farewell(Arc<Mutex<Option<String>>>);

fn say_farewell(farewell: Res<Farewell>, lost: Option<Res<crate::picture::Lost>>) {
    if let Some(lost) = lost {
        *farewell.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(lost.0.clone());
    }
}

/// What is said where nothing can draw.
pub(crate) fn no_adapter() -> Failure {
    Failure::host(StudioError::NoAdapter)
}
