//! The colours that all pictures of a GIF share. One palette for the whole film, and no dithering, so that nothing flickers.

use image::RgbaImage;

/// Most colours: 256, less one that stands for "as before".
pub(crate) const MOST: usize = 255;

/// Bits of each of red, green and blue by which colours are told apart.
const BITS: u32 = 6;

/// Red, green and blue.
pub(crate) type Rgb = [u8; 3];

/// How often each colour occurs.
pub(crate) struct Histogram {
    bins: Vec<Bin>,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    count: u64,
    sum: [u64; 3],
}

/// A colour and how much it matters.
#[derive(Clone, Copy)]
struct Point {
    rgb: [f32; 3],
    weight: f32,
}

/// At most [`MOST`] colours, and which of them is nearest to any other.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    colors: Vec<Rgb>,
    /// By bin; [`UNKNOWN`] until it is asked for.
    nearest: Vec<u16>,
}

const UNKNOWN: u16 = u16::MAX;

fn bin([r, g, b]: Rgb) -> usize {
    let part = |value: u8| usize::from(value >> (8 - BITS));
    (part(r) << (2 * BITS)) | (part(g) << BITS) | part(b)
}

impl Histogram {
    /// No colours yet.
    pub(crate) fn new() -> Histogram {
        Histogram { bins: vec![Bin::default(); 1 << (3 * BITS)] }
    }

    /// Counts the colours of a picture.
    pub(crate) fn count(&mut self, picture: &RgbaImage) {
        for pixel in picture.pixels() {
            let [r, g, b, _] = pixel.0;
            let bin = &mut self.bins[bin([r, g, b])];
            bin.count += 1;
            for (sum, part) in bin.sum.iter_mut().zip([r, g, b]) {
                *sum += u64::from(part);
            }
        }
    }

    /// The colours that stand for all of these best: boxes of colours are cut, the one with the most spread first.
    pub(crate) fn palette(&self) -> Palette {
        let mut points: Vec<Point> = self.bins.iter().filter(|bin| bin.count > 0).map(Bin::point).collect();
        let mut cuts = vec![Cut::new(&points, 0..points.len())];
        while cuts.len() < MOST {
            let Some(widest) = (0..cuts.len()).max_by(|a, b| cuts[*a].spread.total_cmp(&cuts[*b].spread))
            else {
                break;
            };
            if cuts[widest].spread <= 0.0 {
                break;
            }
            let cut = cuts.swap_remove(widest);
            let middle = cut.divide(&mut points);
            cuts.push(Cut::new(&points, cut.range.start..middle));
            cuts.push(Cut::new(&points, middle..cut.range.end));
        }
        let mut colors: Vec<Rgb> =
            cuts.iter().map(|cut| cut.mean.map(|part| part.round().clamp(0.0, 255.0) as u8)).collect();
        colors.sort_unstable();
        colors.dedup();
        Palette { colors, nearest: vec![UNKNOWN; 1 << (3 * BITS)] }
    }
}

impl Bin {
    fn point(&self) -> Point {
        let rgb = self.sum.map(|sum| sum as f32 / self.count as f32);
        // A wide floor must not take all colours from the few pixels of a robot.
        Point { rgb, weight: (self.count as f32).sqrt() }
    }
}

/// A box of colours.
struct Cut {
    range: std::ops::Range<usize>,
    mean: [f32; 3],
    axis: usize,
    spread: f32,
}

impl Cut {
    fn new(points: &[Point], range: std::ops::Range<usize>) -> Cut {
        let inside = &points[range.clone()];
        let weight: f32 = inside.iter().map(|point| point.weight).sum::<f32>().max(f32::MIN_POSITIVE);
        let mean = [0, 1, 2]
            .map(|axis| inside.iter().map(|point| point.rgb[axis] * point.weight).sum::<f32>() / weight);
        let spreads = [0, 1, 2].map(|axis| {
            let off = |point: &Point| (point.rgb[axis] - mean[axis]).powi(2) * point.weight;
            inside.iter().map(off).sum::<f32>()
        });
        let axis = (0..3).max_by(|a, b| spreads[*a].total_cmp(&spreads[*b])).unwrap_or(0);
        let spread = if inside.len() > 1 { spreads[axis] } else { 0.0 };
        Cut { range, mean, axis, spread }
    }

