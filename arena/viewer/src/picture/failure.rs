//! What went wrong with drawing: shaders that do not build, and a graphics card that is gone.

use bevy::prelude::*;
use bevy::render::error_handler::{ErrorType, RenderError, RenderErrorHandler, RenderErrorPolicy};
use bevy::render::render_resource::{CachedPipelineState, PipelineCache, PipelineDescriptor};
use bevy::render::{ExtractSchedule, MainWorld, RenderApp};

/// Why nothing can be drawn any more. The program has been asked to end.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Lost(pub String);

/// Pipelines that could not be built, as the renderer last knew them.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
struct Broken(Vec<String>);

pub(crate) fn plugin(app: &mut App) {
    app.insert_resource(RenderErrorHandler(give_up)).init_resource::<Broken>();
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app.add_systems(ExtractSchedule, tell_of_broken);
    }
}

/// Shaders and pipelines that could not be built, each with why. What they should draw is missing from the picture, and
/// nothing but a line in the log would tell.
pub fn shader_errors(world: &World) -> Vec<String> {
    world.get_resource::<Broken>().map(|broken| broken.0.clone()).unwrap_or_default()
}

fn tell_of_broken(mut main: ResMut<MainWorld>, cache: Res<PipelineCache>) {
    let broken: Vec<String> = cache
        .pipelines()
        .filter_map(|pipeline| match &pipeline.state {
            CachedPipelineState::Err(error) => Some(format!("{}: {error}", label(&pipeline.descriptor))),
            _ => None,
        })
        .collect();
    if main.resource::<Broken>().0 != broken {
        main.insert_resource(Broken(broken));
    }
}

fn label(descriptor: &PipelineDescriptor) -> String {
    let label = match descriptor {
        PipelineDescriptor::RenderPipelineDescriptor(descriptor) => &descriptor.label,
        PipelineDescriptor::ComputePipelineDescriptor(descriptor) => &descriptor.label,
    };
    label.as_ref().map_or_else(|| "a pipeline".to_owned(), |label| label.to_string())
}

/// Nothing is drawn any more, and the program ends with a reason that its binary can tell.
fn give_up(error: &RenderError, main: &mut World, _: &mut World) -> RenderErrorPolicy {
    if !main.contains_resource::<Lost>() {
        main.insert_resource(Lost(reason(error)));
        main.write_message(AppExit::error());
    }
    RenderErrorPolicy::StopRendering
}

fn reason(error: &RenderError) -> String {
    let (what, then) = match error.ty {
        ErrorType::DeviceLost => (
            "the graphics card was lost",
            "start the viewer again; if it happens again, look for a newer driver",
        ),
        ErrorType::OutOfMemory => (
            "the graphics card has no memory left",
            "close what else uses it, or choose a lower quality or render scale",
        ),
        _ => ("the graphics driver refused to draw", "look for a newer driver, or try a lower quality"),
    };
    match error.description.trim() {
        "" => format!("{what}: {then}"),
        detail => format!("{what} ({detail}): {then}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_card_ends_the_program_with_a_reason() {
        let (mut main, mut render) = (World::new(), World::new());
        main.init_resource::<Messages<AppExit>>();
        let error = RenderError { ty: ErrorType::DeviceLost, description: "gone".into(), source: None };
        for _ in 0..2 {
            let policy = give_up(&error, &mut main, &mut render);
            assert!(matches!(policy, RenderErrorPolicy::StopRendering));
        }
        let lost = main.resource::<Lost>().0.clone();
        assert!(lost.contains("graphics card was lost (gone)"), "{lost}");
        assert_eq!(
            main.resource::<Messages<AppExit>>().len(),
            1,
            "asked once, though it is handled in every frame"
        );
    }
}
