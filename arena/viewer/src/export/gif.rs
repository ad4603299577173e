//! A film as GIF: one palette, and of each picture only what changed.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};
use image::RgbaImage;
use terminal::exit::Failure;
use terminal::progress::Progress;

use super::colors::{Histogram, Palette};
use super::film::Film;
use crate::windowless::Studio;

/// Browsers slow down what claims to be faster.
pub(crate) const MOST_FPS: u32 = 50;

/// Pictures that the palette is made from.
const SAMPLES: usize = 12;

/// How long the last picture stays, in hundredths of a second: until the result is read.
const LAST_STAYS: u32 = 250;

/// Colours that fit a whole film.
pub(crate) fn colors(studio: &mut Studio, film: &Film) -> Result<Palette, Failure> {
    let samples = film.samples(SAMPLES);
    let mut progress = Progress::new("choosing colours", samples.len() as u64);
    let mut histogram = Histogram::new();
    studio.film(samples, |number, picture| {
        progress.at(number as u64);
        histogram.count(&picture);
        Ok::<(), Failure>(())
    })?;
    Ok(histogram.palette())
}

/// A film that is being written.
pub(crate) struct GifFilm<W: Write> {
    out: W,
    path: PathBuf,
    fps: u32,
    palette: Palette,
    open: Option<Open>,
}

/// What there is from the first picture on.
struct Open {
    encoder: Encoder<Vec<u8>>,
    size: (u32, u32),
    /// What is on the screen, by numbers of colours.
    shown: Vec<u8>,
    /// The frame that waits for its end, since pictures that do not differ from it only make it longer.
    waiting: Frame<'static>,
    /// Pictures so far.
    pictures: u32,
    /// When the waiting frame began, in pictures.
    began: u32,
}

impl GifFilm<BufWriter<File>> {
    /// Begins a file.
    pub(crate) fn create(path: &Path, fps: u32, palette: Palette) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| Failure::writing("film", path, &error))?;
        Ok(GifFilm::new(BufWriter::new(file), path, fps, palette))
    }
}

impl<W: Write> GifFilm<W> {
    /// Begins a film; `path` is what it is called where it cannot be written.
    pub(crate) fn new(out: W, path: &Path, fps: u32, palette: Palette) -> GifFilm<W> {
        GifFilm { out, path: path.to_owned(), fps, palette, open: None }
    }

    /// Adds a picture. All have the same size.
    pub(crate) fn push(&mut self, picture: &RgbaImage) -> Result<(), Failure> {
        match self.open.take() {
            None => self.open = Some(self.begin(picture)?),
            Some(mut open) => {
                let changed = open.change(picture, &mut self.palette);
                if let Some(frame) = changed {
                    let delay = self.hundredths(open.pictures) - self.hundredths(open.began);
                    self.write(&mut open, delay, frame)?;
                    open.began = open.pictures;
                }
                open.pictures += 1;
                self.open = Some(open);
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let delay = self.hundredths(open.pictures) - self.hundredths(open.began) + LAST_STAYS;
        let nothing = Frame::default();
        self.write(&mut open, delay, nothing)?;
        let rest = open.encoder.into_inner().map_err(|error| self.wrong(&error))?;
        let written = self.out.write_all(&rest).and_then(|()| self.out.flush());
        written.map_err(|error| Failure::writing("film", &self.path, &error))
    }

    fn begin(&self, picture: &RgbaImage) -> Result<Open, Failure> {
        let (width, height) = picture.dimensions();
        let side = |side: u32| {
            u16::try_from(side).map_err(|_| Failure::usage("a GIF has at most 65535 pixels each way"))
        };
        let (w, h) = (side(width)?, side(height)?);
        let mut palette = self.palette.clone();
        let shown: Vec<u8> = picture.pixels().map(|pixel| palette.pick(rgb(pixel), None)).collect();
        let encoder = Encoder::new(Vec::new(), w, h, &self.table()).and_then(|mut encoder| {
            encoder.set_repeat(Repeat::Infinite)?;
            Ok(encoder)
        });
        let encoder = encoder.map_err(|error| self.wrong(&error))?;
        let waiting = Frame { width: w, height: h, buffer: shown.clone().into(), ..plain() };
        Ok(Open { encoder, size: (width, height), shown, waiting, pictures: 1, began: 0 })
    }

    /// The palette, and after it the colour that stands for "as before".
    fn table(&self) -> Vec<u8> {
        let mut table = self.palette.bytes();
        table.extend_from_slice(&[0; 3]);
        table
    }

    /// Writes the waiting frame and lets another one wait.
    fn write(&mut self, open: &mut Open, delay: u32, next: Frame<'static>) -> Result<(), Failure> {
        open.waiting.delay = delay.min(u32::from(u16::MAX)) as u16;
        open.encoder.write_frame(&open.waiting).map_err(|error| self.wrong(&error))?;
        open.waiting = next;
        let bytes = std::mem::take(open.encoder.get_mut());
        self.out.write_all(&bytes).map_err(|error| Failure::writing("film", &self.path, &error))
    }

    /// When a picture begins. Rounding each end and not each length keeps the film's speed.
    fn hundredths(&self, picture: u32) -> u32 {
        (f64::from(picture) * 100.0 / f64::from(self.fps)).round() as u32
    }

    fn wrong(&self, error: &EncodingError) -> Failure {
        Failure::host(format!("cannot write the film {}: {error}", self.path.display()))
    }
}

impl Open {
    /// Shows a picture: the smallest rectangle that holds all that changed, with what did not change left out.
    fn change(&mut self, picture: &RgbaImage, palette: &mut Palette) -> Option<Frame<'static>> {
        let same = palette.len() as u8;
        let width = self.size.0 as usize;
        let mut changes = vec![same; self.shown.len()];
        let (mut left, mut right, mut top, mut bottom) = (usize::MAX, 0, usize::MAX, 0);
        for (at, (pixel, shown)) in picture.pixels().zip(&mut self.shown).enumerate() {
            let color = palette.pick(rgb(pixel), Some(*shown));
            if color != *shown {
                (*shown, changes[at]) = (color, color);
                let (x, y) = (at % width, at / width);
                (left, right) = (left.min(x), right.max(x));
                (top, bottom) = (top.min(y), bottom.max(y));
            }
        }
        if left == usize::MAX {
            return None;
        }
        let rows = changes.chunks_exact(width).take(bottom + 1).skip(top);
        let buffer: Vec<u8> = rows.flat_map(|row| &row[left..=right]).copied().collect();
        Some(Frame {
            left: left as u16,
            top: top as u16,
            width: (right - left + 1) as u16,
            height: (bottom - top + 1) as u16,
            transparent: Some(same),
            buffer: buffer.into(),
            ..plain()
        })
    }
}

/// A frame that stays until the next one is drawn over it.
fn plain() -> Frame<'static> {
    Frame { dispose: DisposalMethod::Keep, ..Frame::default() }
}

