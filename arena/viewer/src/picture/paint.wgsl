// Paint for everything solid. Light is worked out at the corners: faces are flat, so little is lost, and a software
// renderer has next to nothing to do for a pixel. Features are `#ifdef`s, since such renderers run both sides of an `if`.
#import bevy_pbr::mesh_functions
#import bevy_pbr::mesh_view_bindings::view
#import bevy_pbr::view_transformations::position_world_to_clip
#ifdef SHADOWED
#import bevy_pbr::shadows::fetch_directional_shadow
#endif
#ifdef SEEN
#import viewer::light::seen
#endif

struct Surroundings {
    // Width and height of the board in cells.
    board: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> around: Surroundings;
// A texel a cell: brightness, and how much of the storm lies over it.
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var light_map: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var light_sampler: sampler;

// Towards the sun; the light of the high preset stands there too.
const SUN: vec3<f32> = vec3<f32>(-0.5514, 0.7018, -0.4511);
const SUNLIGHT: vec3<f32> = vec3<f32>(1.62, 1.36, 1.04);
const SKYLIGHT: vec3<f32> = vec3<f32>(0.30, 0.38, 0.60);
const GROUNDLIGHT: vec3<f32> = vec3<f32>(0.13, 0.12, 0.20);
const RIM: vec3<f32> = vec3<f32>(0.6007, 0.3004, 0.7409);
const RIMLIGHT: vec3<f32> = vec3<f32>(0.16, 0.24, 0.46);
const STORM: vec3<f32> = vec3<f32>(0.34, 0.10, 0.42);
const HOLOGRAM: vec3<f32> = vec3<f32>(0.55, 0.95, 1.0);
// Half of the width of the seams between floor plates, and of their bevels.
const SEAM: f32 = 0.022;
const LIP: f32 = 0.075;

struct Vertex {
    @builtin(instance_index) instance_index: u32,
    @location(0) position: vec3<f32>,
#ifdef LIT
    @location(1) normal: vec3<f32>,
#endif
    @location(2) color: vec4<f32>,
#ifdef FLOOR
    @location(3) cell: vec2<f32>,
#endif
#ifdef GROWS
    @location(4) growth: vec4<f32>,
#endif
}

struct Varyings {
    @builtin(position) position: vec4<f32>,
    @location(0) color: vec3<f32>,
#ifdef FLOOR
    @location(1) cell: vec2<f32>,
#endif
#ifdef SHADOWED
    @location(2) sunlit: vec3<f32>,
    @location(3) world: vec4<f32>,
    @location(4) normal: vec3<f32>,
#endif
}

#ifdef LIT
@vertex
fn vertex(in: Vertex) -> Varyings {
    var out: Varyings;
    // Flash, wear, fill, absence: see `robot::Tag`.
    let tag = unpack4x8unorm(mesh_functions::get_tag(in.instance_index));
    var local = in.position;
#ifdef GROWS
    local += in.growth.xyz * clamp(tag.z * 5.0 - in.growth.w, 0.0, 1.0);
#endif
    let world_from_local = mesh_functions::get_world_from_local(in.instance_index);
    let world = mesh_functions::mesh_position_local_to_world(world_from_local, vec4<f32>(local, 1.0));
    // Scales are nearly even here, so the inverse transpose would give the same.
    let normal = normalize((world_from_local * vec4<f32>(in.normal, 0.0)).xyz);
    out.position = position_world_to_clip(world.xyz);

    let shine = in.color.a;
    let base = mix(in.color.rgb, vec3<f32>(0.035, 0.03, 0.028), tag.y * 0.8 * (1.0 - shine * 0.5));

    // The ground keeps light from what is low, unless it looks up.
    let open = mix(mix(0.58, 1.0, saturate(world.y * 1.7)), 1.0, max(normal.y, 0.0));
    let sky = mix(GROUNDLIGHT, SKYLIGHT, normal.y * 0.5 + 0.5);
    let ambient = (sky + RIMLIGHT * max(dot(normal, RIM), 0.0)) * open;
    var sun = SUNLIGHT * base * max(dot(normal, SUN), 0.0) * (1.0 - shine);
    var rest = base * ambient * (1.0 - shine);
#ifdef GLOWING
    let to_eye = normalize(view.world_position - world.xyz);
    let glint = pow(max(dot(normal, normalize(SUN + to_eye)), 0.0), 24.0);
    sun += SUNLIGHT * 0.16 * glint * (1.0 - 0.75 * max(normal.y, 0.0)) * (1.0 - shine);
    rest += base * shine * 2.2;
#else
    rest += base * shine * 1.12;
#endif

#ifdef MAPPED
    // Fog and storm, on the board only.
    let at = world.xz / around.board.xy + 0.5;
    let map = textureSampleLevel(light_map, light_sampler, at, 0.0);
    let on_board = all(abs(at - 0.5) < vec2<f32>(0.502)) && world.y > -0.1;
    let lit = select(1.0, map.r, on_board);
    let storm = select(0.0, map.g, on_board);
    sun *= lit * (1.0 - storm * 0.6);
    rest = rest * mix(lit, 1.0, shine * 0.25) * (1.0 - storm * 0.35) + STORM * storm * 0.16;
#endif

    rest = mix(rest, vec3<f32>(1.05), tag.x);
    sun *= 1.0 - tag.x;
    rest = mix(rest, HOLOGRAM, tag.w * 0.8);

#ifdef SHADOWED
    out.sunlit = sun;
    out.color = rest;
    out.world = world;
    out.normal = normal;
#else ifdef SEEN
    out.color = seen(sun + rest);
#else
    out.color = sun + rest;
#endif
#ifdef FLOOR
    out.cell = in.cell;
#endif
    return out;
}
#else
// What is far away has its light in its colours.
@vertex
fn vertex(in: Vertex) -> Varyings {
    var out: Varyings;
    out.position = position_world_to_clip(in.position);
#ifdef SEEN
    out.color = seen(in.color.rgb);
#else
    out.color = in.color.rgb;
#endif
    return out;
}
#endif

#ifdef FLOOR
// Seams and bevels of the floor plates, drawn by distance so that they stay smooth without multisampling.
fn plate(cell: vec2<f32>) -> f32 {
    let width = max(fwidth(cell), vec2<f32>(1e-4));
    let inside = fract(cell);
    let edge = 0.5 - abs(inside - 0.5);
    // What is thinner than a pixel fades instead of flickering.
    let seam = clamp((SEAM - edge) / width + 0.5, vec2<f32>(0.0), vec2<f32>(1.0)) * min(2.0 * SEAM / width, vec2<f32>(1.0));
    let lip = clamp((LIP - edge) / width + 0.5, vec2<f32>(0.0), vec2<f32>(1.0)) * min(2.0 * LIP / width, vec2<f32>(1.0));
    // The sun stands to the left and behind.
    let lit = dot(lip, vec2<f32>(0.5) - step(vec2<f32>(0.5), inside));
    let part = (1.0 + 0.34 * lit) * (1.0 - 0.62 * max(seam.x, seam.y));
#ifdef SEEN
    return sqrt(part);
#else
    return part;
#endif
}
#endif

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    var color = in.color;
#ifdef SHADOWED
    let depth = dot(vec4<f32>(view.view_from_world[0].z, view.view_from_world[1].z, view.view_from_world[2].z, view.view_from_world[3].z), in.world);
    color += in.sunlit * fetch_directional_shadow(0u, in.world, normalize(in.normal), depth, in.position.xy);
#endif
#ifdef FLOOR
    color *= plate(in.cell);
#endif
    return vec4<f32>(color, 1.0);
}
