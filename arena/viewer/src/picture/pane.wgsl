// Shows an image over the whole target, which stores colours as they are seen.
#import viewer::light::seen

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var shown: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var smooth_sampler: sampler;

struct Varyings {
    @builtin(position) position: vec4<f32>,
    @location(0) uv: vec2<f32>,
}

@vertex
fn vertex(@location(0) position: vec3<f32>) -> Varyings {
    return Varyings(vec4<f32>(position.xy, 0.5, 1.0), position.xy * vec2<f32>(0.5, -0.5) + 0.5);
}

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    return vec4<f32>(seen(textureSample(shown, smooth_sampler, in.uv).rgb), 1.0);
}
