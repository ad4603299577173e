//! How fast this machine draws, opens and seeks.

mod crowd;
mod memory;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bevy::render::renderer::RenderDevice;
use replay::Reader;
use serde::Serialize;
use terminal::exit::Failure;
use terminal::progress::Progress;
use terminal::style::{FAINT, STRONG};

use crate::export::{Camera, Look, set_up};
use crate::watch::Premiere;
use crate::windowless::{Studio, StudioOptions};
use crate::{Action, Footage, Part, Playhead, Preset, TICKS_PER_SECOND, source};

/// Measure how fast this machine draws, opens and seeks
///
/// Frames are drawn into an image, one after the other, and each is waited for: what a window does in parallel is not
/// counted as speed. Without a replay, eight teams play until the boards are as crowded as asked for.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Bench {
    /// A replay to measure with
    #[arg(value_name = "REPLAY")]
    replay: Option<PathBuf>,
    /// Units on the board; the nearest number that the match has is taken
    #[arg(
        long,
        value_name = "UNITS",
        value_delimiter = ',',
        default_value = "50,200,512",
        hide_default_value = true
    )]
    units: Vec<usize>,
    /// Size in pixels [default: 1280x720]
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = crate::args::size, default_value = "1280x720", hide_default_value = true)]
    size: (u32, u32),
    /// Work that goes into the picture [default: by graphics adapter]
    #[arg(long, value_name = "low|medium|high", hide_possible_values = true)]
    quality: Option<Preset>,
    /// Only the tactical board [default: the arena and the tactical board]
    #[arg(long)]
    tactical: bool,
    /// Frames of each measurement
    #[arg(long, value_name = "FRAMES", default_value_t = 120, value_parser = clap::value_parser!(u32).range(8..=100_000))]
    frames: u32,
    /// Random jumps
    #[arg(long, value_name = "JUMPS", default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    jumps: u32,
    /// Then play in a loop for this long and watch the memory
    #[arg(long, value_name = "SECONDS")]
    soak: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  arena-viewer bench
  arena-viewer bench --quality high --size 2560x1440 --units 512
  arena-viewer bench MATCH.replay --soak 600 --json";

/// All that was measured.
#[derive(Serialize)]
struct Results {
    adapter: String,
    size: (u32, u32),
    quality: Option<Preset>,
    /// Ticks of the match that was measured with.
    ticks: u32,
    /// From the file to the first picture's contents, the renderer's start left out.
    open_ms: f64,
    frames: Vec<Frames>,
    /// A jump to anywhere, until the board is known.
    lookups: Option<Spread>,
    /// The same until it is drawn.
    jumps: Option<Spread>,
    memory: Option<memory::Soak>,
}

/// One measurement of many frames.
#[derive(Serialize)]
struct Frames {
    board: &'static str,
    hud: bool,
    units: usize,
    tick: u32,
    #[serde(flatten)]
    time: Spread,
    fps: f64,
}

/// How long things took, in milliseconds.
#[derive(Serialize)]
struct Spread {
    median_ms: f64,
    p95_ms: f64,
    max_ms: f64,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Option<Spread> {
        times.sort_unstable();
        let at = |part: f64| times.get(((times.len().saturating_sub(1)) as f64 * part).round() as usize);
        let ms = |part: f64| at(part).map(|time| time.as_secs_f64() * 1000.0);
        Some(Spread { median_ms: ms(0.5)?, p95_ms: ms(0.95)?, max_ms: ms(1.0)? })
    }
}

impl Bench {
    /// Measures, and prints what came of it.
    pub(crate) fn run(self) -> Result<(), Failure> {
        let crowd = match self.replay {
            Some(_) => None,
            None => Some(crowd::play()?),
        };
        let path = match (&self.replay, &crowd) {
            (Some(path), _) => path.clone(),
            (None, Some(crowd)) => crowd.path.clone(),
            (None, None) => unreachable!("one of them is there"),
        };
        let Opened { open_ms, ticks, crowds, lookups } = self.open(&path)?;
        let options = StudioOptions { size: self.size, quality: self.quality, ..StudioOptions::default() };
        let look = Look { options, camera: Camera::Fit, hud: true };
        let reader = Reader::open(&path).map_err(|error| Failure::replay(&path, error))?;
        let mut studio = set_up(&look, reader, &path)?;
        let frames = self.measure_frames(&mut studio, &crowds);
        let jumps = self.measure_jumps(&mut studio, ticks);
        let memory = self.soak.map(|seconds| memory::soak(&mut studio, Duration::from_secs(seconds)));
        let adapter = studio.adapter();
        let (size, quality) = (self.size, self.quality);
        let results = Results { adapter, size, quality, ticks, open_ms, frames, lookups, jumps, memory };
        print(&results, self.json)
    }

    /// Opens the replay as the program does, and finds the ticks that are crowded as asked for.
    fn open(&self, path: &Path) -> Result<Opened, Failure> {
        let wrong = |error| Failure::replay(path, error);
        let began = Instant::now();
        let reader = Reader::open(path).map_err(wrong)?;
        let ticks = reader.last_tick().0;
        let premiere = Premiere::new(source::footage(reader, path).map_err(wrong)?).map_err(wrong)?;
        let open_ms = began.elapsed().as_secs_f64() * 1000.0;
        let units = premiere.units_by_tick();
        let nearest = |wanted: &usize| {
            let all = units.iter().enumerate().take(units.len().saturating_sub(1).max(1));
            all.min_by_key(|(_, units)| units.abs_diff(*wanted)).map(|(tick, units)| (tick as u32, *units))
        };
        let mut crowds: Vec<(u32, usize)> = self.units.iter().filter_map(nearest).collect();
        crowds.dedup();
        let lookups = jumps(self.jumps, ticks).map(|cursor| {
            let began = Instant::now();
            premiere.sample(cursor).map(|_| began.elapsed()).map_err(wrong)
        });
        let lookups = Spread::of(lookups.collect::<Result<Vec<_>, Failure>>()?);
        Ok(Opened { open_ms, ticks, crowds, lookups })
    }

