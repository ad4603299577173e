//! What happens, seen: each a function of what it is and how long ago it began, never of what was drawn before.

use bevy::prelude::*;
use protocol::{Pos, Seat};
use rules::Event;

use crate::palette;
use crate::picture::air::{Air, bit, column};
use crate::picture::chance::between;
use crate::picture::robot::{BACK, ORE};
use crate::picture::solid::Ink;
use crate::picture::sprite::{Profile, Tint, light_of};
use crate::{Happening, LINGER, Scene, eased, stage};

const FIRE: [Vec3; 4] = [
    Vec3::new(1.0, 0.92, 0.72),
    Vec3::new(1.0, 0.62, 0.18),
    Vec3::new(0.85, 0.22, 0.04),
    Vec3::new(0.20, 0.04, 0.02),
];
const SPARK: Vec3 = Vec3::new(1.0, 0.78, 0.38);
const SOOT: Vec3 = Vec3::new(0.020, 0.018, 0.022);
/// Lighter than the floor, which is dark.
const SMOKE: Vec3 = Vec3::new(0.085, 0.078, 0.085);
const MEND: Vec3 = Vec3::new(0.25, 1.0, 0.45);
const BLIGHT: Vec3 = Vec3::new(0.95, 0.30, 0.85);
const SCRAP: Ink = Ink::linear(0.045, 0.045, 0.055);

/// Draws one happening as it is seen now.
pub(crate) fn draw(air: &mut Air, scene: &Scene, happening: &Happening) {
    let age = happening.age;
    let width = scene.before.frame.width;
    let shown = |air: &Air, seat: Seat, at: Pos| air.seen.shows(seat, at, width);
    match happening.event {
        Event::Attacked { seat, from, to, reach, landed, .. }
            if shown(air, seat, from) || shown(air, seat, to) =>
        {
            let blow =
                Blow { from, to, landed, color: light_of(palette::team(seat)), seed: seed(happening, to) };
            if reach <= 1 { strike(air, &blow, age) } else { lance(air, &blow, age) }
        }
        Event::Hurt { seat, unit, at, amount } if shown(air, seat, at) => {
            sparks(air, at, amount, unit.is_none(), age, seed(happening, at));
        }
        Event::Healed { seat, unit, at, .. } if shown(air, seat, at) => {
            mending(air, at, unit.is_none(), age, seed(happening, at));
        }
        Event::Died { seat, at, storm, .. } if shown(air, seat, at) => {
            let color = light_of(palette::team(seat));
            death(air, air.stage.cell(at, 0.25), 1.0, color, storm, age - stage::DEATH, seed(happening, at));
        }
        Event::CoreLost { seat, at } => {
            let color = light_of(palette::team(seat));
            death(air, air.stage.cell(at, 0.5), 2.3, color, false, age - stage::DEATH, seed(happening, at));
            column(air, air.stage.cell(at, 0.1), 0.5, 9.0, Tint::glow(color, fading(age, stage::DEATH, 1.6)));
        }
        Event::Mined { seat, at, .. } if shown(air, seat, at) => mining(air, at, age, seed(happening, at)),
        Event::PickedUp { seat, at, amount, .. } if shown(air, seat, at) => {
            picking_up(air, at, amount, age, seed(happening, at));
        }
        Event::Gave { seat, receiver, from, to, amount, .. } if shown(air, seat, from) => {
            giving(air, from, to, receiver.is_none(), amount, age, seed(happening, from));
        }
        Event::Spawned { seat, at, .. } if shown(air, seat, at) => spawning(air, at, seat, age),
        Event::Scored { seat, at, .. } => scoring(air, at, seat, age),
        Event::Turned { at, holder } => turning(air, at, holder, age),
        Event::Scorched { seat, at, .. } if shown(air, seat, at) => {
            scorching(air, at, age, seed(happening, at))
        }
        _ => {}
    }
}

/// An attack on its way.
struct Blow {
    from: Pos,
    to: Pos,
    landed: bool,
    color: Vec3,
    seed: [u32; 2],
}