fn rgb(pixel: &image::Rgba<u8>) -> [u8; 3] {
    let [r, g, b, _] = pixel.0;
    [r, g, b]
}

#[cfg(test)]
mod tests {
    use gif::{ColorOutput, DecodeOptions};
    use image::Rgba;

    use super::*;

    const SIZE: (u32, u32) = (24, 16);

    /// A light square on dark ground.
    fn picture(at: u32) -> RgbaImage {
        RgbaImage::from_fn(SIZE.0, SIZE.1, |x, y| match (at..at + 4).contains(&x) && (5..9).contains(&y) {
            true => Rgba([240, 200, 40, 255]),
            false => Rgba([16, 18, 30, 255]),
        })
    }

    fn film(places: &[u32], fps: u32) -> Vec<u8> {
        let mut histogram = Histogram::new();
        places.iter().for_each(|at| histogram.count(&picture(*at)));
        let mut bytes = Vec::new();
        let mut film = GifFilm::new(&mut bytes, Path::new("test.gif"), fps, histogram.palette());
        places.iter().for_each(|at| film.push(&picture(*at)).unwrap());
        film.finish().unwrap();
        bytes
    }

    /// Frames as they are shown, with their rectangles and delays.
    fn shown(bytes: &[u8]) -> Vec<(RgbaImage, (u16, u16), u16)> {
        let mut options = DecodeOptions::new();
        options.set_color_output(ColorOutput::RGBA);
        let mut decoder = options.read_info(bytes).unwrap();
        assert_eq!((u32::from(decoder.width()), u32::from(decoder.height())), SIZE);
        let mut screen = RgbaImage::new(SIZE.0, SIZE.1);
        let mut frames = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            let pixels = frame.buffer.chunks_exact(4).zip(0u32..);
            for (pixel, number) in pixels.filter(|(pixel, _)| pixel[3] != 0) {
                let (x, y) = (number % u32::from(frame.width), number / u32::from(frame.width));
                let color = Rgba([pixel[0], pixel[1], pixel[2], 255]);
                screen.put_pixel(u32::from(frame.left) + x, u32::from(frame.top) + y, color);
            }
            frames.push((screen.clone(), (frame.width, frame.height), frame.delay));
        }
        frames
    }

    #[test]
    fn a_film_shows_what_was_put_into_it() {
        let frames = shown(&film(&[0, 3, 9], 20));
        assert_eq!(frames.len(), 3);
        for ((frame, ..), at) in frames.iter().zip([0, 3, 9]) {
            assert_eq!(*frame, picture(at));
        }
    }

    #[test]
    fn only_what_changes_is_written() {
        let frames = shown(&film(&[0, 3, 9], 20));
        let rectangles: Vec<_> = frames.iter().map(|(_, rectangle, _)| *rectangle).collect();
        assert_eq!(rectangles, [(24, 16), (7, 4), (10, 4)]);
    }

    #[test]
    fn pictures_that_do_not_differ_make_one_longer() {
        let frames = shown(&film(&[0, 0, 0, 5, 5], 20));
        let delays: Vec<_> = frames.iter().map(|(.., delay)| *delay).collect();
        assert_eq!(delays, [15, 10 + LAST_STAYS as u16]);
    }

    #[test]
    fn a_film_lasts_as_long_as_it_should_at_any_speed() {
        let places: Vec<u32> = (0..15).map(|number| number % 2 * 4).collect();
        let delays = shown(&film(&places, 15)).iter().map(|(.., delay)| u32::from(*delay)).sum::<u32>();
        assert_eq!(delays - LAST_STAYS, 100);
    }
}
