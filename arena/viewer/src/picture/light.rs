//! How bright each cell is: what a team does not see lies in fog, what the storm has taken lies in its shade.
//!
//! One small image, a texel a cell, that everything solid is lit by; between cells it is blended.

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use protocol::Pos;
use rules::Frame;

use crate::picture::is_shown;
use crate::picture::stage::{Build, Stage};
use crate::{Focus, Footage, Scene, Sight, Step};

/// Brightness of a cell that is not seen, of 255.
const UNSEEN: u8 = 66;

/// The image, and what is on it.
#[derive(Resource)]
pub(crate) struct LightMap {
    image: Handle<Image>,
    texels: Vec<u8>,
}

/// Which cells the team sees whose view is shown; `None` where all is shown.
#[derive(Resource, Default)]
pub(crate) struct Seen(pub Option<(protocol::Seat, Sight)>);

impl LightMap {
    /// A map of full light for a board of this size.
    pub(crate) fn blank(images: &mut Assets<Image>, (width, height): (u8, u8)) -> LightMap {
        let texels = [255, 0, 0, 255].repeat(usize::from(width) * usize::from(height));
        let size = Extent3d { width: u32::from(width), height: u32::from(height), depth_or_array_layers: 1 };
        let mut image = Image::new(
            size,
            TextureDimension::D2,
            texels.clone(),
            TextureFormat::Rgba8Unorm,
            RenderAssetUsages::default(),
        );
        image.sampler = ImageSampler::linear();
        LightMap { image: images.add(image), texels }
    }

    /// Whether all is seen, and there is no storm.
    pub(crate) fn is_blank(&self) -> bool {
        self.texels.chunks(4).all(|texel| texel[0] == 255 && texel[1] == 0)
    }

    /// The image.
    pub(crate) fn image(&self) -> Handle<Image> {
        self.image.clone()
    }
}

impl Seen {
    /// Whether a unit or what happens to it is shown: a team sees its own always.
    pub(crate) fn shows(&self, seat: protocol::Seat, at: Pos, width: u8) -> bool {
        let Some((viewer, sight)) = &self.0 else { return true };
        let index = usize::from(at.y) * usize::from(width) + usize::from(at.x);
        *viewer == seat || sight.get(index).copied().unwrap_or(true)
    }
}

/// Runs once it is known what may be shown.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Looked;

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Seen>().add_systems(
        Update,
        (look.in_set(Looked), shade).chain().in_set(Step::Draw).after(Build).run_if(is_shown),
    );
}

/// Whose eyes the board is seen with: after the tick that the cursor is nearer to.
fn look(focus: Res<Focus>, footage: Option<Res<Footage>>, scene: Option<Res<Scene>>, mut seen: ResMut<Seen>) {
    let (Some(footage), Some(scene)) = (footage, scene) else { return };
    if !focus.is_changed() && !scene.is_changed() {
        return;
    }
    let nearest = if scene.phase < 0.5 { scene.before.tick } else { scene.after.tick };
    let sight = focus.fog.and_then(|seat| footage.sight(nearest, seat).ok().map(|sight| (seat, sight)));
    seen.0 = sight;
}

fn shade(
    scene: Option<Res<Scene>>,
    stage: Option<Res<Stage>>,
    seen: Res<Seen>,
    map: Option<ResMut<LightMap>>,
    mut images: ResMut<Assets<Image>>,
) {
    let (Some(scene), Some(stage), Some(mut map)) = (scene, stage, map) else { return };
    if !scene.is_changed() && !seen.is_changed() && !map.is_changed() {
        return;
    }
    let texels = texels(&scene.before.frame, &stage, seen.0.as_ref().map(|(_, sight)| sight));
    if map.texels == texels {
        return;
    }
    if let Some(mut image) = images.get_mut(&map.image) {
        image.data = Some(texels.clone());
    }
    map.bypass_change_detection().texels = texels;
}

fn texels(frame: &Frame, stage: &Stage, sight: Option<&Sight>) -> Vec<u8> {
    let light = |index: usize| match sight.and_then(|sight| sight.get(index)) {
        Some(false) => UNSEEN,
        _ => 255,
    };
    let storm = |index: usize| if in_storm(frame, stage.pos(index)) { 255 } else { 0 };
    (0..frame.tiles.len()).flat_map(|index| [light(index), storm(index), 0, 255]).collect()
}

/// Whether a cell lies in the storm's rings.
pub(crate) fn in_storm(frame: &Frame, at: Pos) -> bool {
    let ring = at.x.min(at.y).min(frame.width - 1 - at.x).min(frame.height - 1 - at.y);
    ring < frame.rings
}