fn seed(happening: &Happening, at: Pos) -> [u32; 2] {
    [happening.tick.0, u32::from(at.x) * 256 + u32::from(at.y)]
}

/// How far along something is that begins at `from` and takes `takes`; `None` before and after.
fn during(age: f32, from: f32, takes: f32) -> Option<f32> {
    let t = (age - from) / takes;
    (0.0..1.0).contains(&t).then_some(t)
}

/// 1 at `from`, 0 when `takes` is over, 0 before.
fn fading(age: f32, from: f32, takes: f32) -> f32 {
    during(age, from, takes).map_or(0.0, |t| (1.0 - t) * (1.0 - t))
}

/// A way within the half space above the ground.
fn upward(seed: [u32; 2], index: u32) -> Vec3 {
    let angle = between(0.0, std::f32::consts::TAU, [seed[0], seed[1], index * 2]);
    let rise = between(0.1, 0.95, [seed[0], seed[1], index * 2 + 1]);
    let flat = (1.0_f32 - rise * rise).sqrt();
    Vec3::new(angle.sin() * flat, rise, angle.cos() * flat)
}

/// A blow on the neighbouring cell: an arc of light, and a burst where it lands.
fn strike(air: &mut Air, blow: &Blow, age: f32) {
    let (from, to) = (air.stage.cell(blow.from, 0.28), air.stage.cell(blow.to, 0.30));
    let way = (to - from).normalize_or_zero();
    let side = Vec3::new(-way.z, 0.0, way.x);
    if let Some(t) = during(age, stage::ATTACK - 0.02, 0.28) {
        let centre = from.lerp(to, 0.62);
        let white = Tint::glow(blow.color.lerp(Vec3::ONE, 0.55), 1.3 * (1.0 - t));
        let arc = |part: f32| {
            let angle = (part - 0.5) * 2.6;
            centre + way * angle.cos() * 0.34 - way * 0.12 + side * angle.sin() * 0.46 + Vec3::Y * 0.12 * part
        };
        let head = eased(t * 1.5);
        for index in 0..5 {
            let (a, b) = (head * index as f32 / 5.0, head * (index + 1) as f32 / 5.0);
            air.sprites.streak(
                arc(a),
                arc(b),
                0.03 + 0.015 * index as f32,
                white.times((index + 1) as f32 / 5.0),
            );
        }
    }
    let hit = if blow.landed { 1.0 } else { 0.35 };
    let fade = fading(age, stage::HIT - 0.04, 0.4) * hit;
    air.sprites.glow(from.lerp(to, 0.75), 0.55, Tint::glow(blow.color.lerp(Vec3::ONE, 0.5), fade));
    air.sprites.ground(
        air.stage.cell(blow.to, 0.018),
        1.1,
        Profile::SOFT,
        Tint::glow(blow.color, fade * 0.5),
    );
}

