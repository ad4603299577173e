//! The viewer without a window: for pictures, films, tests and measurements.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bevy::app::PluginsState;
use bevy::asset::RenderAssetUsages;
use bevy::camera::RenderTarget;
use bevy::image::Image;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages};
use bevy::render::settings::{Backends, WgpuSettings};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::render::{RenderPlugin, renderer::RenderAdapterInfo};
use bevy::time::TimeUpdateStrategy;
use bevy::winit::WinitPlugin;
use image::RgbaImage;
use replay::ReplayError;
use terminal::exit::Failure;
use thiserror::Error;
use wgpu::InstanceDescriptor;

use crate::{Action, Footage, Playhead, Preset, Settings, app};

/// Frames until everything that a picture needs is uploaded and drawn; egui's fonts take effect one frame late.
const SETTLING_FRAMES: usize = 3;

/// Frames within which a picture comes back from the renderer.
const PATIENCE_FRAMES: usize = 200;

/// Where cameras draw to: the window, or an image where there is none.
#[derive(Resource, Clone, Default)]
pub struct Canvas(pub RenderTarget);

/// How a picture is to be made.
#[derive(Clone, Debug)]
pub struct StudioOptions {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Quality; `None` chooses by the adapter.
    pub quality: Option<Preset>,
    /// Size of texts and panels.
    pub ui_scale: f32,
}

impl Default for StudioOptions {
    fn default() -> StudioOptions {
        StudioOptions { size: (1280, 720), quality: None, ui_scale: 1.0 }
    }
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum StudioError {
    /// Nothing can draw.
    #[error(
        "no graphics adapter was found: install a Vulkan driver; on Debian, `apt install mesa-vulkan-drivers libvulkan1` has one that needs no graphics card"
    )]
    NoAdapter,
    /// The renderer did not answer.
    #[error(
        "the renderer gave no picture within {PATIENCE_FRAMES} frames; its messages say why, with RUST_LOG=info"
    )]
    NoPicture,
    /// The replay is not what it should be.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

/// Pictures that came back from the renderer, by their numbers.
type Shots = Arc<Mutex<BTreeMap<usize, Image>>>;

/// The viewer, drawing into an image.
pub struct Studio {
    app: App,
    target: Handle<Image>,
}

impl Studio {
    /// Starts the renderer.
    ///
    /// # Errors
    /// [`StudioError::NoAdapter`].
    pub fn open(options: &StudioOptions) -> Result<Studio, StudioError> {
        if !adapter_exists() {
            return Err(StudioError::NoAdapter);
        }
        let mut app = App::new();
        app.add_plugins(
            DefaultPlugins
                .build()
                .set(WindowPlugin {
                    primary_window: None,
                    exit_condition: bevy::window::ExitCondition::DontExit,
                    ..default()
                })
                .set(render_plugin())
                .disable::<WinitPlugin>()
                .disable::<LogPlugin>()
                .disable::<PipelinedRenderingPlugin>(),
        );
        app.add_plugins(crate::ink::egui_plugin());
        app.insert_resource(Settings { quality: options.quality, ui_scale: options.ui_scale, ..default() });
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
        let target = app.world_mut().resource_mut::<Assets<Image>>().add(blank(options.size));
        app.insert_resource(Canvas(RenderTarget::Image(target.clone().into())));
        app.add_plugins(app::plugin);
        while app.plugins_state() == PluginsState::Adding {
            bevy::tasks::tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        Ok(Studio { app, target })
    }

    /// Puts a match on.
    ///
    /// # Errors
    /// [`StudioError::Replay`].
    pub fn show(&mut self, footage: Footage) -> Result<(), StudioError> {
        crate::show(self.app.world_mut(), footage)?;
        self.app.world_mut().resource_mut::<Playhead>().playing = false;
        self.app.update();
        Ok(())
    }

    /// Does what a user could do.
    pub fn act(&mut self, action: Action) {
        self.app.world_mut().write_message(action);
        self.app.update();
    }

    /// The world of the program, for whoever measures or checks it.
    pub fn world(&mut self) -> &mut World {
        self.app.world_mut()
    }

    /// Draws one frame.
    pub fn frame(&mut self) {
        self.app.update();
    }

    /// The adapter that draws.
    pub fn adapter(&self) -> String {
        let info = self.app.world().resource::<RenderAdapterInfo>();
        format!("{} ({:?}, {:?})", info.name, info.device_type, info.backend)
    }

    /// The picture at an instant of the match, in ticks.
    ///
    /// # Errors
    /// [`StudioError::NoPicture`].
    pub fn picture(&mut self, cursor: f64) -> Result<RgbaImage, StudioError> {
        self.seek(cursor);
        self.settle();
        self.capture()
    }

    /// Pictures at one instant after the other, handed over with their numbers as they come back from the renderer, which
    /// meanwhile draws the next ones.
    ///
    /// # Errors
    /// [`StudioError::NoPicture`], and whatever `take` does not want to go on with.
    pub fn film<E: From<StudioError>>(
        &mut self,
        cursors: impl IntoIterator<Item = f64>,
        mut take: impl FnMut(usize, RgbaImage) -> Result<(), E>,
    ) -> Result<(), E> {
        let shots: Shots = Arc::default();
        let (mut asked, mut taken) = (0, 0);
        for cursor in cursors {
            self.seek(cursor);
            if asked == 0 {
                self.settle();
            }
            self.shoot(asked, &shots);
            asked += 1;
            self.app.update();
            self.hand_over(&shots, &mut taken, &mut take)?;
        }
        for _ in 0..PATIENCE_FRAMES {
            if taken == asked {
                return Ok(());
            }
            self.app.update();
            self.hand_over(&shots, &mut taken, &mut take)?;
        }
        Err(StudioError::NoPicture.into())
    }

    fn shoot(&mut self, number: usize, shots: &Shots) {
        let filled = shots.clone();
        self.app.world_mut().spawn(Screenshot::image(self.target.clone())).observe(
            move |captured: On<ScreenshotCaptured>| {
                let mut filled = filled.lock().unwrap_or_else(PoisonError::into_inner);
                filled.insert(number, captured.image.clone());
            },
        );
    }

    /// Hands over the shots that came back, in their order.
    fn hand_over<E: From<StudioError>>(
        &mut self,
        shots: &Shots,
        taken: &mut usize,
        take: &mut impl FnMut(usize, RgbaImage) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let next = shots.lock().unwrap_or_else(PoisonError::into_inner).remove(taken);
            let Some(image) = next else { return Ok(()) };
            let picture = image.try_into_dynamic().map_err(|_| StudioError::NoPicture)?;
            take(*taken, picture.to_rgba8())?;
            *taken += 1;
        }
    }

