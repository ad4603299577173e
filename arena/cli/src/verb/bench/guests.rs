use battle::bundled;
use protocol::{Fuel, FuelPlan, Seat, Tick};
use sandbox::{Identity, Line, Lines, Program, Sandbox};

use super::sample::Sample;
use super::timing::timed;
use crate::exit::Failure;

/// More fuel than any guest spends.
pub(super) const PLENTY: FuelPlan =
    FuelPlan { start: Fuel(1 << 50), per_tick: Fuel(1 << 50), bank: Fuel(1 << 52) };

/// A program, and the lines that make it work.
pub(super) struct Guest {
    /// What it is called.
    pub(super) name: String,
    /// Its module.
    pub(super) wasm: Vec<u8>,
    /// The first line; what the guest does with it is not timed.
    start: Vec<u8>,
    /// The lines of the turns that are timed.
    lines: Vec<Vec<u8>>,
}

/// What the guests share: they read a digit, work so many times, and write the sum of the results.
const PRELUDE: &str = include_str!("guests/prelude.wat");

/// The guests made for measuring, each working for some milliseconds.
const MADE: [(&str, &str); 6] = [
    ("fib", include_str!("guests/fib.wat")),
    ("sieve", include_str!("guests/sieve.wat")),
    ("matmul", include_str!("guests/matmul.wat")),
    ("quicksort", include_str!("guests/quicksort.wat")),
    ("interpreter", include_str!("guests/interpreter.wat")),
    ("crc", include_str!("guests/crc.wat")),
];

/// Reads 4 KB and writes 1 KB, and does nothing else.
const ECHO: &str = include_str!("guests/echo.wat");

impl Guest {
    /// The guests made for measuring, and the two bots of the sample match with the lines that they read in it.
    pub(super) fn all(turns: usize, sample: &Sample) -> Result<Vec<Guest>, Failure> {
        let made = MADE.iter().map(|(name, text)| Guest::made(name, text, 1, turns));
        let bots = [Seat(0), Seat(1)].into_iter().map(|seat| Guest::bot(sample, seat));
        made.chain(bots).collect()
    }

    /// The module that only reads and writes.
    pub(super) fn echo() -> Result<Vec<u8>, Failure> {
        assemble("echo", &format!("(module {ECHO})"))
    }

    fn made(name: &str, text: &str, repeats: u8, turns: usize) -> Result<Guest, Failure> {
        let wasm = assemble(name, &format!("(module {PRELUDE} {text})"))?;
        let lines = vec![repeats.to_string().into_bytes(); turns];
        Ok(Guest { name: name.to_owned(), wasm, start: b"1".to_vec(), lines })
    }

    fn bot(sample: &Sample, seat: Seat) -> Result<Guest, Failure> {
        let name = &sample.setup.entrants[seat.index()].info.name;
        let bot = bundled::bot(name)
            .ok_or_else(|| Failure::host(format!("this build comes without the bot `{name}`")))?;
        let mut lines = sample.lines(seat)?;
        let start = lines.remove(0);
        Ok(Guest { name: name.clone(), wasm: bot.wasm.to_vec(), start, lines })
    }

    /// Runs the guest from its start. Gives the seconds that each turn but the first took, and what it wrote.
    pub(super) fn run(
        &self,
        sandbox: &Sandbox,
        program: &Program,
    ) -> Result<(Vec<f64>, Vec<Lines>), Failure> {
        let identity = Identity { name: self.name.clone(), seed: [0; 32] };
        let mut player = sandbox.seat(program, identity, PLENTY)?;
        player.begin(Tick(0), Line::Start(self.start.clone()));
        let mut said = vec![player.finish()?.lines];
        let mut seconds = Vec::with_capacity(self.lines.len());
        for (line, tick) in self.lines.iter().zip(1..) {
            let line = Line::Tick(line.clone());
            let (taken, end) = timed(|| {
                player.begin(Tick(tick), line);
                player.finish()
            });
            seconds.push(taken);
            said.push(end?.lines);
        }
        Ok((seconds, said))
    }
}

fn assemble(name: &str, text: &str) -> Result<Vec<u8>, Failure> {
    wat::parse_str(text)
        .map_err(|error| Failure::host(format!("the guest {name} cannot be assembled: {error}")))
}

#[cfg(test)]
mod tests {
    use sandbox::{Backend, CacheMode, Config};

    use super::*;

    #[test]
    fn guests_compute_what_they_should() {
        let expected = [
            ("fib", 2 * 1_346_269),
            ("sieve", 2 * 114_155),
            ("matmul", 2 * matmul()),
            ("quicksort", 2 * quicksort()),
            ("interpreter", 2 * collatz()),
            ("crc", 2 * u64::from(crc())),
        ];
        let config = Config { backend: Backend::Cranelift, cache: CacheMode::Off, ..Config::default() };
        let sandbox = Sandbox::new(config).unwrap();
        for ((name, text), (expected_name, result)) in MADE.iter().zip(expected) {
            assert_eq!(*name, expected_name);
            let guest = Guest::made(name, text, 2, 1).unwrap();
            for program in [sandbox.load(&guest.wasm), sandbox.load_unmetered(&guest.wasm)] {
                let (_, said) = guest.run(&sandbox, &program.unwrap()).unwrap();
                let text = String::from_utf8(said[1].iter().next().unwrap().to_vec()).unwrap();
                assert_eq!(text, format!("{result:016x}"), "{name}");
            }
        }
    }

    fn numbers() -> impl Iterator<Item = u32> {
        std::iter::successors(Some(12_345_u32), |x| {
            Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
        })
        .skip(1)
    }

    /// The sum of the product's diagonal.
    fn matmul() -> u64 {
        let n = 200;
        let a = |row: u64, column: u64| (row * n + column) % 13;
        let b = |row: u64, column: u64| (row * n + column) % 7;
        (0..n).map(|i| (0..n).map(|k| a(i, k) * b(k, i)).sum::<u64>()).sum()
    }

    /// The middle number.
    fn quicksort() -> u64 {
        let mut numbers: Vec<u32> = numbers().map(|x| x >> 8).take(100_000).collect();
        numbers.sort_unstable();
        numbers[50_000].into()
    }

    /// Steps to 1 from all numbers up to 4000.
    fn collatz() -> u64 {
        let next = |x: u64| if x.is_multiple_of(2) { x / 2 } else { 3 * x + 1 };
        let steps = |n| std::iter::successors(Some(n), |&x| (x != 1).then(|| next(x))).count() as u64 - 1;
        (1..=4_000).map(steps).sum()
    }

    /// CRC-32 of a million bytes, each the lowest of its place times 31.
    fn crc() -> u32 {
        let bytes = (0..1_000_000_u32).map(|i| (i * 31) as u8);
        !bytes.fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
        })
    }
}