/// A shot: flash at the muzzle, tracer, beam that lingers, and light on the ground below.
fn lance(air: &mut Air, blow: &Blow, age: f32) {
    let height = 0.40;
    let (from, to) = (air.stage.cell(blow.from, height), air.stage.cell(blow.to, height - 0.08));
    let way = (to - from).normalize_or_zero();
    let muzzle = from + way * 0.46;
    let hot = blow.color.lerp(Vec3::ONE, 0.7);
    let charge = during(age, stage::ATTACK - 0.2, 0.2).map_or(0.0, |t| t * t);
    air.sprites.glow(muzzle, 0.22 + 0.2 * charge, Tint::glow(hot, charge));
    let flash = fading(age, stage::ATTACK, 0.3);
    air.sprites.glow(muzzle, 0.62, Tint::glow(hot, flash * 1.3));
    for turn in [-0.5_f32, 0.0, 0.5] {
        let spike = Quat::from_rotation_y(turn) * way;
        air.sprites.streak(muzzle, muzzle + spike * (0.5 - turn.abs() * 0.3), 0.07, Tint::glow(hot, flash));
    }
    air.sprites.ground(
        air.stage.cell(blow.from, 0.018),
        1.2,
        Profile::SOFT,
        Tint::glow(blow.color, flash * 0.6),
    );
    if let Some(t) = during(age, stage::ATTACK, 1.0) {
        let reached = ((age - stage::ATTACK) / (stage::HIT - stage::ATTACK)).min(1.0);
        let head = muzzle.lerp(to, reached);
        let tail = muzzle.lerp(to, (reached - 0.5).max(0.0));
        let after = (1.0 - t) * (1.0 - t);
        air.sprites.streak(muzzle, head, 0.15, Tint::glow(blow.color, 0.75 * after));
        air.sprites.streak(muzzle, head, 0.045, Tint::glow(hot, 1.2 * after));
        if reached < 1.0 {
            air.sprites.streak(tail, head, 0.09, Tint::glow(Vec3::ONE, 1.3));
            air.sprites.glow(head, 0.34, Tint::glow(hot, 1.0));
        }
        // The beam lights the floor that it passes over.
        let middle = (muzzle + to) / 2.0;
        let half = (to - muzzle) / 2.0;
        let along = Vec2::new(half.x, half.z);
        let across = along.perp().normalize_or_zero() * 0.55;
        let tint = Tint::glow(blow.color, 0.55 * after);
        air.sprites.ground_ellipse(middle.with_y(0.017), along * 1.25, across, Profile::SOFT, tint);
    }
    let hit = fading(age, stage::HIT, 0.5) * if blow.landed { 1.0 } else { 0.45 };
    air.sprites.glow(to, 0.7, Tint::glow(hot, hit));
    air.sprites.ground(air.stage.cell(blow.to, 0.019), 1.5, Profile::SOFT, Tint::glow(blow.color, hit * 0.7));
    if !blow.landed {
        burst(air, to.with_y(0.1), 5, 0.5, Tint::glow(SPARK, 0.8), during(age, stage::HIT, 0.6), blow.seed);
    }
}

/// Sparks that fly from a place, fall, and fade.
fn burst(air: &mut Air, from: Vec3, count: u32, reach: f32, tint: Tint, t: Option<f32>, seed: [u32; 2]) {
    let Some(t) = t else { return };
    for index in 0..count {
        let speed = between(0.5, 1.0, [seed[0], seed[1], 500 + index]) * reach;
        let way = upward(seed, index);
        let at = |t: f32| {
            let flown = from + way * speed * (1.0 - (1.0 - t) * (1.0 - t)) - Vec3::Y * 0.5 * t * t * reach;
            flown.with_y(flown.y.max(0.02))
        };
        let tail = (t - 0.16).max(0.0);
        air.sprites.streak(at(tail), at(t), 0.03, tint.times((1.0 - t) * 1.4));
    }
}

fn sparks(air: &mut Air, at: Pos, amount: u16, core: bool, age: f32, seed: [u32; 2]) {
    let from = air.stage.cell(at, if core { 0.6 } else { 0.32 });
    let count = 5 + 3 * u32::from(amount.min(4));
    burst(
        air,
        from,
        count,
        if core { 1.2 } else { 0.85 },
        Tint::glow(SPARK, 1.2),
        during(age, stage::HIT, 0.8),
        seed,
    );
    let flash = fading(age, stage::HIT, 0.22);
    air.sprites.glow(from, 0.5, Tint::glow(Vec3::new(1.0, 0.85, 0.65), flash));
}