    fn seek(&mut self, cursor: f64) {
        let end =
            self.app.world().get_resource::<Footage>().map_or(0.0, |footage| f64::from(footage.end().0));
        self.app.world_mut().resource_mut::<Playhead>().seek(cursor, end);
    }

    fn settle(&mut self) {
        for _ in 0..SETTLING_FRAMES {
            self.app.update();
        }
    }

    /// The picture as it is now.
    ///
    /// # Errors
    /// [`StudioError::NoPicture`].
    pub fn capture(&mut self) -> Result<RgbaImage, StudioError> {
        let shots: Shots = Arc::default();
        self.shoot(0, &shots);
        for _ in 0..PATIENCE_FRAMES {
            self.app.update();
            if let Some(image) = shots.lock().unwrap_or_else(PoisonError::into_inner).remove(&0) {
                let picture = image.try_into_dynamic().map_err(|_| StudioError::NoPicture)?;
                return Ok(picture.to_rgba8());
            }
        }
        Err(StudioError::NoPicture)
    }
}

impl From<StudioError> for Failure {
    fn from(error: StudioError) -> Failure {
        match error {
            StudioError::Replay(error) => error.into(),
            _ => Failure::host(error),
        }
    }
}

/// An image that cameras can draw to.
fn blank((width, height): (u32, u32)) -> Image {
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let mut image =
        Image::new_fill(size, TextureDimension::D2, &[0; 4], format, RenderAssetUsages::default());
    image.texture_descriptor.usage = TextureUsages::TEXTURE_BINDING
        | TextureUsages::COPY_SRC
        | TextureUsages::COPY_DST
        | TextureUsages::RENDER_ATTACHMENT;
    image
}

/// Whether anything can draw. The renderer panics where nothing can, so it is asked first.
pub fn adapter_exists() -> bool {
    backends().is_some()
}

/// The interfaces to graphics hardware by which something can be drawn. OpenGL is only asked where no other has
/// anything, since its libraries complain on the terminal about displays that are not there.
fn backends() -> Option<Backends> {
    static FOUND: OnceLock<Option<Backends>> = OnceLock::new();
    let choices = || match Backends::from_env() {
        Some(wanted) => vec![wanted],
        None => vec![Backends::PRIMARY, Backends::all()],
    };
    *FOUND.get_or_init(|| choices().into_iter().find(|backends| have_adapter(*backends)))
}

fn have_adapter(backends: Backends) -> bool {
    let instance = wgpu::Instance::new(InstanceDescriptor {
        backends,
        ..InstanceDescriptor::new_without_display_handle_from_env()
    });
    bevy::tasks::block_on(instance.request_adapter(&wgpu::RequestAdapterOptions::default())).is_ok()
}

/// The renderer, by an interface that has something to draw with.
pub(crate) fn render_plugin() -> RenderPlugin {
    let usual = WgpuSettings::default();
    let settings = WgpuSettings { backends: backends().or(usual.backends), ..usual };
    // Pipelines compiled beside the frames would leave out robots and floor until they are ready, for seconds on a
    // software renderer: a late first picture is better than a wrong one.
    RenderPlugin { render_creation: settings.into(), synchronous_pipeline_compilation: true, ..default() }
}
