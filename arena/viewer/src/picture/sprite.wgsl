// Everything without substance: glows, smoke, veils, marks on the ground. Colours are premultiplied: with an alpha of 0
// they add light, with 1 they cover.
#import bevy_pbr::view_transformations::position_world_to_clip

struct Vertex {
    @location(0) position: vec3<f32>,
    @location(1) color: vec4<f32>,
    @location(2) uv: vec2<f32>,
    @location(3) profile: vec2<f32>,
}

struct Varyings {
    @builtin(position) position: vec4<f32>,
    @location(0) color: vec4<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) profile: vec2<f32>,
}

@vertex
fn vertex(in: Vertex) -> Varyings {
    var out: Varyings;
    out.position = position_world_to_clip(in.position);
    out.color = in.color;
    out.uv = in.uv;
    out.profile = in.profile;
    return out;
}

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    // How soft the outer edge is, and how large the hole.
    let away = length(in.uv);
    let inside = clamp((1.0 - away) / in.profile.x, 0.0, 1.0);
    let outside = clamp((away - in.profile.y) / in.profile.x + 1.0, 0.0, 1.0);
    let part = inside * inside * (3.0 - 2.0 * inside) * outside;
#ifdef SEEN
    // Laid over a picture of colours that are seen, it has to come out as light over light would. Squares are near
    // enough to the curve between the two; what is added is right over ground as bright as the floor.
    const GROUND: f32 = 0.05;
    let light = in.color * part;
    let behind = 1.0 - light.a;
    let through = sqrt(behind);
    return vec4<f32>(sqrt(light.rgb + GROUND * behind) - sqrt(GROUND) * through, 1.0 - through);
#else ifdef GLOWING
    return in.color * part * vec4<f32>(vec3<f32>(2.2 - 1.2 * in.color.a), 1.0);
#else
    return in.color * part;
#endif
}
