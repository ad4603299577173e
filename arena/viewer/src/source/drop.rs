//! Files that are dropped on the window.

use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;
use bevy::window::FileDragAndDrop;

use super::follow_actions;
use crate::{Action, Step};

/// Files that are dropped together arrive as one message each, within this time.
const TOGETHER: Duration = Duration::from_millis(200);

pub(super) fn plugin(app: &mut App) {
    app.add_message::<FileDragAndDrop>()
        .init_resource::<Dropped>()
        .add_systems(Update, gather.before(follow_actions).in_set(Step::Act));
}

/// Files that were dropped, until no more come.
#[derive(Resource, Default)]
struct Dropped {
    paths: Vec<PathBuf>,
    until: Duration,
}

fn gather(
    mut drops: MessageReader<FileDragAndDrop>,
    mut dropped: ResMut<Dropped>,
    mut actions: MessageWriter<Action>,
    time: Res<Time<Real>>,
) {
    for message in drops.read() {
        if let FileDragAndDrop::DroppedFile { path_buf, .. } = message {
            dropped.paths.push(path_buf.clone());
            dropped.until = time.elapsed() + TOGETHER;
        }
    }
    if !dropped.paths.is_empty() && time.elapsed() >= dropped.until {
        actions.write(Action::Open(std::mem::take(&mut dropped.paths)));
    }
}

#[cfg(test)]
mod tests {
    use bevy::time::TimeUpdateStrategy;

    use super::*;

    #[test]
    fn files_that_are_dropped_together_are_opened_together() {
        let mut app = App::new();
        app.add_plugins(MinimalPlugins).add_message::<Action>().add_message::<FileDragAndDrop>();
        app.init_resource::<Dropped>().add_systems(Update, gather);
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)));
        let opened = |app: &mut App| -> Vec<Action> {
            app.update();
            app.world_mut().resource_mut::<Messages<Action>>().drain().collect()
        };
        for name in ["a.wasm", "b.wasm"] {
            let (window, path_buf) = (Entity::PLACEHOLDER, PathBuf::from(name));
            app.world_mut().write_message(FileDragAndDrop::DroppedFile { window, path_buf });
            assert_eq!(opened(&mut app), [], "more may come");
        }
        let mut later = Vec::new();
        for _ in 0..8 {
            later.extend(opened(&mut app));
        }
        assert_eq!(later, [Action::Open(vec!["a.wasm".into(), "b.wasm".into()])]);
    }
}
