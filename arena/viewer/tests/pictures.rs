//! Pictures of six moments, compared with those that are kept beside this file.
//!
//! They are drawn without a window at low quality. One machine draws them bit for bit the same every time; drivers
//! differ a little among themselves, so a few pixels may differ a little. `UPDATE=1 cargo test` draws them anew: look at
//! what changed before you commit it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use image::RgbaImage;
use viewer::windowless::{Studio, StudioError, StudioOptions};
use viewer::{Action, Feed, Footage, Origin, Part, Preset, shader_errors};

/// Pixels whose colour is clearly another, of 1,000: edges that a driver draws one pixel further.
const DIFFERENT_PER_MILLE: usize = 8;

/// How far apart two shades of one pixel may be.
const FAR: u8 = 40;

struct Moment {
    replay: &'static str,
    cursor: f64,
    name: &'static str,
    actions: &'static [Action],
}

const ARENA: &[Action] = &[Action::Toggle(Part::Hud)];
const FLAT: &[Action] = &[Action::Toggle(Part::Hud), Action::ToggleTactical];

const MOMENTS: [Moment; 6] = [
    Moment { replay: "duel-in-the-maze", cursor: 131.62, name: "maze-fight", actions: ARENA },
    Moment { replay: "duel-in-the-maze", cursor: 340.4, name: "maze-storm", actions: ARENA },
    Moment { replay: "duel-in-the-maze", cursor: 340.4, name: "maze-flat", actions: FLAT },
    Moment { replay: "eight-around-the-centre", cursor: 0.0, name: "eight-start", actions: ARENA },
    Moment { replay: "eight-around-the-centre", cursor: 120.6, name: "eight-busy", actions: ARENA },
    Moment { replay: "eight-around-the-centre", cursor: 187.8, name: "eight-late", actions: ARENA },
];

#[test]
fn six_moments_look_as_they_should() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for replay in ["duel-in-the-maze", "eight-around-the-centre"] {
        let options =
            StudioOptions { size: (640, 360), quality: Some(Preset::Low), ..StudioOptions::default() };
        for moment in MOMENTS.iter().filter(|moment| moment.replay == replay) {
            let Some(mut studio) = open(&options) else { return };
            studio.show(footage(replay)).unwrap();
            for action in moment.actions {
                studio.act(action.clone());
            }
            let picture = studio.picture(moment.cursor).unwrap();
            assert_eq!(shader_errors(studio.world()), Vec::<String>::new(), "{}", moment.name);
            let path = kept(moment.name);
            if update {
                picture.save(&path).unwrap();
                continue;
            }
            let expected =
                image::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).to_rgba8();
            let different = per_mille_different(&expected, &picture);
            if different > DIFFERENT_PER_MILLE {
                let drawn = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.png", moment.name));
                picture.save(&drawn).unwrap();
                wrong.push(format!(
                    "{}: {different} pixels of 1,000 differ; see {}",
                    moment.name,
                    drawn.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn going_back_shows_what_playing_showed() {
    let options = StudioOptions { size: (480, 270), quality: Some(Preset::Low), ..StudioOptions::default() };
    let Some(mut studio) = open(&options) else { return };
    studio.show(footage("eight-around-the-centre")).unwrap();
    let first = studio.picture(150.37).unwrap();
    for cursor in [151.0, 400.2, 3.9] {
        assert!(studio.picture(cursor).unwrap() != first, "nothing moved to {cursor}");
    }
    assert!(studio.picture(150.37).unwrap() == first, "the way to an instant shows in its picture");
}

#[test]
fn every_quality_draws_without_an_error_in_a_shader() {
    for quality in [Preset::Low, Preset::Medium, Preset::High] {
        let options = StudioOptions { size: (320, 180), quality: Some(quality), ..StudioOptions::default() };
        let Some(mut studio) = open(&options) else { return };
        studio.show(footage("eight-around-the-centre")).unwrap();
        let picture = studio.picture(200.5).unwrap();
        assert_eq!(shader_errors(studio.world()), Vec::<String>::new(), "{quality:?}");
        let shades = picture.pixels().collect::<std::collections::HashSet<_>>().len();
        assert!(shades > 500, "{quality:?} draws only {shades} colours");
    }
}

/// The viewer without a window, or `None` where this machine cannot draw and need not.
fn open(options: &StudioOptions) -> Option<Studio> {
    match Studio::open(options) {
        Ok(studio) => Some(studio),
        Err(StudioError::NoAdapter) if std::env::var_os("CI").is_none() => {
            eprintln!("not tested: {}", StudioError::NoAdapter);
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn footage(replay: &str) -> Footage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../replays/golden/{replay}.replay"));
    Footage::new(replay::Reader::open(path).unwrap(), Feed::Still, Origin::default()).unwrap()
}

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}.png"))
}

fn per_mille_different(a: &RgbaImage, b: &RgbaImage) -> usize {
    assert_eq!(a.dimensions(), b.dimensions());
    let far =
        |a: &image::Rgba<u8>, b: &image::Rgba<u8>| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > FAR);
    let different = a.pixels().zip(b.pixels()).filter(|(a, b)| far(a, b)).count();
    (different * 1000).div_ceil(a.pixels().len())
}
