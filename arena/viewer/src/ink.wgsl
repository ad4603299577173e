// Fills what egui paints. The bindings are those that `bevy_egui` expects. egui blends colours as they are seen, not as
// light; where the target stores them so (`SEEN`), nothing is left to be worked out.
#ifndef SEEN
#import viewer::light
#endif

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
// Colours as they are seen: see `ink::unveil`.
@group(1) @binding(0) var atlas: texture_2d<f32>;
@group(1) @binding(1) var atlas_sampler: sampler;

@vertex
fn vs_main(in: Corner) -> Varyings {
    let position = in.position * transform.scale + transform.translation;
    return Varyings(vec4<f32>(position, 0.0, 1.0), in.color, in.uv);
}

@fragment
fn fs_main(in: Varyings) -> @location(0) vec4<f32> {
    let color = textureSample(atlas, atlas_sampler, in.uv) * in.color;
#ifdef SEEN
    return color;
#else
    return vec4<f32>(light::light(color.rgb), color.a);
#endif
}