    fn measure_frames(&self, studio: &mut Studio, crowds: &[(u32, usize)]) -> Vec<Frames> {
        let boards: &[&str] = if self.tactical { &["tactical"] } else { &["arena", "tactical"] };
        let mut progress = Progress::new("drawing", (boards.len() * crowds.len() * 2) as u64);
        let mut frames = Vec::new();
        for board in boards {
            if *board == "tactical" {
                studio.act(Action::ToggleTactical);
            }
            for hud in [true, false] {
                for (tick, units) in crowds {
                    progress.at(frames.len() as u64);
                    let time = self.measure(studio, *tick);
                    let fps = 1000.0 / time.median_ms;
                    frames.push(Frames { board, hud, units: *units, tick: *tick, time, fps });
                }
                studio.act(Action::Toggle(Part::Hud));
            }
        }
        if boards.contains(&"tactical") {
            studio.act(Action::ToggleTactical);
        }
        frames
    }

    /// Plays around a tick, forth and back, so that the crowd stays the same however many frames are drawn.
    fn measure(&self, studio: &mut Studio, tick: u32) -> Spread {
        const WARM_UP: u32 = 5;
        const TICKS: f64 = 4.0;
        let step = TICKS_PER_SECOND / 60.0;
        let mut times = Vec::new();
        for frame in 0..self.frames + WARM_UP {
            let along = (f64::from(frame) * step) % (2.0 * TICKS);
            let cursor = f64::from(tick) + if along > TICKS { 2.0 * TICKS - along } else { along };
            let time = draw(studio, cursor);
            if frame >= WARM_UP {
                times.push(time);
            }
        }
        Spread::of(times).expect("there is at least one frame")
    }

    fn measure_jumps(&self, studio: &mut Studio, ticks: u32) -> Option<Spread> {
        let mut progress = Progress::new("jumping", self.jumps.into());
        let times = jumps(self.jumps, ticks).enumerate().map(|(number, cursor)| {
            progress.at(number as u64);
            draw(studio, cursor)
        });
        Spread::of(times.collect())
    }
}

/// What is known of a replay before anything is drawn of it.
struct Opened {
    open_ms: f64,
    ticks: u32,
    /// Ticks and how many units there are then.
    crowds: Vec<(u32, usize)>,
    lookups: Option<Spread>,
}

/// Instants from all over a match, the same ones every time.
fn jumps(number: u32, ticks: u32) -> impl Iterator<Item = f64> {
    let mut random = 0x9e37_79b9_u64;
    std::iter::repeat_with(move || {
        // A linear congruential generator is as random as jumps need to be.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as f64 / f64::from(1u32 << 31) * f64::from(ticks)
    })
    .take(number as usize)
}

/// One frame at an instant, until it is drawn.
fn draw(studio: &mut Studio, cursor: f64) -> Duration {
    let began = Instant::now();
    let world = studio.world();
    let end = world.get_resource::<Footage>().map_or(0.0, |footage| f64::from(footage.end().0));
    world.resource_mut::<Playhead>().seek(cursor, end);
    studio.frame();
    // A device that is lost cannot be waited for; the next frame tells.
    let _ = studio.world().resource::<RenderDevice>().poll(wgpu::PollType::wait_indefinitely());
    began.elapsed()
}

fn print(results: &Results, json: bool) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let written = match json {
        true => {
            serde_json::to_writer_pretty(&mut out, results).map_err(Into::into).and_then(|()| writeln!(out))
        }
        false => write_table(&mut out, results),
    };
    written.or_else(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Failure::host(format!("cannot write: {error}"))),
    })
}

fn write_table(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    let (width, height) = results.size;
    let quality =
        results.quality.map_or("by adapter".to_owned(), |preset| format!("{preset:?}").to_lowercase());
    writeln!(out, "{STRONG}{}{STRONG:#}, {width}x{height}, quality {quality}\n", results.adapter)?;
    writeln!(out, "{FAINT}board     hud  units   median      p95      fps{FAINT:#}")?;
    for Frames { board, hud, units, time, fps, .. } in &results.frames {
        let hud = if *hud { "yes" } else { "no" };
        let (median, p95) = (time.median_ms, time.p95_ms);
        writeln!(
            out,
            "{board:<9} {hud:<3} {units:>6} {median:>6.1} ms {p95:>5.1} ms {STRONG}{fps:>8.1}{STRONG:#}"
        )?;
    }
    writeln!(out, "\nopening {} ticks: {:.0} ms", results.ticks, results.open_ms)?;
    for (what, spread) in
        [("until the board is known", &results.lookups), ("until it is drawn", &results.jumps)]
    {
        if let Some(Spread { median_ms, p95_ms, max_ms }) = spread {
            writeln!(out, "a jump, {what}: median {median_ms:.1} ms, p95 {p95_ms:.1}, longest {max_ms:.1}")?;
        }
    }
    if let Some(soak) = &results.memory {
        writeln!(out, "memory: {soak}")?;
    }
    Ok(())
}
