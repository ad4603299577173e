//! What code computes and costs, as golden digests: one constant for every target.

use arbitrary::Unstructured;
use wasm_smith::Module;

use crate::golden_file as golden;
use crate::guest::{BOTH, Guest, PLENTY, instrumented, module};
use crate::guests::GUESTS;
use crate::smith;

/// Generated modules that take part.
const GENERATED: u32 = 64;
/// Bytes from which a module is generated.
const SEED_BYTES: usize = 4_000;

/// Plays a module on both back ends, in one go and in pieces, and tells everything that is left of it.
fn tell(name: &str, wasm: &[u8], run: impl Fn(&mut Guest) -> String) -> String {
    let metered = instrumented(wasm);
    let stories = BOTH.map(|on| {
        let whole = run(&mut Guest::new(on, &metered, PLENTY, PLENTY));
        let pieces = run(&mut Guest::new(on, &metered, 0, 500));
        format!("{whole}\n{pieces}")
    });
    assert_eq!(stories[0], stories[1], "{name}: the back ends disagree");
    golden::line(name, &stories[0])
}

/// The module of a number, the same for ever.
fn generated(number: u32) -> Option<Vec<u8>> {
    let mut seed = vec![0; SEED_BYTES];
    blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut seed);
    let mut module = Module::new(smith::config(), &mut Unstructured::new(&seed)).ok()?;
    module.ensure_termination(3_000).unwrap();
    Some(module.to_bytes()).filter(|wasm| smith::instantiates(wasm))
}

#[test]
fn code_computes_and_costs_what_it_always_did() {
    let mut lines = Vec::new();
    for guest in GUESTS {
        let size = wasmer::Value::I32((guest.size / 20).max(15).min(guest.size));
        let wasm = module(guest.fields);
        lines.push(tell(guest.name, &wasm, |one| {
            format!("{:?}", one.call("run", std::slice::from_ref(&size)))
        }));
    }
    for number in 0..GENERATED {
        let Some(wasm) = generated(number) else { continue };
        // The generator's own bytes are compared too: another version of it is not a change of the sandbox.
        let name = format!("generated-{number}-{}", &blake3::hash(&wasm).to_hex()[..16]);
        lines.push(tell(&name, &wasm, |one| format!("{:?}", smith::run(one))));
    }
    assert!(lines.len() > GUESTS.len() + 30, "{} lines", lines.len());
    golden::check("computed.txt", &lines);
}