/// Green crosses that rise.
fn mending(air: &mut Air, at: Pos, core: bool, age: f32, seed: [u32; 2]) {
    let Some(t) = during(age, stage::WORK, 1.1) else { return };
    let foot = air.stage.cell(at, if core { 0.9 } else { 0.5 });
    let fade = (t * 6.0).min(1.0) * (1.0 - t);
    for index in 0..3_u32 {
        let seed = |what: u32| [seed[0], seed[1], 40 + index * 2 + what];
        let aside = Vec3::new(between(-0.3, 0.3, seed(0)), 0.16 * index as f32, between(-0.3, 0.3, seed(1)));
        let centre = foot + aside + Vec3::Y * t * 0.6;
        let size = 0.17 - 0.03 * index as f32;
        let tint = Tint::glow(MEND, 1.3 * fade);
        plus(air, centre, size, tint);
    }
    air.sprites.glow(foot - Vec3::Y * 0.2, 0.55, Tint::glow(MEND, 0.35 * fade));
    air.sprites.ground(air.stage.cell(at, 0.017), 0.85, Profile::ring(0.35), Tint::glow(MEND, 0.7 * fade));
}

fn plus(air: &mut Air, centre: Vec3, size: f32, tint: Tint) {
    let (right, up) = air.sprites.axes();
    air.sprites.streak(centre - right * size, centre + right * size, size * 0.42, tint);
    air.sprites.streak(centre - up * size, centre + up * size, size * 0.42, tint);
}

/// The end of a unit or a core: fireball, shock ring, debris, smoke, and a mark on the ground.
fn death(air: &mut Air, centre: Vec3, size: f32, color: Vec3, storm: bool, after: f32, seed: [u32; 2]) {
    let lasts = LINGER - stage::DEATH;
    if !(0.0..lasts).contains(&after) {
        return;
    }
    let ground = centre.with_y(0.016);
    let whole = after / lasts;
    air.sprites.ground(ground, 0.62 * size, Profile::PUFF, Tint::veil(SOOT, 0.8 * (1.0 - whole * whole)));
    let hot = if storm { BLIGHT } else { FIRE[1] };
    fireball(air, centre, size, storm, after, seed);
    if let Some(t) = during(after, 0.0, 0.55) {
        let out = 1.0 - (1.0 - t) * (1.0 - t);
        let ring = Profile::ring(0.28 * (1.0 - t) + 0.05);
        air.sprites.ground(
            ground + Vec3::Y * 0.01,
            (0.3 + 1.5 * out) * size,
            ring,
            Tint::glow(color.lerp(Vec3::ONE, 0.5), 1.3 * (1.0 - t)),
        );
    }
    air.sprites.ground(ground, 2.4 * size, Profile::SOFT, Tint::glow(hot, 1.1 * fading(after, 0.0, 0.9)));
    air.sprites.glow(centre, 1.5 * size, Tint::glow(FIRE[0], 1.2 * fading(after, 0.0, 0.22)));
    burst(
        air,
        centre,
        (9.0 * size) as u32,
        1.6 * size,
        Tint::glow(SPARK.lerp(color, 0.3), 1.2),
        during(after, 0.0, 1.1),
        seed,
    );
    debris(air, centre, size, color, after, lasts, seed);
    fumes(air, centre, size, after, lasts, seed);
}

fn fireball(air: &mut Air, centre: Vec3, size: f32, storm: bool, after: f32, seed: [u32; 2]) {
    for index in 0..8_u32 {
        let late = between(0.0, 0.22, [seed[0], seed[1], 60 + index]);
        let Some(t) = during(after, late, 0.85) else { continue };
        let away = upward(seed, 90 + index) * between(0.15, 0.75, [seed[0], seed[1], 70 + index]) * size;
        let at = centre + away * (1.0 - (1.0 - t).powi(3)) + Vec3::Y * 0.25 * t * size;
        let heat = t * 3.0;
        let (step, part) = ((heat as usize).min(2), heat.fract());
        let mut color = FIRE[step].lerp(FIRE[step + 1], part);
        if storm {
            color = color.lerp(BLIGHT, 0.6);
        }
        let radius = size * (0.28 + 0.40 * t.sqrt());
        // Bright fire adds light; as it cools it covers what is behind it.
        air.sprites.puff(at, radius, Profile::PUFF, Tint::veil(color * 0.8, 0.75 * (1.0 - t)));
        air.sprites.glow(at, radius * 1.3, Tint::glow(color, 0.75 * (1.0 - t)));
    }
}

