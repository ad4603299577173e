// Fills what egui paints. The bindings and the colours are those that `bevy_egui` expects; the curves between linear and
// sRGB light are fitted with square roots and products, since the exact ones take six powers a pixel, which a software
// renderer spends half of a frame on. The fits are at most 0.003 off, less than a step of eight bits.

struct Transform {
    scale: vec2<f32>,
    translation: vec2<f32>,
}

struct Corner {
    @location(0) position: vec2<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) color: vec4<f32>,
}

struct Varyings {
    @builtin(position) position: vec4<f32>,
    @location(0) color: vec4<f32>,
    @location(1) uv: vec2<f32>,
}

@group(0) @binding(0) var<uniform> transform: Transform;
#ifdef BINDLESS
struct Place {
    offset: u32,
}
@group(1) @binding(0) var textures: binding_array<texture_2d<f32>>;
@group(1) @binding(1) var samplers: binding_array<sampler>;
var<immediate> place: Place;
#else
@group(1) @binding(0) var atlas: texture_2d<f32>;
@group(1) @binding(1) var atlas_sampler: sampler;
#endif

@vertex
fn vs_main(in: Corner) -> Varyings {
    let position = in.position * transform.scale + transform.translation;
    return Varyings(vec4<f32>(position, 0.0, 1.0), in.color, in.uv);
}

fn srgb(linear: vec3<f32>) -> vec3<f32> {
    let half = sqrt(linear);
    let quarter = sqrt(half);
    let eighth = sqrt(quarter);
    return 0.662002687 * half + 0.684122060 * quarter - 0.323583601 * eighth - 0.0225411470 * linear;
}

fn linear(srgb: vec3<f32>) -> vec3<f32> {
    return srgb * (srgb * (srgb * 0.305306011 + 0.682171111) + 0.012522878);
}

@fragment
fn fs_main(in: Varyings) -> @location(0) vec4<f32> {
#ifdef BINDLESS
    let texel = textureSample(textures[place.offset], samplers[place.offset], in.uv);
#else
    let texel = textureSample(atlas, atlas_sampler, in.uv);
#endif
    // egui blends its colours as they are seen, not as light.
    let seen = vec4<f32>(srgb(texel.rgb), texel.a) * in.color;
    return vec4<f32>(linear(seen.rgb), seen.a);
}
