use battle::find_map;
use rules::beacons::{Archetype, Map};
use rules::{Frame, SetupError};
use serde::Serialize;

use crate::board::{Board, LEGEND};
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{FAINT, LITERAL};

/// Show what maps there are
///
/// Maps are generated from an archetype, a size, a number of teams and a seed, or read from a text file. Every map is
/// exactly symmetric, so that no seat is better than another.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Maps {
    /// Only this one: an archetype, or the path of a map's text file, which is checked
    #[arg(long, value_name = "ARCHETYPE|FILE")]
    map: Option<String>,
    /// Any text: another seed gives another map
    #[arg(long, value_name = "TEXT", default_value = "1")]
    seed: String,
    /// Number of teams: 2, 4 or 8
    #[arg(long, value_name = "TEAMS", default_value_t = 2)]
    teams: u8,
    /// Width in cells, 17 to 64 [default: 25 for 2 teams, 31 for 4, 41 for 8]
    #[arg(long, value_name = "CELLS")]
    size: Option<u8>,
    /// Print nothing but the map's text, to be edited and played with `arena run --map FILE`
    #[arg(long, requires = "map", conflicts_with = "json")]
    text: bool,
}

const EXAMPLES: &str = "\
Examples:
  arena maps                                     all archetypes, with a sample of each
  arena maps --map maze --seed 7 --teams 4       one map, as `arena run --map maze --seed 7` has it
  arena maps --map islands --text > mine.map     a map to edit
  arena maps --map mine.map                      is it still symmetric, with everything in reach?";

/// Columns of the terminal that pictures side by side may take.
const COLUMNS: usize = 100;

impl Maps {
    /// Shows the maps.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        if !matches!(self.teams, 2 | 4 | 8) {
            return Err(Failure::usage(format!("a map is for 2, 4 or 8 teams, not for {}", self.teams)));
        }
        let names = match &self.map {
            Some(name) => vec![name.as_str()],
            None => Archetype::ALL.iter().map(|archetype| archetype.word()).collect(),
        };
        let samples = names.into_iter().map(|name| self.sample(name)).collect::<Result<Vec<_>, Failure>>()?;
        if output.json {
            return output.json(&samples);
        }
        match &samples[..] {
            [sample] if self.text => output.text(sample.map.to_text()),
            [sample] => sample.print(output),
            samples => print_all(samples, output),
        }
    }

    fn sample<'n>(&'n self, name: &'n str) -> Result<Sample<'n>, Failure> {
        let map = find_map(name, self.teams, self.size, &self.seed)?;
        let archetype = Archetype::from_word(name);
        Ok(Sample {
            name,
            description: archetype.map(|archetype| archetype.description()),
            teams: map.teams(),
            size: map.width(),
            beacons: map.beacons().len(),
            ore: map.ore().len(),
            seed: archetype.map(|_| self.seed.as_str()),
            rows: map.rows(),
            map,
        })
    }
}

/// A map with what is to be said of it.
#[derive(Serialize)]
struct Sample<'a> {
    name: &'a str,
    /// `None` for a file.
    description: Option<&'static str>,
    teams: u8,
    size: u8,
    beacons: usize,
    /// Cells of ore.
    ore: usize,
    /// What it was generated from.
    seed: Option<&'a str>,
    rows: Vec<String>,
    #[serde(skip)]
    map: Map,
}

impl Sample<'_> {
    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        output.line(self.title())?;
        if let Some(description) = self.description {
            output.line(description)?;
        }
        output.line("")?;
        output.text(Board { wide: true, hidden: None }.text(&self.frame()?))?;
        output.line(format!("{FAINT}{LEGEND}{FAINT:#}"))
    }

    fn title(&self) -> String {
        let Sample { name, teams, size, beacons, ore, .. } = self;
        let seed = self.seed.map(|seed| format!(", seed {}", replay::Escaped(seed))).unwrap_or_default();
        format!(
            "{LITERAL}{name}{LITERAL:#}  {FAINT}{size} x {size}, {teams} teams, {beacons} beacons, {ore} cells of ore{seed}{FAINT:#}"
        )
    }

    /// The picture before the first tick.
    fn frame(&self) -> Result<Frame, Failure> {
        let ruleset = battle::Ruleset::bundled(rules::beacons::NAME)?;
        let game = rules::start(&ruleset.game, &ruleset.params(), &self.map.to_text(), "")
            .map_err(|error: SetupError| Failure::input(error))?;
        Ok(game.frame())
    }
}

/// Descriptions, then small pictures side by side.
fn print_all(samples: &[Sample<'_>], output: &mut Output) -> Result<(), Failure> {
    for sample in samples {
        let name = sample.name;
        output.line(format!("{LITERAL}{name:<13}{LITERAL:#} {}", sample.description.unwrap_or_default()))?;
    }
    let width = 4 + samples.iter().map(|sample| usize::from(sample.size)).max().unwrap_or_default();
    let side_by_side = (COLUMNS / (width + 2)).max(1);
    for row in samples.chunks(side_by_side) {
        output.line("")?;
        let titles: Vec<String> =
            row.iter().map(|sample| format!("    {:<1$}", sample.name, width - 4)).collect();
        output.line(titles.join("  ").trim_end())?;
        let pictures = row
            .iter()
            .map(|sample| Ok(Board::default().text(&sample.frame()?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let mut lines: Vec<_> = pictures.iter().map(|picture| picture.lines().skip(1)).collect();
        for _ in 0..row[0].size {
            let line: Vec<&str> = lines.iter_mut().filter_map(Iterator::next).collect();
            output.line(line.join("  "))?;
        }
    }
    output.line(format!("\n{FAINT}{LEGEND}{FAINT:#}"))?;
    output.line(format!("{FAINT}One of them larger, with another seed:{FAINT:#} {LITERAL}arena maps --map maze --seed 7{LITERAL:#}"))
}
