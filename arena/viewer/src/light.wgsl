// Between linear light, in which light adds up, and colours as they are seen (sRGB). The curves are fitted with square
// roots and products: the exact ones take a power for each channel, which a software renderer spends half of a frame
// on. The fits are off by less than half a step of eight bits,
// and by up to two in what is nearly black.
#define_import_path viewer::light

fn seen(light: vec3<f32>) -> vec3<f32> {
    let half = sqrt(light);
    let quarter = sqrt(half);
    let eighth = sqrt(quarter);
    return 0.662002687 * half + 0.684122060 * quarter - 0.323583601 * eighth - 0.0225411470 * light;
}

fn light(seen: vec3<f32>) -> vec3<f32> {
    let high = seen * (seen * 0.75030468 - 1.7768734) + 1.7688532;
    return seen * (seen * (seen * high + 0.19504466) + 0.066433123);
}
