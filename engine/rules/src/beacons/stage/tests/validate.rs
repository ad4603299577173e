use crate::beacons::scenario::check;

#[test]
fn validate() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A lance with too little cargo is dropped and costs nothing.
k.K
given: k cargo=2
orders: k lance e
failed: k lance_needs_cargo

# A lance with just enough cargo goes.
k.K
given: k cargo=3
orders: k lance e
then: k cargo=0; K hp=8; team0 damage=2

# A unit that guarded in the last tick cannot guard, and is hit in full.
kK
given: k guarded=1
orders: k guard; K strike w
then: k guarded=0 hp=8; team1 damage=2
failed: k guarded_last_tick

# The first order for a unit stands.
.k. | k..
orders: k move w; k move e
failed: k duplicate_order

# An order that was dropped still was the unit's order.
k.K
orders: k lance e; k strike e
failed: k lance_needs_cargo; k duplicate_order

# A core spawns once a tick.
k0. | k0x
given: team0 bank=40
orders: 0 spawn e; 0 spawn w
then: team0 bank=32
failed: 0 duplicate_order

# An own unit that does not exist: dead, unborn, or an enemy's.
k.K
orders: 0/1 move e; 0/400 mine; L guard
failed: l no_such_unit; 0/400 no_such_unit; L no_such_unit

# Orders that no line could have given, but bytes of a replay could.
k0K
orders: raw 0 0 200 e 0; raw 0 0 7 e 0; raw 0 - 0 e 0; raw 0 0 0 - 0; raw 0 0 5 e 0; raw 1 0 5 - 0; raw 0 - 7 - 0
failed: k unknown_verb; k bad_order; 0 bad_order; k bad_direction; k bad_amount; 0 bad_direction; K bad_direction
";
