// Hands a finished picture over to the window. Both have the same size, so nothing is sampled.
#ifdef SRGB_TO_LINEAR
#import viewer::light
#endif

@group(0) @binding(0) var picture: texture_2d<f32>;

@fragment
fn fs_main(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
    let color = textureLoad(picture, vec2<i32>(position.xy), 0);
#ifdef SRGB_TO_LINEAR
    return vec4<f32>(light::light(color.rgb), color.a);
#else
    return color;
#endif
}
