//! Covers the arena in a new window until everything that draws it is there. Shaders are loaded beside the first frames,
//! and what is drawn by one that is still missing is left out: a board without robots, which nobody should see.

use std::time::Duration;

use bevy::prelude::*;
use bevy::render::render_resource::PipelineCache;
use bevy::render::{ExtractSchedule, MainWorld, RenderApp};
use bevy_egui::egui::{Align2, Color32, FontId, LayerId, Painter};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::app::Layer;
use crate::picture::is_shown;

/// Frames that have to be asked for before the renderer knows all that they need.
const FRAMES: u32 = 2;

/// Who waits longer than this is told why.
const PATIENCE: Duration = Duration::from_millis(400);

/// As dark as the arena's surroundings.
const DARK: Color32 = Color32::from_rgb(0x0a, 0x0d, 0x13);
const FAINT: Color32 = Color32::from_rgb(0xa3, 0xaf, 0xc6);

/// What hides the arena.
#[derive(Resource, Default)]
struct Curtain {
    /// Frames of the arena that the renderer was asked for.
    asked: u32,
    /// When the first one was asked for.
    since: Duration,
    /// Nothing is missing any more, and nothing will be.
    lifted: bool,
}

pub(crate) fn plugin(app: &mut App) {
    let hangs = |curtain: Res<Curtain>| !curtain.lifted;
    app.init_resource::<Curtain>().add_systems(
        EguiPrimaryContextPass,
        draw.after(Layer::Overlay).before(Layer::Panels).run_if(is_shown).run_if(hangs),
    );
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app.add_systems(ExtractSchedule, lift);
    }
}

fn lift(mut main: ResMut<MainWorld>, pipelines: Res<PipelineCache>) {
    let mut curtain = main.resource_mut::<Curtain>();
    if !curtain.lifted && curtain.asked > FRAMES && pipelines.waiting_pipelines().next().is_none() {
        curtain.lifted = true;
    }
}

fn draw(mut contexts: EguiContexts, mut curtain: ResMut<Curtain>, time: Res<Time<Real>>) -> Result {
    let context = contexts.ctx_mut()?;
    if curtain.asked == 0 {
        curtain.since = time.elapsed();
    }
    curtain.asked += 1;
    let window = context.viewport_rect();
    let painter = Painter::new(context.clone(), LayerId::background(), window);
    painter.rect_filled(window, 0, DARK);
    if time.elapsed() - curtain.since > PATIENCE {
        painter.text(
            window.center(),
            Align2::CENTER_CENTER,
            "building the arena",
            FontId::proportional(16.0),
            FAINT,
        );
    }
    Ok(())
}
