use sandbox::{Backend, CacheMode, Config, Sandbox};

use super::Effort;
use super::guests::Guest;
use super::row::{Part, Row};
use super::sample::Sample;
use super::timing::{geometric_mean, in_turns};
use crate::exit::Failure;

/// What fuel metering costs: each guest as it is uploaded and instrumented, seated as in a match. Whole turns are timed,
/// so for the bots, whose turns are short, the time to hand over the line is part of both sides.
pub(super) fn row(effort: Effort, backend: Backend, sample: &Sample) -> Result<Row, Failure> {
    let sandbox = Sandbox::new(Config { backend, cache: CacheMode::Off, ..Config::default() })?;
    let mut parts = Vec::new();
    for guest in Guest::all(effort.guest_turns, sample)? {
        parts.push(Part { measured: ratio(effort, &sandbox, &guest)?, name: guest.name });
    }
    let mean = geometric_mean(&parts.iter().map(|part| part.measured).collect::<Vec<_>>());
    let (name, target) = match backend {
        Backend::Cranelift => ("fuel metering against unmetered, geometric mean, cranelift", 1.25),
        Backend::Singlepass => ("fuel metering against unmetered, geometric mean, singlepass", 1.4),
    };
    Ok(Row::at_most(name, target, "x", mean).of(parts))
}

fn ratio(effort: Effort, sandbox: &Sandbox, guest: &Guest) -> Result<f64, Failure> {
    let metered = sandbox.load(&guest.wasm)?;
    let unmetered = sandbox.load_unmetered(&guest.wasm)?;
    let same = guest.run(sandbox, &metered)?.1 == guest.run(sandbox, &unmetered)?.1;
    if !same {
        let problem = format!("the guest {} says something else when it is metered", guest.name);
        return Err(Failure::host(problem).help("this is a bug of the instrumentation, please report it"));
    }
    let (metered, unmetered) = in_turns(
        effort.rounds,
        || guest.run(sandbox, &metered).map(|(seconds, _)| seconds),
        || guest.run(sandbox, &unmetered).map(|(seconds, _)| seconds),
    )?;
    Ok(metered / unmetered)
}
