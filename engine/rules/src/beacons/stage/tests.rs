//! What each stage does, as cases in the notation of [`scenario`](crate::beacons::scenario).

mod beacons;
mod damage;
mod deaths;
mod end;
mod give;
mod guard;
mod mine;
mod movement;
mod repair;
mod spawn;
mod storm;
mod validate;

use alloc::collections::BTreeSet;
use protocol::Reason;

use crate::beacons::scenario::check;

#[test]
fn every_reason_of_a_tick_has_a_case() {
    let cases = [
        validate::CASES,
        guard::CASES,
        movement::CASES,
        damage::CASES,
        deaths::CASES,
        mine::CASES,
        give::CASES,
        repair::CASES,
        spawn::CASES,
        beacons::CASES,
        storm::CASES,
        end::CASES,
    ];
    let shown: BTreeSet<Reason> = cases.into_iter().flat_map(check).collect();
    // The others are found while a line is read, or by whoever drives the match.
    let not_of_a_tick = [
        Reason::LineTooLong,
        Reason::BadJson,
        Reason::TooManyOrders,
        Reason::TooMuchOutput,
        Reason::OutOfTurn,
    ];
    let of_rumble = [Reason::RobotError, Reason::NobodyToHeal, Reason::HealIgnored];
    let others = [&not_of_a_tick[..], &of_rumble].concat();
    let expected: BTreeSet<Reason> =
        Reason::ALL.iter().copied().filter(|why| !others.contains(why)).collect();
    assert_eq!(shown, expected);
}