fn debris(air: &mut Air, centre: Vec3, size: f32, color: Vec3, after: f32, lasts: f32, seed: [u32; 2]) {
    let count = (7.0 * size) as u32;
    for index in 0..count {
        let seed = |what: u32| [seed[0], seed[1], 1000 + index * 8 + what];
        let angle = between(0.0, std::f32::consts::TAU, seed(0));
        let speed = between(0.5, 1.15, seed(1)) * size.sqrt();
        let rise = between(1.4, 2.9, seed(2)) * size.sqrt();
        const GRAVITY: f32 = 5.6;
        let lands = (rise + (rise * rise + 2.0 * GRAVITY * centre.y).sqrt()) / GRAVITY;
        let flown = after.min(lands);
        let height = (centre.y + rise * flown - 0.5 * GRAVITY * flown * flown).max(0.03);
        let place =
            Vec3::new(centre.x + angle.sin() * speed * flown, height, centre.z + angle.cos() * speed * flown);
        // Sinks away at the end.
        let left = ((lasts - after) / 0.6).min(1.0);
        let ink = if index % 3 == 0 { Ink::linear(color.x, color.y, color.z).times(0.5) } else { SCRAP };
        let scale = between(0.05, 0.11, seed(3)) * size.sqrt() * left;
        bit(air, place, scale, flown * 9.0 + index as f32, ink);
        if after < lands && index % 2 == 0 {
            air.sprites.glow(place, 0.16, Tint::glow(FIRE[1], 0.5 * (1.0 - after / lands)));
        }
    }
}

fn fumes(air: &mut Air, centre: Vec3, size: f32, after: f32, lasts: f32, seed: [u32; 2]) {
    for index in 0..7_u32 {
        let late = 0.15 + 0.09 * index as f32;
        let Some(t) = during(after, late, lasts - late) else { continue };
        let aside = upward(seed, 200 + index).with_y(0.0) * 0.35 * size;
        let at = centre
            + aside * (0.4 + t)
            + Vec3::Y * (0.15 + 1.25 * t) * size * between(0.6, 1.1, [seed[0], seed[1], 80 + index]);
        let fade = (t * 4.0).min(1.0) * (1.0 - t);
        air.sprites.puff(at, size * (0.28 + 0.50 * t), Profile::PUFF, Tint::veil(SMOKE, 0.72 * fade));
    }
}

/// Chips that fly from the ore into the bed.
fn mining(air: &mut Air, at: Pos, age: f32, seed: [u32; 2]) {
    let takes = 1.0 - stage::WORK;
    burst(
        air,
        air.stage.cell(at, 0.16),
        5,
        0.5,
        Tint::glow(Vec3::new(0.85, 0.6, 1.0), 0.9),
        during(age, stage::WORK, takes),
        seed,
    );
    for index in 0..3_u32 {
        let Some(t) = during(age, stage::WORK + 0.07 * index as f32, takes * 0.75) else { continue };
        let side = upward(seed, 300 + index).with_y(0.0).normalize_or_zero() * 0.42;
        let from = air.stage.cell(at, 0.1) + side;
        let to = air.stage.cell(at, 0.42);
        arc(air, from, to, 0.35, t, 0.055, index);
    }
}

fn picking_up(air: &mut Air, at: Pos, amount: u16, age: f32, seed: [u32; 2]) {
    for index in 0..u32::from(amount.min(6)) {
        let Some(t) = during(age, stage::WORK + 0.04 * index as f32, 0.3) else { continue };
        let from = air.stage.cell(at, 0.05) + upward(seed, 320 + index).with_y(0.0) * 0.35;
        arc(air, from, air.stage.cell(at, 0.42), 0.3, t, 0.07, index);
    }
}