    /// Sorts the box's colours along its longest side, and gives where it is cut: never at an end.
    fn divide(&self, points: &mut [Point]) -> usize {
        let inside = &mut points[self.range.clone()];
        inside.sort_unstable_by(|a, b| a.rgb[self.axis].total_cmp(&b.rgb[self.axis]));
        let below = inside.partition_point(|point| point.rgb[self.axis] <= self.mean[self.axis]);
        self.range.start + below.clamp(1, inside.len() - 1)
    }
}

impl Palette {
    /// The colours, one after the other, as GIF wants them.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.colors.concat()
    }

    /// How many colours there are.
    pub(crate) fn len(&self) -> usize {
        self.colors.len()
    }

    /// The colour that shows a pixel best. Of two that are about as good, the one that is shown already.
    pub(crate) fn pick(&mut self, pixel: Rgb, shown: Option<u8>) -> u8 {
        /// A difference, squared, that nobody sees.
        const UNSEEN: u32 = 24;
        let bin = bin(pixel);
        if self.nearest[bin] == UNKNOWN {
            self.nearest[bin] = u16::from(self.search(pixel));
        }
        let nearest = self.nearest[bin] as u8;
        match shown {
            Some(shown) if self.off(shown, pixel) <= self.off(nearest, pixel) + UNSEEN => shown,
            _ => nearest,
        }
    }

    fn search(&self, pixel: Rgb) -> u8 {
        let numbers = 0..self.colors.len().min(MOST) as u8;
        numbers.min_by_key(|number| self.off(*number, pixel)).unwrap_or(0)
    }

    /// How far a colour is from a pixel, squared, as eyes weigh red, green and blue.
    fn off(&self, number: u8, pixel: Rgb) -> u32 {
        let color = self.colors[usize::from(number)];
        let part = |i: usize| u32::from(color[i].abs_diff(pixel[i])).pow(2);
        (2 * part(0) + 4 * part(1) + 3 * part(2)) / 3
    }
}

#[cfg(test)]
mod tests {
    use image::Rgba;

    use super::*;

    fn palette(colors: impl Iterator<Item = Rgb>) -> Palette {
        let pixels: Vec<Rgb> = colors.collect();
        let picture = RgbaImage::from_fn(pixels.len() as u32, 1, |x, _| {
            let [r, g, b] = pixels[x as usize];
            Rgba([r, g, b, 255])
        });
        let mut histogram = Histogram::new();
        histogram.count(&picture);
        histogram.palette()
    }

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let colors = [[0, 0, 0], [255, 255, 255], [200, 30, 7], [13, 14, 200]];
        let mut palette = palette(colors.into_iter());
        assert_eq!(palette.len(), 4);
        for color in colors {
            let number = palette.pick(color, None);
            assert_eq!(palette.colors[usize::from(number)], color);
        }
    }

    #[test]
    fn many_colours_become_few_that_are_near() {
        let all =
            || (0..32u32 * 32 * 32).map(|n| [n >> 10, n >> 5 & 31, n & 31].map(|part| (part * 8) as u8));
        let mut palette = palette(all());
        assert!(palette.len() > 200 && palette.len() <= MOST);
        for color in all() {
            let number = palette.pick(color, None);
            assert!(
                palette.off(number, color) < 60 * 60,
                "{color:?} is {:?}",
                palette.colors[usize::from(number)]
            );
        }
    }

    #[test]
    fn what_is_shown_stays_where_nobody_sees_the_difference() {
        let mut palette = palette([[100, 100, 100], [120, 120, 120]].into_iter());
        assert_eq!((palette.pick([108, 108, 108], None), palette.pick([112, 112, 112], None)), (0, 1));
        assert_eq!(palette.pick([110, 110, 110], Some(1)), 1);
        assert_eq!(palette.pick([100, 100, 100], Some(1)), 0);
    }

    #[test]
    fn no_picture_has_no_colours() {
        assert_eq!(palette([[9, 9, 9]].into_iter()).len(), 1);
    }
}
