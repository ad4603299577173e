//! How much work goes into the picture: presets, the scale at which the board is drawn, and the cameras that follow.
//!
//! One camera always draws to the [`Canvas`], and egui sits on it. At a render scale of 1 it shows the arena itself;
//! below that, another camera draws the arena to a smaller image, and the first shows it on a pane.

use bevy::camera::visibility::RenderLayers;
use bevy::camera::{CompositingSpace, Hdr};
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::light::{
    CascadeShadowConfig, CascadeShadowConfigBuilder, DirectionalLightShadowMap, cluster::ClusterConfig,
};
use bevy::post_process::bloom::Bloom;
use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use bevy::render::view::NoIndirectDrawing;
use bevy_egui::PrimaryEguiContext;
use wgpu::DeviceType;

use crate::picture::light::LightMap;
use crate::picture::paint::{ArenaPaint, HAZE, Paint, PaintKey, SUN};
use crate::picture::pane::{self, Pane};
use crate::picture::{Root, camera};
use crate::windowless::Canvas;
use crate::{Action, Preset, Settings, Step};

/// The lowest render scale.
const COARSEST: f32 = 0.25;

/// The preset in force.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quality(pub Preset);

/// The camera that draws to the canvas.
#[derive(Component)]
pub(crate) struct Screen;

/// The camera that shows the arena.
#[derive(Component)]
pub(crate) struct Eye;

/// What there is only while the board is drawn at another scale, and at which size.
#[derive(Component)]
struct Scaled(UVec2);