fn giving(air: &mut Air, from: Pos, to: Pos, core: bool, amount: u16, age: f32, seed: [u32; 2]) {
    let (start, end) = (air.stage.cell(from, 0.42), air.stage.cell(to, if core { 0.95 } else { 0.42 }));
    for index in 0..u32::from(amount.min(8)) {
        let late = 0.03 * index as f32;
        let Some(t) = during(age, stage::WORK + late, 0.38) else { continue };
        let aside = upward(seed, 340 + index).with_y(0.0) * 0.1;
        arc(air, start + aside, end + aside, 0.45, eased(t), 0.075, index);
    }
    let arrived = fading(age, stage::WORK + 0.36, 0.4);
    air.sprites.glow(end, 0.4, Tint::glow(ORE.rgb(), arrived));
}

/// A bit of ore on its way through the air.
fn arc(air: &mut Air, from: Vec3, to: Vec3, height: f32, t: f32, size: f32, index: u32) {
    let place = from.lerp(to, t) + Vec3::Y * height * 4.0 * t * (1.0 - t);
    bit(air, place, size, t * 7.0 + index as f32, ORE);
    air.sprites.glow(place, size * 2.6, Tint::glow(ORE.rgb(), 0.5));
}

fn spawning(air: &mut Air, at: Pos, seat: Seat, age: f32) {
    let color = light_of(palette::team(seat)).lerp(Vec3::ONE, 0.25);
    let foot = air.stage.cell(at, 0.02);
    let fade = fading(age, stage::SPAWN, 0.9);
    column(air, foot, 0.42, 2.4, Tint::glow(color, 0.6 * fade));
    if let Some(t) = during(age, stage::SPAWN, 0.7) {
        let ring = Profile::ring(0.2);
        air.sprites.ground(foot, 0.4 + 0.7 * t, ring, Tint::glow(color, 0.9 * (1.0 - t)));
    }
}

/// Points: a ring that rises from the beacon.
fn scoring(air: &mut Air, at: Pos, seat: Seat, age: f32) {
    let Some(t) = during(age, 0.85, 0.8) else { return };
    let color = light_of(palette::team(seat));
    let height = 0.02 + 0.9 * t;
    air.sprites.ground(
        air.stage.cell(at, height),
        0.5,
        Profile::ring(0.14),
        Tint::glow(color, 0.5 * (1.0 - t)),
    );
}

/// A beacon changes hands: a wave in the new holder's colour.
fn turning(air: &mut Air, at: Pos, holder: Option<Seat>, age: f32) {
    let color = holder.map_or(Vec3::splat(0.7), |seat| light_of(palette::team(seat)));
    for wave in 0..2 {
        let Some(t) = during(age, 0.8 + 0.3 * wave as f32, 1.3) else { continue };
        let out = 1.0 - (1.0 - t) * (1.0 - t);
        let tint = Tint::glow(color, 1.1 * (1.0 - t));
        air.sprites.ground(air.stage.cell(at, 0.021), 0.5 + 2.4 * out, Profile::ring(0.12), tint);
    }
    let flash = fading(age, 0.8, 1.2);
    column(air, air.stage.cell(at, 0.05), 0.4, 4.5, Tint::glow(color, 0.6 * flash));
    air.sprites.glow(air.stage.cell(at, BACK), 1.0, Tint::glow(color, 0.5 * flash));
}

/// The storm bites: embers rise.
fn scorching(air: &mut Air, at: Pos, age: f32, seed: [u32; 2]) {
    let Some(t) = during(age, 0.8, 1.0) else { return };
    for index in 0..5 {
        let foot = air.stage.cell(at, 0.2) + upward(seed, 400 + index).with_y(0.0) * 0.4;
        let place = foot + Vec3::Y * (0.2 + 0.7 * t);
        air.sprites.streak(place, place + Vec3::Y * 0.14, 0.03, Tint::glow(BLIGHT, 1.2 * (1.0 - t)));
    }
    air.sprites.glow(air.stage.cell(at, 0.3), 0.55, Tint::glow(BLIGHT, 0.4 * (1.0 - t)));
}
