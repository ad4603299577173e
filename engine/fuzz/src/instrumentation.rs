//! Instrumentation: a module that pays fuel computes what it did before.

use arbitrary::Unstructured;
use sandbox::{Limits, admit};

use crate::module::guest::{Compiled, Fuel, On, STACK_OVERFLOW};
use crate::module::{check_valid, smith};
use crate::pick::Pick;

/// Fuel that never runs out.
const PLENTY: Fuel = Fuel { start: 1 << 50, refill: 1 << 50 };

/// Checks one generated module.
pub fn check(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let on = if u.rarely(4) { On::Cranelift } else { On::Singlepass };
    let little = Fuel { start: u.one(&[0, 50, -30]), refill: u.one(&[1, 7, 50, 1_000]) };
    let Some(wasm) = smith::plain(&mut u) else { return };
    let admitted = admit(&wasm, &Limits::default()).unwrap_or_else(|reject| panic!("{reject}"));
    check_valid(&admitted.wasm).expect("instrumentation keeps a module valid");

    let plain = Compiled::new(on, &wasm).run(PLENTY);
    let metered = Compiled::new(on, &admitted.wasm);
    let (whole, pieces) = (metered.run(PLENTY), metered.run(little));
    let (Some(plain), Some(whole), Some(pieces)) = (&plain, &whole, &pieces) else {
        assert!(
            plain.is_none() && whole.is_none() && pieces.is_none(),
            "either all have an instance, or none"
        );
        return;
    };
    assert_eq!(pieces.seen, whole.seen, "where a guest is suspended changes nothing");
    // What a function spent that keeps its fuel in a local is not known when it traps.
    if whole.seen.iter().all(|seen| seen.result.is_ok()) {
        assert_eq!(pieces.spent, whole.spent, "nor does it change what it spends");
    }
    assert_eq!(whole.suspensions, 0);
    for (metered, plain) in whole.seen.iter().zip(&plain.seen) {
        // Without instrumentation, the stack is another one.
        if metered.result == Err(STACK_OVERFLOW.to_owned()) {
            return;
        }
        assert_eq!(metered, plain, "instrumentation changes nothing that a guest can see");
    }
    assert_eq!(whole.seen.len(), plain.seen.len());
}