impl Quality {
    /// What the paint has to be built for.
    pub(crate) fn paint(self, mapped: bool) -> PaintKey {
        PaintKey {
            shadowed: self.0 == Preset::High,
            glowing: self.0 != Preset::Low,
            seen: self.0 == Preset::Low,
            mapped,
        }
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.add_plugins(pane::plugin)
        .insert_resource(Quality(Preset::Low))
        .insert_resource(ClearColor(Color::linear_rgb(HAZE.x, HAZE.y, HAZE.z)))
        .insert_resource(DirectionalLightShadowMap { size: 4096 })
        .add_systems(Startup, (choose, open_screen).chain())
        .add_systems(Update, follow_actions.in_set(Step::Act))
        .add_systems(Update, (choose, arrange, fit_eyes, fit_sun).chain().after(Step::Act).before(Step::Draw))
        .add_systems(Update, fit_paint.after(Step::Draw));
}

fn follow_actions(mut actions: MessageReader<Action>, mut settings: ResMut<Settings>) {
    for action in actions.read() {
        match *action {
            Action::Quality(preset) => settings.quality = Some(preset),
            Action::RenderScale(scale) if scale.is_finite() => {
                settings.render_scale = scale.clamp(COARSEST, 1.0);
            }
            _ => {}
        }
    }
}

/// What suits the adapter.
pub(crate) fn suitable(device: DeviceType) -> Preset {
    match device {
        DeviceType::Cpu => Preset::Low,
        DeviceType::DiscreteGpu => Preset::High,
        DeviceType::IntegratedGpu | DeviceType::VirtualGpu | DeviceType::Other => Preset::Medium,
    }
}

fn choose(settings: Res<Settings>, adapter: Option<Res<RenderAdapterInfo>>, mut quality: ResMut<Quality>) {
    let by_adapter = || adapter.map_or(Preset::Medium, |adapter| suitable(adapter.device_type));
    quality.set_if_neq(Quality(settings.quality.unwrap_or_else(by_adapter)));
}

fn open_screen(mut commands: Commands, canvas: Option<Res<Canvas>>) {
    let target = canvas.map_or_else(Default::default, |canvas| canvas.0.clone());
    commands.spawn((camera_bundle(), Screen, Eye, PrimaryEguiContext, target, Name::new("screen")));
}

fn camera_bundle() -> impl Bundle {
    (
        Camera3d::default(),
        camera::lens(),
        Tonemapping::None,
        DebandDither::Disabled,
        Msaa::Off,
        // Nothing here has lights that stand somewhere, and hundreds of robots are a few draws as it is.
        ClusterConfig::Single,
        NoIndirectDrawing,
    )
}

/// Puts the eye where the render scale wants it.
fn arrange(
    mut commands: Commands,
    settings: Res<Settings>,
    screens: Query<(Entity, &Camera, Has<Eye>), With<Screen>>,
    scaled: Query<(Entity, &Scaled)>,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut panes: ResMut<Assets<Pane>>,
) {
    let Ok((screen, camera, is_eye)) = screens.single() else { return };
    let wanted = camera.physical_target_size().and_then(|size| scaled_size(size, settings.render_scale));
    let present = scaled.iter().next().map(|(_, scaled)| scaled.0);
    if wanted == present {
        return;
    }
    for (entity, _) in &scaled {
        commands.entity(entity).despawn();
    }
    match wanted {
        None => {
            if !is_eye {
                commands.entity(screen).insert(Eye).remove::<RenderLayers>();
            }
        }
        Some(size) => {
            let image = pane::canvas(&mut images, size);
            let camera = Camera { order: -1, ..default() };
            commands.spawn((
                camera_bundle(),
                Eye,
                camera,
                pane::target(&image),
                Scaled(size),
                Name::new("eye"),
            ));
            commands.spawn((pane::bundle(&mut meshes, &mut panes, image), Scaled(size)));
            commands.entity(screen).remove::<Eye>().insert(pane::layer());
        }
    }
}

/// The size of the image that the board is drawn to; `None` where it is the window's own.
fn scaled_size(window: UVec2, scale: f32) -> Option<UVec2> {
    let scale = if scale.is_finite() { scale.clamp(COARSEST, 1.0) } else { 1.0 };
    let size = (window.as_vec2() * scale).round().as_uvec2().max(UVec2::ONE);
    (scale < 0.999 && size != window).then_some(size)
}

/// Gives the camera of the arena what the preset has, and takes it from the other one.
fn fit_eyes(
    mut commands: Commands,
    quality: Res<Quality>,
    cameras: Query<(Entity, Has<Eye>, Has<Bloom>, Has<CompositingSpace>, Option<&Msaa>), With<Camera3d>>,
) {
    for (entity, is_eye, has_bloom, is_seen, msaa) in &cameras {
        let preset = if is_eye { quality.0 } else { Preset::Low };
        let (bloom, samples) = match preset {
            Preset::Low => (false, Msaa::Off),
            Preset::Medium | Preset::High => (true, Msaa::Sample4),
        };
        if has_bloom != bloom {
            match bloom {
                true => commands.entity(entity).insert((Hdr, glow())),
                false => commands.entity(entity).remove::<(Bloom, Hdr)>(),
            };
        }
        // A picture that stores light converts every pixel that is painted, there and back if it is blended. Where
        // bloom does not need light, it stores colours as they are seen; see `light.wgsl`.
        if is_seen == bloom {
            match bloom {
                true => commands.entity(entity).remove::<CompositingSpace>(),
                false => commands.entity(entity).insert(CompositingSpace::Srgb),
            };
        }
        if msaa != Some(&samples) {
            commands.entity(entity).insert(samples);
        }
    }
}

fn glow() -> Bloom {
    Bloom { intensity: 0.16, low_frequency_boost: 0.45, max_mip_dimension: 256, ..Bloom::NATURAL }
}

/// Without fog and storm the map of light is not even looked at.
fn fit_paint(
    quality: Res<Quality>,
    light: Option<Res<LightMap>>,
    paint: Option<Res<ArenaPaint>>,
    mut paints: ResMut<Assets<Paint>>,
) {
    let (Some(paint), Some(light)) = (paint, light) else { return };
    let key = quality.paint(!light.is_blank());
    if paints.get(&paint.0).is_some_and(|paint| paint.key() != key)
        && let Some(mut paint) = paints.get_mut(&paint.0)
    {
        paint.set_key(key);
    }
}

/// The sun is a light of the engine's only where it casts shadows; otherwise the paint knows it by heart.
fn fit_sun(
    mut commands: Commands,
    quality: Res<Quality>,
    root: Res<Root>,
    view: Res<camera::View>,
    mut suns: Query<(Entity, &mut CascadeShadowConfig), With<DirectionalLight>>,
) {
    let wanted = quality.0 == Preset::High;
    match suns.single_mut() {
        Ok((sun, _)) if !wanted => commands.entity(sun).despawn(),
        Ok((_, mut cascades)) => {
            let reach = shadow_reach(&view);
            if cascades.bounds.last() != Some(&reach) {
                *cascades = shadows(reach);
            }
        }
        Err(_) if wanted => {
            let light = DirectionalLight { shadow_maps_enabled: true, ..default() };
            let place = Transform::from_translation(SUN).looking_at(Vec3::ZERO, Vec3::Y);
            commands.spawn((light, place, shadows(shadow_reach(&view)), ChildOf(root.0)));
        }
        Err(_) => {}
    }
}

/// How far from the camera shadows are drawn: in steps, so that they do not crawl while it moves.
fn shadow_reach(view: &camera::View) -> f32 {
    (view.distance * 2.2 / 8.0).ceil() * 8.0
}

fn shadows(reach: f32) -> CascadeShadowConfig {
    CascadeShadowConfigBuilder {
        num_cascades: 2,
        minimum_distance: 0.5,
        maximum_distance: reach,
        first_cascade_far_bound: reach * 0.5,
        ..default()
    }
    .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_software_renderer_gets_the_low_preset() {
        assert_eq!(suitable(DeviceType::Cpu), Preset::Low);
        assert_eq!(suitable(DeviceType::DiscreteGpu), Preset::High);
    }

    #[test]
    fn only_a_lower_scale_needs_an_image() {
        let window = UVec2::new(1280, 720);
        assert_eq!(scaled_size(window, 1.0), None);
        assert_eq!(scaled_size(window, 0.5), Some(UVec2::new(640, 360)));
        assert_eq!(scaled_size(window, 0.0), Some(UVec2::new(320, 180)));
        assert_eq!(scaled_size(window, f32::NAN), None);
    }
}
